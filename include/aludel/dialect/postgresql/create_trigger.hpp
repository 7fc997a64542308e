// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/statement.hpp>
#include <aludel/sql/statements.hpp>
#include <aludel/sql/texts.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

/// Appends the name of the function of a trigger: PostgreSQL has no trigger without one.
constexpr void put_trigger_function(sql_text& sql, const op::operation& trigger) {
    if (!trigger.schema.empty()) dialect::put_identifier(sql, trigger.schema), sql.put(".");
    sql.put("\"");
    dialect::put_doubled(sql, trigger.object, '"');
    sql.put("_body\"()");
}

/// A tag for dollar quotes that does not occur in a text: `$aludel$`, with as many `_` behind it as are needed.
constexpr std::string_view dollar_tag(std::string_view text) {
    constexpr std::string_view longest = "$aludel________________________________";
    for (std::size_t size = 7; size < longest.size(); ++size)
        if (text.find(longest.substr(0, size)) == std::string_view::npos) return longest.substr(0, size);
    return longest;
}

/// Whether the body of a trigger is a function that the history creates: EXECUTE FUNCTION f().
constexpr bool executes_function(std::string_view body) {
    syntax::tokenizer reader(body, syntax::postgresql_lexicon);
    return reader.take("EXECUTE") && (reader.peek().is("FUNCTION") || reader.peek().is("PROCEDURE"));
}

/// Appends CREATE FUNCTION with the body, unless it is a function, and CREATE TRIGGER (sql-createtrigger.html). False:
/// it has bodies for other databases only.
constexpr bool put_create_trigger(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                                  const op::operation& operation) {
    const op::dialect_text* const body = dialect::text_for(op::dialect_id::postgresql, arrays, operation);
    if (body == nullptr) return false;
    const std::string_view text = syntax::trimmed_statements(body->sql), tag = dollar_tag(text);
    const bool is_function = executes_function(text);
    if (!is_function) {
        sql_text& function = add_statement(statements, number).sql;
        put_trigger_function(function.put("CREATE FUNCTION "), operation);
        function.put(" RETURNS trigger LANGUAGE plpgsql AS ").put(tag).put("$\nBEGIN\n    ").put(text);
        function.put(operation.event == op::trigger_event::delete_ ? ";\n    RETURN OLD;\nEND\n"
                                                                   : ";\n    RETURN NEW;\nEND\n");
        function.put(tag).put("$");
    }
    sql_text& sql = add_statement(statements, number).sql;
    dialect::put_identifier(sql.put("CREATE TRIGGER "), operation.object);
    dialect::put_trigger_event(sql, arrays, operation);
    dialect::put_identifier(sql.put(" ON "), operation.schema, operation.table);
    sql.put("\nFOR EACH ROW");
    if (!operation.text.empty()) sql.put(" WHEN (").put(syntax::trimmed_statements(operation.text)).put(")");
    if (is_function) sql.put(" ").put(text);
    else put_trigger_function(sql.put(" EXECUTE FUNCTION "), operation);
    return true;
}

/// Whether a trigger has a function of its own. One that is not known is taken for such.
constexpr bool has_own_function(const op::operations* triggers, std::string_view trigger) {
    if (triggers == nullptr) return true;
    const op::operations_view arrays = triggers->view();
    for (const op::operation& each : arrays.list)
        if (each.object == trigger)
            if (const op::dialect_text* const body = dialect::text_for(op::dialect_id::postgresql, arrays, each))
                return !executes_function(syntax::trimmed_statements(body->sql));
    return true;
}

/// Appends DROP FUNCTION, which takes its trigger along; or DROP TRIGGER, for a function of the history stays.
/// `triggers`: those of its table.
constexpr void put_drop_trigger(statement_list& statements, std::uint32_t number, const op::operation& operation,
                                const op::operations* triggers) {
    if (!operation.table.empty() && !has_own_function(triggers, operation.object)) {
        sql_text& sql = add_statement(statements, number).sql;
        sql.put(operation.if_exists ? "DROP TRIGGER IF EXISTS " : "DROP TRIGGER ");
        dialect::put_identifier(sql, operation.object);
        dialect::put_identifier(sql.put(" ON "), operation.schema, operation.table);
        return;
    }
    sql_text& sql = add_statement(statements, number).sql.put("DROP FUNCTION ");
    if (operation.if_exists) sql.put("IF EXISTS ");
    put_trigger_function(sql, operation);
    sql.put(" CASCADE");
}

/// Appends DROP FUNCTION for each trigger of a table that is dropped, where it has one of its own.
constexpr void put_drop_functions(statement_list& statements, std::uint32_t number, const op::operation& dropped,
                                  const op::operations* triggers) {
    if (triggers == nullptr) return;
    const op::operations_view arrays = triggers->view();
    for (const op::operation& each : arrays.list) {
        if (dialect::text_for(op::dialect_id::postgresql, arrays, each) == nullptr ||
            !has_own_function(triggers, each.object))
            continue;
        op::operation trigger = each;
        trigger.schema = dropped.schema;
        put_trigger_function(add_statement(statements, number).sql.put("DROP FUNCTION "), trigger);
    }
}

}  // namespace aludel::inline v0_1::postgresql_dialect
