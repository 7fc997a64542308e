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

/// Appends CREATE INDEX. Methods, operator classes, the order of NULLs, included columns, storage and CONCURRENTLY
/// affect only speed; SQLite has none of them.
constexpr void put_create_index(sql_text& sql, const op::operations_view& arrays, const op::index& index,
                                const index_place& place) {
    sql.put(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (index.if_not_exists) sql.put("IF NOT EXISTS ");
    if (!place.schema.empty()) dialect::put_identifier(sql, place.schema), sql.put(".");
    dialect::put_identifier(sql, index.name);
    sql.put(" ON ");
    dialect::put_identifier(sql, place.table);
    std::string_view before = " ("sv;
    for (const op::index_part& part : index.parts.of(arrays.parts)) {
        sql.put(before);
        if (part.column.empty()) sql.put(part.expression);
        else dialect::put_identifier(sql, part.column);
        if (!part.collation.empty()) dialect::put_identifier(sql.put(" COLLATE "), part.collation);
        if (part.descending) sql.put(" DESC");
        before = ", "sv;
    }
    sql.put(")");
    if (!index.where.empty()) sql.put(" WHERE ").put(index.where);
}

}  // namespace aludel::inline v0_1::sqlite_dialect
