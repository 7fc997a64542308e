// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/column.hpp>
#include <aludel/dialect/mysql_family/constraint.hpp>
#include <aludel/dialect/mysql_family/create_index.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>  // int64_t, uint32_t

namespace aludel::inline v0_1::mysql_family {

/// The number that the first row of a new table gets; 0: it is the default.
constexpr std::int64_t first_number(const op::table_view& table) {
    for (const op::column& each : table.columns())
        if (each.identity.kind != op::identity_kind::none && each.identity.start > 1) return each.identity.start;
    return 0;
}

/// Appends CREATE TABLE, one line per column and constraint, and the options of the table.
constexpr void put_create_table(sql_text& sql, const spelling& words, const op::table_view& table) {
    const op::operations_view& arrays = *table.arrays;
    sql.put(table.create->if_not_exists ? "CREATE TABLE IF NOT EXISTS " : "CREATE TABLE ");
    put_identifier(sql, table.create->schema, table.name);
    dialect::put_table_elements(
        sql, table,
        [&](sql_text& to, const op::column& column) {
            put_column(to, words, arrays, column, dialect::is_in_key(table, column.name));
        },
        [&](sql_text& to, const op::constraint& each) { put_constraint(to, arrays, each); });
    const op::table_options& options = table.options();
    if (!options.engine.empty()) sql.put(" ENGINE=").put(options.engine);
    if (const std::int64_t start = first_number(table); start != 0)
        dialect::put_integer(sql.put(" AUTO_INCREMENT="), start);
    if (!options.charset.empty()) sql.put(" DEFAULT CHARSET=").put(options.charset);
    if (!options.comment.empty()) dialect::put_escaped_string(sql.put(" COMMENT="), options.comment);
}

}  // namespace aludel::inline v0_1::mysql_family
