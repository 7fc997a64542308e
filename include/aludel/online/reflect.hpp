// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/online/connection.hpp>
#include <aludel/online/schema_reader.hpp>

#include <initializer_list>  // initializer_list
#include <string>            // string
#include <string_view>       // string_view

namespace aludel::inline v0_1 {

/// The schema of an SQLite database as a value, read from the statements that it keeps: to be compared (`compare`),
/// changed (`apply`), written (`statements_of`). Types are those that SQLite was told, so an enumeration comes back as
/// `varchar` and an interval as `text`; virtual tables and triggers are left out, as are the tables that are named.
template <connection Connection>
schema reflect(Connection&& db, std::initializer_list<std::string_view> without = {}) {
    schema found;
    found.naming = {{}, {}, {}, {}, {}};  // what has no name there has none
    online::schema_reader reader(found);
    for (const char* const kind : {"table", "index", "view"})
        for (const auto& row : db.query("SELECT tbl_name, sql FROM sqlite_schema WHERE type = '" + std::string(kind) +
                                        "' AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid")) {
            bool left_out = false;
            for (const std::string_view each : without) left_out = left_out || each == *row[0];
            if (left_out) continue;
            if (kind[0] == 't') reader.table(*row[1]);
            else if (kind[0] == 'i') reader.index(*row[1]);
            else reader.view(*row[1]);
        }
    return found;
}

}  // namespace aludel::inline v0_1
