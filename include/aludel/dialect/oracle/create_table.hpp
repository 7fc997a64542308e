// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/oracle/column.hpp>
#include <aludel/dialect/standard_sql.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::oracle_dialect {

/// Appends the name of a MATCH, which is refused: see `op::feature`.
constexpr void put_match(sql_text& sql, std::string_view match) { sql.put(match); }

/// Appends a table constraint. To refuse a change of its target is what a key does without ON DELETE and ON UPDATE.
constexpr void put_constraint(sql_text& sql, const op::operations_view& arrays, op::constraint constraint) {
    for (op::referential_action* const each : {&constraint.on_delete, &constraint.on_update})
        if (*each == op::referential_action::restrict) *each = op::referential_action::no_action;
    dialect::put_constraint(sql, arrays, constraint, &put_match, constraint.target_schema, identifiers);
}

/// Appends a statement that may fail with one error: before 23ai there is no IF EXISTS and no IF NOT EXISTS.
constexpr void put_tolerant(sql_text& sql, std::string_view statement, std::string_view error) {
    sql.put("BEGIN\n    EXECUTE IMMEDIATE ");
    put_string(sql, statement);
    sql.put(";\nEXCEPTION WHEN OTHERS THEN\n    IF SQLCODE <> ").put(error).put(" THEN RAISE; END IF;\nEND;");
}

/// Appends DROP of an object; `error` says that there is none.
constexpr void put_drop(sql_text& sql, std::string_view what, const op::operation& operation, std::string_view dropped,
                        std::string_view error) {
    sql_text statement;
    put_identifier(statement.put("DROP ").put(what).put(" "), operation.schema, dropped);
    if (operation.if_exists) put_tolerant(sql, statement.view(), error);
    else sql.put(statement);
}

/// Appends a comment on the table, or on its column if one is given; an empty one is none.
constexpr void put_comment(statement_list& statements, std::uint32_t number, const op::operation& operation,
                           std::string_view column, std::string_view comment) {
    sql_text& sql = add_statement(statements, number).sql;
    put_identifier(sql.put(column.empty() ? "COMMENT ON TABLE " : "COMMENT ON COLUMN "), operation.schema,
                   operation.table);
    if (!column.empty()) put_identifier(sql.put("."), column);
    sql.put(" IS ");
    dialect::put_string(sql, comment);  // a literal, and no expression
}

/// Appends CREATE INDEX. An index is in the schema of its table. The method `bitmap` is a kind of index; nothing but
/// speed depends on those of other databases, and on the length of a prefix.
constexpr void put_create_index(sql_text& sql, const op::operations_view& arrays, const op::index& index,
                                std::string_view schema, std::string_view table) {
    sql_text statement;
    statement.put(index.unique                                             ? "CREATE UNIQUE INDEX "
                      : dialect::same_without_case(index.method, "bitmap") ? "CREATE BITMAP INDEX "
                                                                           : "CREATE INDEX ");
    put_identifier(statement, schema, index.name.text());
    put_identifier(statement.put(" ON "), schema, table);
    std::string_view before = " (";
    for (const op::index_part& part : index.parts.of(arrays.parts)) {
        if (const std::string_view column = dialect::column_of(part.column, part.expression); column.empty())
            statement.put(before).put(part.expression);
        else put_identifier(statement.put(before), column);
        if (part.descending) statement.put(" DESC");
        before = ", ";
    }
    statement.put(")");
    if (index.if_not_exists) put_tolerant(sql, statement.view(), "-955");
    else sql.put(statement);
}

/// Appends CREATE INDEX for a range of indexes.
constexpr void put_create_indexes(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                                  op::range indexes, std::string_view schema, std::string_view table) {
    for (const op::index& each : indexes.of(arrays.indexes))
        put_create_index(add_statement(statements, number).sql, arrays, each, schema, table);
}

/// Appends CREATE TABLE, one line per column and constraint, and the statements for its indexes and comments.
constexpr void put_new_table(statement_list& statements, std::uint32_t number, const op::operation& operation,
                             const op::table_view& table) {
    const op::operations_view& arrays = *table.arrays;
    sql_text sql;
    put_identifier(sql.put("CREATE TABLE "), operation.schema, table.name.text());
    dialect::put_table_elements(
        sql, table,
        [&](sql_text& to, const op::column& column) {
            put_column(to, arrays, column, column.nullable && !dialect::is_in_key(table, column.name));
        },
        [&](sql_text& to, const op::constraint& each) { put_constraint(to, arrays, each); });
    sql_text& output = add_statement(statements, number).sql;
    if (table.create->if_not_exists) put_tolerant(output, sql.view(), "-955");
    else output.put(sql);
    put_create_indexes(statements, number, arrays, table.create->indexes, operation.schema, table.name.text());
    if (!table.options().comment.empty()) put_comment(statements, number, operation, {}, table.options().comment);
    for (const op::column& each : table.columns())
        if (!each.comment.empty()) put_comment(statements, number, operation, each.name, each.comment);
}

}  // namespace aludel::inline v0_1::oracle_dialect
