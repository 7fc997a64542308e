// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mssql/value.hpp>
#include <aludel/dialect/own_table_text.hpp>

namespace aludel::inline v0_1::mssql_dialect {

/// The library's own tables, in the default schema of the user. Ids are compared by their bytes: in most databases
/// `abc` and `ABC` are one.
struct own_tables {
    static constexpr own_table_words words{.entry_type = "BIGINT IDENTITY PRIMARY KEY",
                                           .time_type = "DATETIME2",
                                           .now = "SYSUTCDATETIME()",
                                           .id_type = "VARCHAR(32) COLLATE Latin1_General_100_BIN2_UTF8",
                                           .create_if = "IF OBJECT_ID(N'",
                                           .create = "') IS NULL\nCREATE TABLE "};

    /// Appends a query that returns a row if a table or view has that name.
    static constexpr void put_exists(sql_text& sql, const name& table) {
        sql_text quoted;
        dialect::put_identifier(quoted, table);
        put_argument(sql.put("SELECT 1 WHERE OBJECT_ID("), quoted.view());
        sql.put(") IS NOT NULL");
    }
};

}  // namespace aludel::inline v0_1::mssql_dialect
