// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations_view.hpp>
#include <aludel/sql/quote.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

using namespace std::string_view_literals;

/// The table and schema of a new index.
struct index_place {
    std::string_view schema{};
    std::string_view table{};
};

/// Appends CREATE INDEX. Methods, included columns and CONCURRENTLY affect only speed; SQLite has none of them.
constexpr void put_create_index(sql_text& to, const op::operations_view& arrays, const op::index& index, const index_place& place) {
    to.put(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (index.if_not_exists) to.put("IF NOT EXISTS ");
    if (!place.schema.empty()) dialect::put_identifier(to, place.schema), to.put(".");
    dialect::put_identifier(to, index.name);
    to.put(" ON ");
    dialect::put_identifier(to, place.table);
    std::string_view before = " ("sv;
    for (const op::index_part& part : index.parts.of(arrays.parts)) {
        to.put(before);
        if (part.column.empty()) to.put(part.expression);
        else dialect::put_identifier(to, part.column);
        if (part.descending) to.put(" DESC");
        before = ", "sv;
    }
    to.put(")");
    if (!index.where.empty()) to.put(" WHERE ").put(index.where);
}

}  // namespace aludel::inline v0_1::sqlite_dialect
