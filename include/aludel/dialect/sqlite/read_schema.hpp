// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/reader.hpp>
#include <aludel/dialect/sqlite/session.hpp>
#include <aludel/dialect/sqlite/unknown_parts.hpp>
#include <aludel/schema/schema.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::sqlite_dialect {

/// Whether a table is a shadow table of a virtual table, for the modules in SQLite's own distribution.
inline bool is_shadow(const schema& read, std::string_view table) {
    const std::size_t end = table.rfind('_');
    if (end == std::string_view::npos) return false;
    bool known = false;
    for (const std::string_view part :
         {"data", "idx", "content", "docsize", "config", "segments", "segdir", "stat", "node", "parent", "rowid"})
        known = known || table.substr(end + 1) == part;
    if (!known) return false;
    for (const detail::other_object& each : read.others)
        if (each.kind == "virtual table" && dialect::same_without_case(each.name, table.substr(0, end))) return true;
    return false;
}

/// The failure for a stored statement that SQLite would not accept.
inline online::failure not_understood(std::string_view type, std::string_view name, std::string_view token) {
    std::string sentence = "the statement that the database keeps for ";
    sentence.append(type).append(" ").append(backticked(name)).append(" cannot be read: ");
    sentence += token.empty() ? "it ends too soon" : backticked(token).append(" is not expected there");
    return failure_of(migration_error_kind::foreign_statement, std::move(sentence),
                      "SQLite itself does not write such a thing. Find out who did, or restore a backup.");
}

/// Reads rows (sql, type, name, table) of a database's objects, tables first, except for the tables named in `without`.
inline schema schema_in(const query_result& rows, const std::vector<std::string>& without, reading how) {
    schema found;
    found.naming = {{}, {}, {}, {}, {}};  // unnamed constraints stay unnamed
    schema_reader reader(found, how);
    for (const bool is_virtual : {true, false})
        for (const row_values& row : rows) {
            const std::string_view sql = *row[0], type = *row[1], table = *row[3];
            bool left_out = schema_reader::is_virtual(sql) != is_virtual;
            for (const std::string& each : without) left_out = left_out || dialect::same_without_case(each, table);
            if (left_out || is_shadow(found, table)) continue;
            database_objects::require_sound({row});
            if (is_virtual) reader.other(sql);
            else if (type == "trigger") reader.trigger(sql);
            else if (type == "table") reader.table(sql);
            else if (type == "index") reader.index(sql);
            else reader.view(sql);
            if (reader.is_lost()) throw not_understood(type, *row[2], reader.lost_at());
        }
    reader.finish();
    return found;
}

/// The statements that a database stores, as rows (sql, type, name, table), tables first.
inline constexpr const char* stored_statements =
    "SELECT sql, type, name, tbl_name FROM main.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' "
    "ESCAPE '\\' "
    "ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, rowid";

/// The schema of a database. Throws a failure for an object whose stored statement does anything but create it.
template <class Dialogue>
flow<schema> read_schema(basic_session<Dialogue>& session, std::vector<std::string> without, reading how) {
    const std::string sql = stored_statements;
    const reply result = co_await session.when_free(sql, true);
    if (result.failed()) throw basic_session<Dialogue>::failed(result, sql);
    co_return schema_in(result.rows, without, how);
}

}  // namespace aludel::inline v0_1::sqlite_dialect
