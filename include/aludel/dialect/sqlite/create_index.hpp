// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations.hpp>
#include <aludel/sql/quote.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

using namespace std::string_view_literals;

/// Where an index is made.
struct index_place {
    std::string_view schema{};
    std::string_view table{};
};

/// CREATE INDEX; the index has its name. Methods, included columns and CONCURRENTLY change speed and not meaning; SQLite has none of them.
constexpr void put_create_index(sql_text& to, const op::operations& pools, const op::index& index, const index_place& place) {
    to.put(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (index.if_not_exists) to.put("IF NOT EXISTS ");
    if (!place.schema.empty()) dialect::put_identifier(to, place.schema), to.put(".");
    dialect::put_identifier(to, index.name);
    to.put(" ON ");
    dialect::put_identifier(to, place.table);
    std::string_view before = " ("sv;
    for (const op::index_part& part : index.parts.of(pools.parts)) {
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
