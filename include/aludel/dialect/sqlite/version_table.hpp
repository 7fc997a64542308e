// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/version_rows.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>

#include <cstdint>      // uint8_t
#include <string_view>  // string_view

// The version table in words, for scripts and for the engine alike. It is Alembic's: one column, a row for each revision
// that nothing applied stands on. All databases say it alike but for the quotes; that is what the dialect is for.
// The column goes unquoted: SQLite takes a quoted name that is no column for a string, and reads 'version_num' then.

namespace aludel::inline v0_1 {

/// The name of one of the library's own tables. The engine says in which database it is, `main`, since a table of that
/// name in another one must not be taken for it; a script leaves that to whoever runs it.
enum class own_scope : std::uint8_t { script, engine };
constexpr void put_own_table(sql_text& to, std::string_view table, own_scope scope) {
    dialect::put_identifier(to, scope == own_scope::engine ? std::string_view("main") : std::string_view{}, table);
}

/// CREATE TABLE of the version table. It stands when the database was stamped or taken over, hence IF NOT EXISTS.
constexpr void create_version_table(sql_text& to, const op::settings& settings, const op::dialect&, own_scope scope = own_scope::script) {
    to.put("CREATE TABLE IF NOT EXISTS ");
    put_own_table(to, settings.version_table, scope);
    to.put(" (\n    version_num VARCHAR(32) NOT NULL,\n    CONSTRAINT \"");
    dialect::put_doubled(to, settings.version_table, '"');
    to.put("_pkc\" PRIMARY KEY (version_num)\n)");
}

/// SELECT of all rows, in the order of the alphabet.
constexpr void read_version_table(sql_text& to, const op::settings& settings, const op::dialect&, own_scope scope = own_scope::script) {
    to.put("SELECT version_num FROM ");
    put_own_table(to, settings.version_table, scope);
    to.put(" ORDER BY version_num");
}

/// The statement of one write. It must meet exactly one row, except for `delete_all`.
constexpr void write_version(sql_text& to, const op::settings& settings, const op::dialect&, const version_write& write,
                             own_scope scope = own_scope::script) {
    const bool inserts = write.kind == version_write_kind::insert;
    const bool updates = write.kind == version_write_kind::update;
    to.put(inserts ? "INSERT INTO " : updates ? "UPDATE " : "DELETE FROM ");
    put_own_table(to, settings.version_table, scope);
    if (inserts || updates) {
        to.put(inserts ? " (version_num) VALUES (" : " SET version_num = ");
        dialect::put_string(to, write.to);
        if (inserts) to.put(")");
    }
    if (write.from.empty()) return;
    to.put(" WHERE version_num = ");
    dialect::put_string(to, write.from);
}

}  // namespace aludel::inline v0_1
