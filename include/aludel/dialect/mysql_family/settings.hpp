// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/spelling.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>

#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// The modes in which sessions and scripts execute: what does not fit is an error and is not cut, there are no dates of
/// zeros, 0 is a number like others, || joins texts, "x" is a name, and a backslash in a string escapes.
inline constexpr std::string_view sql_mode =
    "STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,"
    "NO_AUTO_VALUE_ON_ZERO,PIPES_AS_CONCAT,ANSI_QUOTES";

/// The same, where dates of zeros are allowed.
inline std::string mode_with_zeros() {
    constexpr std::string_view no_zeros = "NO_ZERO_IN_DATE,NO_ZERO_DATE,";
    std::string result(sql_mode);
    return result.erase(result.find(no_zeros), no_zeros.size());
}

/// Appends the name of the lock of migrations, as an expression: locks are the whole server's, and their names are
/// short.
constexpr void put_lock_name(sql_text& sql, const spelling& words, const op::settings& settings) {
    sql.put("CONCAT('aludel_', ").put(words.digest_begin).put("CONCAT(DATABASE(), '/', ");
    dialect::put_escaped_string(sql, settings.version_table);
    sql.put(")").put(words.digest_end).put(")");
}

}  // namespace aludel::inline v0_1::mysql_family
