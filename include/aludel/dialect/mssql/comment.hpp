// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mssql/value.hpp>
#include <aludel/operation/operation.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::mssql_dialect {

/// Appends a comment, which is an extended property there: of the table, or of its column if one is given. An earlier
/// one is dropped, and an empty one is none. The schema is asked for, because that of the session has any name.
constexpr void put_comment(statement_list& statements, std::uint32_t number, const op::operation& operation,
                           std::string_view column, std::string_view comment) {
    sql_text table;
    dialect::put_identifier(table, operation.schema, operation.table);
    sql_text& sql = add_statement(statements, number).sql;
    const auto put_object = [&] {
        put_argument(sql.put("@level0type = 'SCHEMA', @level0name = @schema, @level1type = 'TABLE', @level1name = "),
                     operation.table);
        if (!column.empty()) put_argument(sql.put(", @level2type = 'COLUMN', @level2name = "), column);
    };
    put_argument(sql.put("DECLARE @table int = OBJECT_ID("), table.view());
    sql.put(");\nDECLARE @schema sysname = OBJECT_SCHEMA_NAME(@table);\n");
    sql.put(
        "IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND name = 'MS_Description'\n"
        "        AND major_id = @table AND minor_id = ");
    if (column.empty()) sql.put("0");
    else put_argument(sql.put("COLUMNPROPERTY(@table, "), column), sql.put(", 'ColumnId')");
    sql.put(")\n    EXEC sp_dropextendedproperty @name = 'MS_Description', ");
    put_object();
    if (comment.empty()) return;
    put_string(sql.put(";\nDECLARE @comment nvarchar(3750) = "), comment);
    sql.put(";\nEXEC sp_addextendedproperty @name = 'MS_Description', @value = @comment, ");
    put_object();
}

}  // namespace aludel::inline v0_1::mssql_dialect
