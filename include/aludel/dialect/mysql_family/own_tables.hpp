// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/own_table_text.hpp>

namespace aludel::inline v0_1::mysql_family {

/// The library's own tables, in the database of the connection. Ids are compared by their bytes: by the collations that
/// databases have by default, `abc` and `ABC` are one.
struct own_tables {
    static constexpr own_table_words words{.style = '`',
                                           .entry_type = "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY",
                                           .time_type = "DATETIME",
                                           .now = "UTC_TIMESTAMP()",
                                           .time = "DATE_FORMAT(applied_at, '%Y-%m-%dT%H:%i:%s.000Z')",
                                           .id_type = "VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin",
                                           .backslash_escapes = true};

    /// Appends a query that returns a row if a table or view has that name.
    static constexpr void put_exists(sql_text& sql, const name& table) {
        dialect::put_escaped_string(
            sql.put("SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = "),
            table);
    }
};

}  // namespace aludel::inline v0_1::mysql_family
