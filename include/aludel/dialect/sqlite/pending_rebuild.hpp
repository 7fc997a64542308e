// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dialect/sqlite/rebuild.hpp>
#include <aludel/operation/operation_list.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// A table's own copy, for as long as its rebuild waits: the schema goes on changing meanwhile.
struct kept_table {
    op::operation_list held{};
    name table{};

    constexpr kept_table() = default;
    constexpr explicit kept_table(const op::table_view& from) : table(from.name) { held.append(*from.pools, *from.create); }

    /// Calls a function with a view of it; a view points into what it views, and must not outlive the call.
    template <class Function>
    constexpr void visit(Function function) const {
        const op::operations pools = held.view();
        function(op::table_view{&pools, pools.list.data(), table});
    }

    constexpr bool has_column(const name& wanted) const {
        for (const op::column& each : held.columns)
            if (dialect::same_identifier(each.name, wanted)) return true;
        return false;
    }

    /// What RENAME COLUMN does to all that names the column, but for expressions: a rebuild reads none of the old table.
    constexpr void rename_column(const name& from, const name& to) {
        for (op::column& each : held.columns)
            if (each.name == from) each.name = to;
        for (op::index_part& each : held.parts)
            if (each.column == from) each.column = to;
        for (const op::constraint& key : held.constraints)
            for (std::uint32_t i = 0; i < key.columns.count; ++i)
                if (held.names[key.columns.first + i] == from) held.names[key.columns.first + i] = to;
    }
};

/// A rebuild that is held back, so that whatever else the revision does to the table becomes part of it.
struct pending_rebuild {
    std::uint32_t first = 0;  ///< of the operations that it does
    kept_table before{};
    kept_table after{};
    detail::vector<column_source> sources{};
    detail::vector<column_alias> aliases{};
    bool drops_index = false;
    bool verified = false;  ///< as of the rebuild

    constexpr pending_rebuild() = default;
    constexpr explicit pending_rebuild(std::uint32_t index, const op::table_view& from) : first(index), before(from) {
        for (const op::column& each : from.columns()) sources.push_back({.column = each.name, .from = each.name});
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

    /// Whether an expression speaks of values that exist only when the rebuild is done.
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

    /// Whether RENAME COLUMN can be done ahead of the rebuild: the name must be free in the database, where a column may still
    /// have it that only the rebuild drops, and in the expressions.
    [[nodiscard]] constexpr bool can_rename_to(const name& to) const {
        for (const column_alias& each : aliases)
            if (dialect::same_identifier(each.was, to)) return false;
        return !before.has_column(to);
    }

    /// Whether an ALTER COLUMN gives new values to a column that this rebuild gives new values to: it must see those.
    [[nodiscard]] constexpr bool changes_again(const op::operation& operation, const op::column& wanted) const {
        if (!op::has(operation.changes, op::change::type) && operation.text.empty() && wanted.fill.empty()) return false;
        for (const column_source& each : sources)
            if (each.column == operation.object) return each.changed;
        return false;
    }

    /// RENAME COLUMN was done in the database, ahead of the rebuild.
    constexpr void renamed(const name& from, const name& to) {
        if (mentions(from)) aliases.push_back({from, to});
        for (column_alias& each : aliases)
            if (each.column == from) each.column = to;
        before.rename_column(from, to);
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
