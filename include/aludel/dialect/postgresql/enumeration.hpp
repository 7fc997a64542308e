// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/types.hpp>
#include <aludel/dialect/postgresql/value.hpp>
#include <aludel/dialect/standard_sql.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// Types of enumerations (sql-createtype.html, sql-altertype.html).

namespace aludel::inline v0_1::postgresql_dialect {

/// The type that a create_enum creates.
constexpr op::data_type type_of_enum(const op::operations_view& arrays, const op::operation& operation) {
    op::data_type type = arrays.columns[operation.columns.first].type;
    type.name = operation.object, type.schema = operation.schema;
    return type;
}

/// Appends CREATE TYPE ... AS ENUM.
constexpr void put_create_enum(sql_text& sql, const op::operations_view& arrays, const op::data_type& type) {
    dialect::put_identifier(sql.put("CREATE TYPE "), type.schema, type.name);
    std::string_view separator = " AS ENUM (";
    for (const name& each : type.values.of(arrays.names))
        dialect::put_string(sql.put(separator), each), separator = ", ";
    sql.put(separator[0] == ',' ? ")" : " AS ENUM ()");
}

/// The name of a type while one of its name is created anew.
inline constexpr std::string_view type_away = "_aludel_type";

/// Appends the statements that put a type aside while one of its name is created anew, and drop it behind that.
constexpr void rename_type_away(statement_list& statements, std::uint32_t number, std::string_view schema,
                                std::string_view type) {
    sql_text& sql = add_statement(statements, number).sql.put("ALTER TYPE ");
    dialect::put_identifier(sql, schema, type);
    dialect::put_identifier(sql.put(" RENAME TO "), type_away);
}
constexpr void drop_type_away(statement_list& statements, std::uint32_t number, std::string_view schema) {
    dialect::put_identifier(add_statement(statements, number).sql.put("DROP TYPE "), schema, type_away);
}

/// Appends the statements that convert a column to an enumeration, by way of text. A default is set again behind it.
constexpr void put_converted(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                             const op::operation& operation, const op::column& column) {
    const auto alter = [&]() -> sql_text& {
        sql_text& sql = dialect::put_alter_table(add_statement(statements, number).sql, operation);
        dialect::put_identifier(sql.put(" ALTER COLUMN "), operation.object);
        return sql;
    };
    if (column.default_value.given()) alter().put(" DROP DEFAULT");
    sql_text& sql = alter();
    put_type(sql.put(" TYPE "), arrays, column.type);
    dialect::put_identifier(sql.put(" USING "), operation.object);
    put_type(sql.put(column.type.kind == op::type_kind::array ? "::text[]::" : "::text::"), arrays, column.type);
    if (column.default_value.given()) put_default(alter().put(" SET DEFAULT "), column.default_value);
}

}  // namespace aludel::inline v0_1::postgresql_dialect
