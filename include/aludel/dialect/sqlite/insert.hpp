// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/value.hpp>
#include <aludel/operation/rows.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::sqlite_dialect {

/// Appends INSERT, one statement per row, so that an error names the row.
constexpr void put_insert(statement_list& to, std::uint32_t index, const op::operations_view& arrays, const op::operation& operation) {
    op::for_each_row(arrays, operation, [&](op::list_view<op::cell> row) {
        const new_statement insert = add_statement(to, index);
        insert.inserts_row = true;
        sql_text& made = insert.sql;
        made.put("INSERT INTO ");
        dialect::put_identifier(made, operation.schema, operation.table);
        if (row.empty()) {
            made.put(" DEFAULT VALUES");
            return;
        }
        for (const op::cell& cell : row) made.put(&cell == row.begin() ? " (" : ", "), dialect::put_identifier(made, cell.column);
        for (const op::cell& cell : row) made.put(&cell == row.begin() ? ") VALUES (" : ", "), put_value(made, cell.value);
        made.put(")");
    });
}

/// Appends DELETE, one statement per row, which matches the values of its cells.
constexpr void put_delete(statement_list& to, std::uint32_t index, const op::operations_view& arrays, const op::operation& operation) {
    op::for_each_row(arrays, operation, [&](op::list_view<op::cell> row) {
        if (row.empty()) return;
        sql_text& made = add_statement(to, index).sql;
        made.put("DELETE FROM ");
        dialect::put_identifier(made, operation.schema, operation.table);
        for (const op::cell& cell : row) {
            made.put(&cell == row.begin() ? " WHERE " : " AND ");
            dialect::put_identifier(made, cell.column);
            made.put(is_null(cell.value) ? " IS " : " = ");
            put_value(made, cell.value);
        }
    });
}

}  // namespace aludel::inline v0_1::sqlite_dialect
