// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/reader.hpp>
#include <aludel/dialect/sqlite/unknown_parts.hpp>
#include <aludel/io/connection.hpp>

#include <initializer_list>  // initializer_list
#include <string>            // string
#include <string_view>       // string_view

namespace aludel::inline v0_1 {

/// The schema of an SQLite database as a value, read from the statements that it keeps: to be compared (`compare`),
/// changed (`apply`), written (`statements_of`). Types are those that SQLite was told, so an enumeration comes back as
/// `varchar` and an interval as `text`; virtual tables and triggers are left out, as are the tables that are named. Throws a
/// `migration_error` for an object whose statement is not one that makes it and nothing else, so that what is written of the schema
/// executes nothing of what somebody put into the file; and a `connection_error`.
template <connection Connection>
schema reflect(Connection&& db, std::initializer_list<std::string_view> without = {}) {
    schema found;
    found.naming = {{}, {}, {}, {}, {}};  // what has no name there has none
    online::schema_reader reader(found);
    for (const char* const kind : {"table", "index", "view"})
        for (const row_values& row : db.query("SELECT sql, type, name, tbl_name FROM sqlite_schema WHERE type = '" + std::string(kind) +
                                        "' AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid")) {
            const std::string sql = row[0].value_or(""), table = row[3].value_or("");
            bool left_out = online::schema_reader::is_virtual(sql);
            for (const std::string_view each : without) left_out = left_out || each == table;
            if (left_out) continue;
            try {
                sqlite_dialect::database_objects::require_sound({row});
            } catch (const online::failure& why) {
                online::raise(why, "Its schema was not read.");
            }
            if (kind[0] == 't') reader.table(sql);
            else if (kind[0] == 'i') reader.index(sql);
            else reader.view(sql);
        }
    return found;
}

}  // namespace aludel::inline v0_1
