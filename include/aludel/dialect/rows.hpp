// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/rows.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// The rows of an operation, as all databases write them but for their values.

namespace aludel::inline v0_1::dialect {

/// What of an INSERT differs between databases.
struct insert_words {
    identifier_style style{};
    std::string_view no_values = " DEFAULT VALUES";  ///< of a row without values
    std::string_view overriding{};                   ///< between columns and values
};

/// Appends INSERT, one statement per row, so that an error names the row. `put_value` writes a value.
constexpr void put_insert(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                          const op::operation& operation, void (*put_value)(sql_text&, const op::value&),
                          const insert_words& words = {}) {
    op::for_each_row(arrays, operation, [&](op::list_view<op::cell> row) {
        const new_statement added = add_statement(statements, number);
        added.inserts_row = true;
        sql_text& sql = added.sql;
        put_identifier(sql.put("INSERT INTO "), operation.schema, operation.table, words.style);
        if (row.empty()) {
            sql.put(words.no_values);
            return;
        }
        for (const op::cell& cell : row)
            put_identifier(sql.put(&cell == row.begin() ? " (" : ", "), cell.column, words.style);
        for (const op::cell& cell : row)
            put_value(&cell == row.begin() ? sql.put(")").put(words.overriding).put(" VALUES (") : sql.put(", "),
                      cell.value);
        sql.put(")");
    });
}

/// Appends DELETE, one statement per row, which matches the values of its cells. `is_null` tells whether one is NULL.
constexpr void put_delete(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                          const op::operation& operation, void (*put_value)(sql_text&, const op::value&),
                          bool (*is_null)(const op::value&), identifier_style style = {}) {
    op::for_each_row(arrays, operation, [&](op::list_view<op::cell> row) {
        if (row.empty()) return;
        sql_text& sql = add_statement(statements, number).sql;
        put_identifier(sql.put("DELETE FROM "), operation.schema, operation.table, style);
        for (const op::cell& cell : row) {
            put_identifier(sql.put(&cell == row.begin() ? " WHERE " : " AND "), cell.column, style);
            put_value(sql.put(is_null(cell.value) ? " IS " : " = "), cell.value);
        }
    });
}

}  // namespace aludel::inline v0_1::dialect
