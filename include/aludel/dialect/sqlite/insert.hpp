// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/value.hpp>
#include <aludel/operation/rows.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::sqlite_dialect {

/// Appends INSERT, one statement per row, so that an error names the row.
constexpr void put_insert(statement_list& statements, std::uint32_t index, const op::operations_view& arrays,
                          const op::operation& operation) {
    op::for_each_row(arrays, operation, [&](op::list_view<op::cell> row) {
        const new_statement added = add_statement(statements, index);
        added.inserts_row = true;
        sql_text& sql = added.sql;
        sql.put("INSERT INTO ");
        dialect::put_identifier(sql, operation.schema, operation.table);
        if (row.empty()) {
            sql.put(" DEFAULT VALUES");
            return;
        }
        for (const op::cell& cell : row)
            sql.put(&cell == row.begin() ? " (" : ", "), dialect::put_identifier(sql, cell.column);
        for (const op::cell& cell : row)
            sql.put(&cell == row.begin() ? ") VALUES (" : ", "), put_value(sql, cell.value);
        sql.put(")");
    });
}

/// Appends DELETE, one statement per row, which matches the values of its cells.
constexpr void put_delete(statement_list& statements, std::uint32_t index, const op::operations_view& arrays,
                          const op::operation& operation) {
    op::for_each_row(arrays, operation, [&](op::list_view<op::cell> row) {
        if (row.empty()) return;
        sql_text& sql = add_statement(statements, index).sql;
        sql.put("DELETE FROM ");
        dialect::put_identifier(sql, operation.schema, operation.table);
        for (const op::cell& cell : row) {
            sql.put(&cell == row.begin() ? " WHERE " : " AND ");
            dialect::put_identifier(sql, cell.column);
            sql.put(is_null(cell.value) ? " IS " : " = ");
            put_value(sql, cell.value);
        }
    });
}

}  // namespace aludel::inline v0_1::sqlite_dialect
