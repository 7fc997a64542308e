// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations_view.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/statement.hpp>
#include <aludel/sql/texts.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Appends CREATE TRIGGER (lang_createtrigger.html). False: it has bodies for other databases only.
constexpr bool put_create_trigger(statement_list& statements, std::uint32_t index, const op::operations_view& arrays,
                                  const op::operation& operation, statement_kind kind = statement_kind::sql) {
    if (!operation.to.empty()) {  // as raw SQL wrote it, or an index
        dialect::put_raw(add_statement(statements, index, kind).sql, operation.to);
        return true;
    }
    const op::dialect_text* const body = dialect::text_for(op::dialect_id::sqlite, arrays, operation);
    if (body == nullptr) return false;
    sql_text& sql = add_statement(statements, index, kind).sql;
    sql.put(operation.if_not_exists ? "CREATE TRIGGER IF NOT EXISTS " : "CREATE TRIGGER ");
    dialect::put_identifier(sql, operation.schema, operation.object);
    dialect::put_trigger_event(sql, arrays, operation);
    dialect::put_identifier(sql.put(" ON "), operation.table);
    // In parentheses, because BEGIN could be a part of the expression.
    if (!operation.text.empty()) sql.put("\nWHEN (").put(syntax::trimmed_statements(operation.text)).put(")");
    sql.put("\nBEGIN\n    ").put(syntax::trimmed_statements(body->sql)).put(";\nEND");
    return true;
}

}  // namespace aludel::inline v0_1::sqlite_dialect
