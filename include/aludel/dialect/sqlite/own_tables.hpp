// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/own_table_text.hpp>

namespace aludel::inline v0_1::sqlite_dialect {

/// The library's own tables in SQLite: their words, and how to find them.
struct own_tables {
    static constexpr own_table_words words{.schema = "main",
                                           .entry_type = "INTEGER PRIMARY KEY",
                                           .time_type = "TIMESTAMP",
                                           .now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"};

    /// Appends a query that returns a row if a table or view has that name.
    static constexpr void put_exists(sql_text& sql, const name& table) {
        sql.put("SELECT 1 FROM main.sqlite_master WHERE type IN ('table', 'view') AND name = ");
        dialect::put_string(sql, table);
        sql.put(" COLLATE NOCASE");
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
