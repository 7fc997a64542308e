// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mssql/column.hpp>
#include <aludel/dialect/mssql/comment.hpp>
#include <aludel/dialect/standard_sql.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::mssql_dialect {

/// Appends the name of a MATCH, which is refused: see `op::feature`.
constexpr void put_match(sql_text& sql, std::string_view match) { sql.put(match); }

/// Appends a table constraint. RESTRICT is NO ACTION there, because keys are never deferred.
constexpr void put_constraint(sql_text& sql, const op::operations_view& arrays, op::constraint constraint) {
    for (op::referential_action* const each : {&constraint.on_delete, &constraint.on_update})
        if (*each == op::referential_action::restrict) *each = op::referential_action::no_action;
    dialect::put_constraint(sql, arrays, constraint, &put_match, constraint.target_schema);
}

/// Appends the beginning of a statement that has no effect where an object exists already.
constexpr void put_unless_exists(sql_text& sql, std::string_view schema, std::string_view object) {
    sql_text qualified;
    dialect::put_identifier(qualified, schema, object);
    put_argument(sql.put("IF OBJECT_ID("), qualified.view());
    sql.put(") IS NULL\n");
}

/// Appends CREATE INDEX. Without a condition there, it is only left out where an index of the table has its name. The
/// methods `clustered` and `nonclustered` are kinds of indexes; nothing but speed depends on those of other databases,
/// and on the length of a prefix.
constexpr void put_create_index(sql_text& sql, const op::operations_view& arrays, const op::index& index,
                                std::string_view schema, std::string_view table) {
    if (index.if_not_exists) {
        sql_text qualified;
        dialect::put_identifier(qualified, schema, table);
        put_argument(sql.put("IF INDEXPROPERTY(OBJECT_ID("), qualified.view());
        put_argument(sql.put("), "), index.name);
        sql.put(", 'IndexID') IS NULL\n");
    }
    const auto has_method = [&](std::string_view word) { return dialect::same_without_case(index.method, word); };
    sql.put(index.unique ? "CREATE UNIQUE " : "CREATE ");
    sql.put(has_method("clustered")          ? "CLUSTERED INDEX "
                : has_method("nonclustered") ? "NONCLUSTERED INDEX "
                                             : "INDEX ");
    dialect::put_identifier(sql, index.name);
    dialect::put_identifier(sql.put(" ON "), schema, table);
    std::string_view before = " (";
    for (const op::index_part& part : index.parts.of(arrays.parts)) {
        if (const std::string_view column = dialect::column_of(part.column, part.expression); column.empty())
            sql.put(before).put(part.expression);  // refused: see `op::feature`
        else dialect::put_identifier(sql.put(before), column);
        if (part.descending) sql.put(" DESC");
        before = ", ";
    }
    sql.put(")");
    if (!index.include.empty()) {
        dialect::put_identifiers(sql.put(" INCLUDE ("), index.include.of(arrays.names));
        sql.put(")");
    }
    if (!index.where.empty()) sql.put(" WHERE ").put(index.where);
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
    sql_text& sql = add_statement(statements, number).sql;
    if (table.create->if_not_exists) put_unless_exists(sql, operation.schema, table.name);
    dialect::put_identifier(sql.put("CREATE TABLE "), operation.schema, table.name);
    dialect::put_table_elements(
        sql, table,
        [&](sql_text& to, const op::column& column) {
            const bool not_null = dialect::is_numbered(column) || dialect::is_in_key(table, column.name);
            put_column(to, arrays, column, column.nullable && !not_null);
        },
        [&](sql_text& to, const op::constraint& each) { put_constraint(to, arrays, each); });
    put_create_indexes(statements, number, arrays, table.create->indexes, operation.schema, table.name);
    if (!table.options().comment.empty()) put_comment(statements, number, operation, {}, table.options().comment);
    for (const op::column& each : table.columns())
        if (!each.comment.empty()) put_comment(statements, number, operation, each.name, each.comment);
}

}  // namespace aludel::inline v0_1::mssql_dialect
