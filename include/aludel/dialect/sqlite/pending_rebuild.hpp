// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dialect/sqlite/rebuild.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// A copy of a table for as long as its rebuild is pending, since the schema changes meanwhile.
struct kept_table {
    op::operations held{};
    name table{};

    constexpr kept_table() = default;
    constexpr explicit kept_table(const op::table_view& source) : table(source.name) {
        held.append(*source.arrays, *source.create);
    }

    /// Calls a function with a view of the table, which is valid only during the call.
    template <class Function>
    constexpr void visit(Function function) const {
        const op::operations_view arrays = held.view();
        function(op::table_view{&arrays, arrays.list.data(), table});
    }

    constexpr bool has_column(const name& wanted) const {
        for (const op::column& each : held.columns)
            if (dialect::same_identifier(each.name, wanted)) return true;
        return false;
    }

    /// Renames a column wherever it is named, except in expressions: a rebuild evaluates no expression of the old
    /// table.
    constexpr void rename_column(const name& old_name, const name& new_name) {
        for (op::column& each : held.columns)
            if (each.name == old_name) each.name = new_name;
        for (op::index_part& each : held.parts)
            if (each.column == old_name) each.column = new_name;
        for (const op::constraint& key : held.constraints)
            for (std::uint32_t i = 0; i < key.columns.count; ++i)
                if (held.names[key.columns.first + i] == old_name) held.names[key.columns.first + i] = new_name;
    }
};

/// A delayed rebuild that absorbs further operations of the revision on the same table.
struct pending_rebuild {
    std::uint32_t first = 0;  ///< index of its first operation
    kept_table before{};
    kept_table after{};
    op::operations triggers{};  ///< those of the table that the history knows
    detail::vector<column_source> sources{};
    detail::vector<column_alias> aliases{};
    bool drops_index = false;
    bool verified = false;  ///< see `rebuild::verified`

    constexpr pending_rebuild() = default;
    constexpr explicit pending_rebuild(std::uint32_t index, const op::table_view& source)
        : first(index),
          before(source) {
        for (const op::column& each : source.columns()) sources.push_back({.column = each.name, .from = each.name});
    }

    [[nodiscard]] constexpr bool has_expression() const {
        for (const column_source& each : sources)
            if (!each.using_.empty() || !each.fill.empty()) return true;
        return false;
    }

    [[nodiscard]] constexpr bool mentions(const name& column) const {
        for (const column_source& each : sources)
            if (syntax::uses_column(each.using_, column) || syntax::uses_column(each.fill, column)) return true;
        return false;
    }

    /// Whether an expression uses values that exist only after the rebuild.
    [[nodiscard]] constexpr bool has_changed(std::string_view expression) const {
        for (const column_source& each : sources)
            if (each.changed && syntax::uses_column(expression, each.column)) return true;
        return false;
    }

    [[nodiscard]] constexpr column_source* source_of(const name& column) {
        for (column_source& each : sources)
            if (each.column == column) return &each;
        return nullptr;
    }

    /// Whether RENAME COLUMN can precede the rebuild: the name must be unused in the database, where a column that only
    /// the rebuild drops may still have it, and in the expressions.
    [[nodiscard]] constexpr bool can_rename_to(const name& new_name) const {
        for (const column_alias& each : aliases)
            if (dialect::same_identifier(each.was, new_name)) return false;
        return !before.has_column(new_name);
    }

    /// Whether an ALTER COLUMN changes values that this rebuild also changes: it must see the changed ones.
    [[nodiscard]] constexpr bool changes_again(const op::operation& operation, const op::column& wanted) const {
        if (!op::has(operation.changes, op::change::type) && operation.text.empty() && wanted.fill.empty())
            return false;
        for (const column_source& each : sources)
            if (each.column == operation.object) return each.changed;
        return false;
    }

    /// Records that RENAME COLUMN was executed before the rebuild.
    constexpr void renamed(const name& old_name, const name& new_name) {
        if (mentions(old_name)) aliases.push_back({old_name, new_name});
        for (column_alias& each : aliases)
            if (each.column == old_name) each.column = new_name;
        before.rename_column(old_name, new_name);
    }

    constexpr void drop_column(const name& column) {
        for (auto each = sources.begin(); each != sources.end(); ++each) {
            if (each->column != column) continue;
            sources.erase(each);
            return;
        }
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
