// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/schema.hpp>
#include <aludel/sql/resolve.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Answers for the resolver which table has a column: for tables of the schema. The columns of views and of tables made
/// by raw SQL are not known.
struct column_lookup {
    const schema* in;

    constexpr syntax::answer operator()(const syntax::token& table, const syntax::token& column) const {
        std::uint32_t found =
            table.kind == syntax::token_kind::word ? in->tables.find(name(table.text)) : name_map::none;
        for (std::uint32_t i = 0; found == name_map::none && i < in->tables.entries().size(); ++i)
            if (in->tables[i].alive && table.names(in->tables[i].name)) found = i;
        if (found == name_map::none) return syntax::answer::unknown;
        for (const op::column& each : in->tables[found].view().columns())
            if (column.names(each.name)) return syntax::answer::yes;
        return syntax::answer::no;
    }
};

}  // namespace aludel::inline v0_1::detail
