// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/value.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// Appends the kind of an index and its name. The methods `fulltext` and `spatial` are kinds, and those that only other
/// databases have are left out, as nothing but speed depends on them.
constexpr void put_index_name(sql_text& sql, const op::index& index) {
    const auto has_method = [&](std::string_view word) { return dialect::same_without_case(index.method, word); };
    sql.put(index.unique                 ? "UNIQUE INDEX "
                : has_method("fulltext") ? "FULLTEXT INDEX "
                : has_method("spatial")  ? "SPATIAL INDEX "
                                         : "INDEX ");
    if (index.if_not_exists) sql.put("IF NOT EXISTS ");
    put_identifier(sql, index.name);
    if (has_method("btree")) sql.put(" USING BTREE");
    if (has_method("hash")) sql.put(" USING HASH");
}

/// Appends the parts of an index, in parentheses.
constexpr void put_index_parts(sql_text& sql, const op::operations_view& arrays, const op::index& index) {
    std::string_view before = " (";
    for (const op::index_part& part : index.parts.of(arrays.parts)) {
        if (dialect::is_prefix(part.expression)) sql.put(before).put(part.expression);
        else if (part.column.empty()) sql.put(before).put("(").put(part.expression).put(")");
        else put_identifier(sql.put(before), part.column);
        if (part.length != 0) sql.put("(").put_number(part.length).put(")");
        if (part.descending) sql.put(" DESC");
        before = ", ";
    }
    sql.put(")");
}

/// Appends CREATE INDEX (mariadb.com/kb/en/create-index).
constexpr void put_create_index(sql_text& sql, const op::operations_view& arrays, const op::index& index,
                                std::string_view schema, std::string_view table) {
    put_index_name(sql.put("CREATE "), index);
    put_identifier(sql.put(" ON "), schema, table);
    put_index_parts(sql, arrays, index);
    // The server refuses these: see `op::feature`.
    if (!index.include.empty()) {
        dialect::put_identifiers(sql.put(" INCLUDE ("), index.include.of(arrays.names), '`');
        sql.put(")");
    }
    if (!index.where.empty()) sql.put(" WHERE ").put(index.where);
    if (index.concurrently) sql.put(" LOCK=NONE");
}

/// Appends CREATE INDEX for a range of indexes.
constexpr void put_create_indexes(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                                  op::range indexes, std::string_view schema, std::string_view table) {
    for (const op::index& each : indexes.of(arrays.indexes))
        put_create_index(add_statement(statements, number).sql, arrays, each, schema, table);
}

}  // namespace aludel::inline v0_1::mysql_family
