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

    constexpr syntax::answer operator()(const syntax::token& table, const syntax::token& column) const {
        std::uint32_t found =
            table.kind == syntax::token_kind::word ? in->tables.find(name(table.text)) : name_map::none;
        for (std::uint32_t i = 0; found == name_map::none && i < in->tables.entries().size(); ++i)
            if (in->tables[i].alive && table.names(in->tables[i].name)) found = i;
        if (found == name_map::none) return in_view(table, column);
        for (const op::column& each : in->tables[found].view().columns())
            if (column.names(each.name)) return syntax::answer::yes;
        return syntax::answer::no;
    }

private:
    [[nodiscard]] constexpr syntax::answer in_view(const syntax::token& view, const syntax::token& column) const {
        for (const view_entry& each : in->views.entries()) {
            if (!each.alive || !view.names(each.name)) continue;
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
