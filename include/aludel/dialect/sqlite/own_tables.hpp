// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/own_table_text.hpp>

namespace aludel::inline v0_1::sqlite_dialect {

struct own_tables {
    static constexpr own_table_words words{.schema = "main",
                                           .entry_type = "INTEGER PRIMARY KEY",
                                           .time_type = "TIMESTAMP",
                                           .now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"};

    /// A query that gives a row where a table or view has that name.
    static constexpr void put_exists(sql_text& to, const name& table) {
        to.put("SELECT 1 FROM main.sqlite_master WHERE type IN ('table', 'view') AND name = ");
        dialect::put_string(to, table);
        to.put(" COLLATE NOCASE");
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
