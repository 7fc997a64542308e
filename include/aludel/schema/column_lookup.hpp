// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/schema.hpp>
#include <aludel/sql/read.hpp>
#include <aludel/sql/resolve.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Answers for the resolver which table or view has a column. Tables made by raw SQL, and views whose query is not
/// understood, are not known.
struct column_lookup {
    const schema* in;
    std::uint32_t depth = 0;  ///< of views over views

    constexpr syntax::answer operator()(const syntax::source& from, const syntax::token& column) const {
        const syntax::token& table = from.table;
        const std::uint32_t schema_hash = in->namesakes.empty() ? 0 : hash_of(from);
        std::uint32_t found = table.kind == syntax::token_kind::word
            ? in->tables.find(name_in_schema(name(table.text), schema_hash))
            : name_map::none;
        for (std::uint32_t i = 0; found == name_map::none && i < in->tables.entries().size(); ++i)
            if (in->tables[i].alive && table.names(in->tables[i].name) && !is_other(from, in->tables[i].name))
                found = i;
        if (found == name_map::none) return in_view(from, column);
        for (const op::column& each : in->tables[found].view().columns())
            if (column.names(each.name)) return syntax::answer::yes;
        return syntax::answer::no;
    }

    /// Whether a source, which has the letters of a table or view, is another in another schema.
    [[nodiscard]] constexpr bool is_other(const syntax::source& from, const name& table) const {
        return !in->namesakes.empty() && hash_of(from) != schema_hash_of(table);
    }

private:
    /// The `schema_hash_of` the table or view that a source is.
    [[nodiscard]] constexpr std::uint32_t hash_of(const syntax::source& from) const {
        if (from.schema.text.empty()) return from.schema_hash;
        for (const table_entry& each : in->tables.entries())
            if (each.alive && from.table.names(each.name) && from.schema.names(each.create->schema))
                return schema_hash_of(each.name);
        for (const view_entry& each : in->views.entries())
            if (each.alive && from.table.names(each.name) && from.schema.names(each.get().schema))
                return schema_hash_of(each.name);
        return 0;
    }

    [[nodiscard]] constexpr syntax::answer in_view(const syntax::source& from, const syntax::token& column) const {
        for (const view_entry& each : in->views.entries()) {
            if (!each.alive || !from.table.names(each.name) || is_other(from, each.name)) continue;
            const op::list_view<op::dialect_text> queries = each.queries();
            if (queries.count != 1 || depth > 8) return syntax::answer::unknown;
            const syntax::reading found = syntax::read_query(queries[0].sql, in->lexicon_of(queries[0].dialect));
            if (found.opaque) return syntax::answer::unknown;
            return syntax::resolver(found, column_lookup{in, depth + 1}).gives(column);
        }
        return syntax::answer::unknown;
    }
};

}  // namespace aludel::inline v0_1::detail
