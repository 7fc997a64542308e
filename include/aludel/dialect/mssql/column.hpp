// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/standard_sql.hpp>
#include <aludel/dialect/mssql/value.hpp>
#include <aludel/operation/operations_view.hpp>

#include <cstdint>      // uint64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::mssql_dialect {

/// The name of a type without its length (learn.microsoft.com, "Data types (Transact-SQL)"). A time is not TIMESTAMP,
/// which numbers the changes of rows there.
constexpr std::string_view type_word(const op::data_type& type) {
    switch (type.kind) {
        case op::type_kind::boolean: return "BIT";
        case op::type_kind::smallint: return "SMALLINT";
        case op::type_kind::integer: return "INTEGER";
        case op::type_kind::bigint: return "BIGINT";
        case op::type_kind::real: return "REAL";
        case op::type_kind::double_precision: return "DOUBLE PRECISION";
        case op::type_kind::numeric: return "NUMERIC";
        case op::type_kind::varchar: return "VARCHAR";
        case op::type_kind::character: return "CHAR";
        case op::type_kind::binary: return "VARBINARY(max)";
        case op::type_kind::date: return "DATE";
        case op::type_kind::time: return "TIME";
        case op::type_kind::timestamp: return "DATETIME2";
        case op::type_kind::timestamptz: return "DATETIMEOFFSET";
        case op::type_kind::uuid: return "UNIQUEIDENTIFIER";
        case op::type_kind::native: return type.name;
        default: break;  // texts, documents, and what is refused
    }
    return "NVARCHAR(max)";
}

/// Appends a type such as `NUMERIC(10, 2)`. A native type is written as the history spells it.
constexpr void put_type(sql_text& sql, const op::operations_view& arrays, const op::data_type& type) {
    if (type.kind == op::type_kind::enumeration) {
        bool national = false;
        for (const name& each : type.values.of(arrays.names)) national = national || is_national(each);
        sql.put(national ? "NVARCHAR(" : "VARCHAR(")
            .put_number(dialect::longest(type.values.of(arrays.names)))
            .put(")");
        return;
    }
    sql.put(type_word(type));
    if (type.kind == op::type_kind::native || type.kind == op::type_kind::array) return;
    if (type.kind == op::type_kind::varchar && type.precision == 0) sql.put("(max)");
    if (type.precision == 0) return;
    sql.put("(").put_number(static_cast<std::uint64_t>(type.precision));
    if (type.kind == op::type_kind::numeric && type.scale != 0)
        sql.put(", ").put_number(static_cast<std::uint64_t>(type.scale));
    sql.put(")");
}

/// Appends the type of a column with what is part of it: the collation, and whether it may be NULL. Both are lost by
/// an ALTER COLUMN that does not repeat them.
constexpr void put_typed(sql_text& sql, const op::operations_view& arrays, const op::column& column, bool nullable) {
    put_type(sql, arrays, column.type);
    if (!column.collation.empty()) sql.put(" COLLATE ").put(column.collation);
    sql.put(nullable ? " NULL" : " NOT NULL");
}

/// Appends a column definition. A computed column has no type of its own. `nullable`: it is written without NOT NULL.
constexpr void put_column(sql_text& sql, const op::operations_view& arrays, const op::column& column, bool nullable) {
    dialect::put_identifier(sql, column.name);
    sql.put(" ");
    if (column.generated != op::generated_kind::none) {
        sql.put("AS (").put(column.expression).put(")");
        if (column.generated == op::generated_kind::stored) sql.put(nullable ? " PERSISTED" : " PERSISTED NOT NULL");
        return;
    }
    put_typed(sql, arrays, column, nullable);
    if (dialect::is_numbered(column)) {
        sql.put(" IDENTITY");
        const op::identity& numbers = column.identity;
        if (numbers.start > 1 || numbers.start < 0 || numbers.increment > 1 || numbers.increment < 0) {
            dialect::put_integer(sql.put("("), numbers.start == 0 ? 1 : numbers.start);
            dialect::put_integer(sql.put(", "), numbers.increment == 0 ? 1 : numbers.increment);
            sql.put(")");
        }
    }
    if (column.default_value.given()) put_value(sql.put(" DEFAULT "), column.default_value);
}

}  // namespace aludel::inline v0_1::mssql_dialect
