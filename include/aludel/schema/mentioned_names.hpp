// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/revision.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// A set of table names by hash, without collisions resolved: `has` may be true for a name that was not added.
class table_filter {
public:
    constexpr void add(const name& table) { marked_[table.hash % size] = true; }
    [[nodiscard]] constexpr bool has(const name& table) const { return marked_[table.hash % size]; }
    /// The same for names without regard to case; a `quote` in them is doubled.
    constexpr void add_folded(std::string_view table, char quote) { marked_[folded(table, quote) % size] = true; }
    [[nodiscard]] constexpr bool has_folded(std::string_view table) const { return marked_[folded(table) % size]; }

    /// Adds the tables that an operation names, and the targets of its foreign keys.
    constexpr void add_named(const op::operations_view& arrays, const op::operation& operation) {
        add(operation.table);
        if (operation.kind == op::operation_kind::rename_table) add(operation.to);
        add_targets(arrays, operation);
    }
    /// Adds the targets of the foreign keys of an operation.
    constexpr void add_targets(const op::operations_view& arrays, const op::operation& operation) {
        for (std::uint32_t i = 0; i < operation.constraints.count; ++i)
            if (const op::constraint& each = arrays.constraints[operation.constraints.first + i]; each.target.size != 0)
                add(each.target_name());
    }

private:
    static constexpr std::uint32_t folded(std::string_view table, char quote = '\0') {
        std::uint32_t hash = 0;
        for (std::size_t i = 0; i < table.size(); ++i) {
            hash = (hash ^ static_cast<unsigned char>(dialect::lower(table[i]))) * 16777619U;
            if (table[i] == quote) ++i;
        }
        return hash;
    }

    static constexpr std::uint32_t size = 4096;
    bool marked_[size]{};
};

/// The names in texts that may read or write any table: raw SQL, queries of views, and fills.
class mentioned_names {
public:
    /// `known` tells how texts that name no database are read.
    constexpr explicit mentioned_names(const schema& known) : known_(&known) {}
    constexpr void add(const op::operations_view& operations) {
        for (const op::operation& each : operations.list) add(operations, each);
    }
    constexpr void add(const op::operations_view& arrays, const op::operation& operation) {
        add_texts(arrays, operation);
        for (std::uint32_t i = 0; i < operation.columns.count; ++i)
            if (const op::column& column = arrays.columns[operation.columns.first + i]; column.fill.size != 0)
                add(column.fill, known_->lexicon_of());
    }
    /// Adds those in raw SQL or in the queries of a view.
    constexpr void add_texts(const op::operations_view& arrays, const op::operation& operation) {
        for (std::uint32_t i = 0; i < operation.texts.count; ++i)
            add(arrays.texts[operation.texts.first + i].sql,
                known_->lexicon_of(arrays.texts[operation.texts.first + i].dialect));
    }
    /// Whether a text may have this name. False: none has.
    [[nodiscard]] constexpr bool has(const name& wanted) const { return any_ && names_.has_folded(wanted); }
    /// Adds those of them that are tables of earlier upgrades to a filter.
    constexpr void add_tables(const op::operations_view& operations, table_filter& wanted) const {
        using kind = op::operation_kind;
        if (!any_) return;
        for (const op::operation& each : operations.list) {
            if (each.kind == kind::create_table && names_.has_folded(each.table)) wanted.add(each.table);
            if (each.kind == kind::rename_table && names_.has_folded(each.to)) wanted.add(each.to);
        }
    }

private:
    constexpr void add(std::string_view sql, const syntax::lexicon& lexicon) {
        any_ = true;
        for (syntax::tokenizer tokens(sql, lexicon); tokens.peek().kind != syntax::token_kind::end; tokens.skip())
            if (const syntax::token& each = tokens.peek(); each.is_name())
                names_.add_folded(syntax::without_quotes(each),
                                  each.kind == syntax::token_kind::quoted && each.text[0] != '[' ? each.text[0] : '\0');
    }

    const schema* known_;
    table_filter names_;
    bool any_ = false;
};

}  // namespace aludel::inline v0_1::detail
