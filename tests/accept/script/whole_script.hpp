// SPDX-License-Identifier: BSL-1.0
// The whole script of a history is a constant within the default limits of the compilers.
#pragma once

#include <aludel.hpp>

#include <string_view>  // string_view

#define run(...) execute("SELECT 1")  // functions cannot be written as a script

/// Checks the script of a history from its first line to its last.
constexpr bool is_whole(std::string_view sql, std::string_view title, std::string_view::size_type least) {
    return sql.substr(3).starts_with(title) &&
        sql.substr(3 + title.size()).starts_with(": base to heads, for SQLite.") && sql.starts_with("-- ") &&
        sql.ends_with("PRAGMA foreign_keys = ON;\nSELECT 'applied';\n") && sql.size() > least;
}
