// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/spelling.hpp>
#include <aludel/dialect/mysql_family/value.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/sql/statement.hpp>
#include <aludel/sql/statements.hpp>
#include <aludel/sql/texts.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// A terminator for the client that does not occur in a text: `//`, with as many more as are needed.
constexpr std::string_view terminator_for(std::string_view text) {
    constexpr std::string_view longest = "////////////////////////////////";
    for (std::size_t size = 2; size < longest.size(); ++size)
        if (text.find(longest.substr(0, size)) == std::string_view::npos) return longest.substr(0, size);
    return longest;
}

/// Appends CREATE TRIGGER (mariadb.com/kb/en/create-trigger); in a script between two DELIMITER, for its client would
/// end the statement at the first semicolon of the body. It has no WHEN: IF stands for it. Nothing is written if it has
/// bodies for other databases only.
constexpr void put_create_trigger(statement_list& statements, std::uint32_t number, const spelling& words,
                                  const op::operations_view& arrays, const op::operation& operation) {
    const op::dialect_text* const body = dialect::text_for(words.id, arrays, operation);
    if (body == nullptr) return;
    const std::string_view text = syntax::trimmed_statements(body->sql), end = terminator_for(text);
    sql_text& sql = add_statement(statements, number).sql;
    if (statements.is_script()) sql.put("DELIMITER ").put(end).put("\n");
    put_identifier(sql.put("CREATE TRIGGER "), operation.schema, operation.object);
    dialect::put_trigger_event(sql, arrays, operation, '`');  // the server refuses OF: see `op::feature`
    put_identifier(sql.put(" ON "), operation.schema, operation.table);
    sql.put("\nFOR EACH ROW\nBEGIN\n    ");
    const std::string_view condition = syntax::trimmed_statements(operation.text);
    if (!condition.empty()) sql.put("IF (").put(condition).put(") THEN\n    ");
    sql.put(text).put(condition.empty() ? ";\nEND" : ";\n    END IF;\nEND");
    if (statements.is_script()) sql.put("\n").put(end).put("\nDELIMITER ");
}

/// Appends DROP TRIGGER.
constexpr void put_drop_trigger(statement_list& statements, std::uint32_t number, const op::operation& operation) {
    sql_text& sql = add_statement(statements, number).sql.put("DROP TRIGGER ");
    if (operation.if_exists) sql.put("IF EXISTS ");
    put_identifier(sql, operation.schema, operation.object);
}

}  // namespace aludel::inline v0_1::mysql_family
