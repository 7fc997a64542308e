// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/value.hpp>
#include <aludel/dialect/rows.hpp>
#include <aludel/operation/table_view.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

/// The numbered column to which rows of an insert give values of their own; null: there is none.
constexpr const op::column* find_numbered(const op::operations_view& arrays, const op::operation& operation,
                                          const op::table_view& table) {
    if (!table) return nullptr;
    for (const op::column& each : table.columns()) {
        if (!each.autoincrement && each.identity.kind == op::identity_kind::none) continue;
        for (const op::cell& cell : operation.cells.of(arrays.cells))
            if (cell.column == each.name) return &each;
    }
    return nullptr;
}

/// Appends SELECT setval, which moves the sequence of a column behind the values that are in the table, so that the
/// next row without one does not collide. It never moves back.
constexpr void put_moved_sequence(sql_text& sql, const op::operation& operation, const op::column& column) {
    sql_text table;
    dialect::put_identifier(table, operation.schema, operation.table);
    const bool counts_down = column.identity.increment < 0;
    const bool has_start = column.identity.start != 0 && column.identity.start != 1;
    const std::int64_t start = has_start ? column.identity.start : counts_down ? -1 : 1;
    sql.put("SELECT setval(number, reached) FROM (SELECT pg_get_serial_sequence(");
    dialect::put_string(sql, table.view());
    dialect::put_string(sql.put(", "), column.name);
    dialect::put_identifier(sql.put(counts_down ? ")::regclass, min(" : ")::regclass, max("), column.name);
    sql.put(") FROM ").put(table.view()).put(") AS rows (number, reached) WHERE reached ");
    dialect::put_integer(sql.put(counts_down ? "< " : "> ").put("coalesce(pg_sequence_last_value(number), "),
                         counts_down ? start + 1 : start - 1);
    sql.put(")");
}

/// Appends INSERT, and moves the sequence of a column that is numbered if the rows bring numbers of their own.
constexpr void put_insert(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                          const op::operation& operation, const op::table_view& table) {
    const op::column* const numbered = find_numbered(arrays, operation, table);
    const bool overrides = numbered != nullptr && numbered->identity.kind == op::identity_kind::always;
    dialect::put_insert(statements, number, arrays, operation, &put_value,
                        {.overriding = overrides ? " OVERRIDING SYSTEM VALUE" : std::string_view{}});
    if (numbered != nullptr) put_moved_sequence(add_statement(statements, number).sql, operation, *numbered);
}

}  // namespace aludel::inline v0_1::postgresql_dialect
