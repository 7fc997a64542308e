// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/sqlite3.hpp>
#include <aludel/dialect/online_dialects.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/online/run_flow.hpp>
#include <aludel/script/script.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace laws {

namespace al = aludel;

/// What `al::upgrade` and `al::downgrade` do, for a history that is no type.
inline al::migration_report migrate_online(al::sqlite3::connection& db, const al::history_view& history,
                                           std::string_view target, al::online::goal way) {
    const al::online::step_function<al::sqlite3::connection> no_step = nullptr;
    return al::online::run_flow(db, no_step, history, {}, [&](auto& engine) { return engine.run(way, {target}); });
}

/// What `al::write_script` writes.
inline std::string script_of(const al::history_view& history, const std::string& range) {
    const al::graph_result<al::symbol_range> wanted = al::parse_script_range(range);
    al::migration<al::dialect_of<al::sqlite.id>> way(history, al::sqlite);
    if (const al::finding found = al::detail::plan_script<al::dialect_of<al::sqlite.id>>(way, al::sqlite, wanted);
        found.rule != al::rule::none)
        throw al::script_error(found.text());
    return al::detail::script_of_way(way, al::sqlite, wanted.value).str();
}

/// Runs a script with sqlite3_exec instead of the engine; returns the error, empty on success.
inline std::string execute_script(al::sqlite3::connection& db, const std::string& script) {
    char* message = nullptr;
    sqlite3_exec(db.handle(), script.c_str(), nullptr, nullptr, &message);
    const std::string error = message == nullptr ? "" : message;
    sqlite3_free(message);
    return error;
}

inline std::string id(const al::history_view& history, std::size_t which) {
    return std::string(history.at(history.order[which]).id.text());
}

inline al::query_result schema_bytes(al::sqlite3::connection& db) {
    return db.query("SELECT rowid, type, name, tbl_name, rootpage, sql FROM sqlite_schema ORDER BY rowid");
}

inline void expect_sound(al::sqlite3::connection& db) {
    EXPECT_EQ(db.query("PRAGMA integrity_check")[0][0], "ok");
    EXPECT_TRUE(db.query("PRAGMA foreign_key_check").empty());
}

}  // namespace laws
