// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/value.hpp>
#include <aludel/operation/value.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::mssql_dialect {

/// Whether a text has characters that a literal without N would lose, because it is in the code page of the database.
constexpr bool is_national(std::string_view text) {
    for (const char each : text)
        if (static_cast<unsigned char>(each) >= 0x80U) return true;
    return false;
}

/// Appends a string. A line break is written as NCHAR(10), because a line of the literal that says GO would end the
/// batch, and `$(` in two literals, because sqlcmd would take it for a variable.
constexpr void put_string(sql_text& sql, std::string_view text) {
    const bool national = is_national(text);
    const auto open = [&] { sql.put(national ? "N'" : "'"); };
    std::size_t written = 0;
    open();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char each = text[i];
        const bool breaks = each == '\n' || each == '\r';
        if (!breaks && !(each == '(' && i != 0 && text[i - 1] == '$')) continue;
        dialect::put_doubled(sql, text.substr(written, i - written), '\'');
        sql.put("' + ");
        if (breaks) sql.put(each == '\n' ? "NCHAR(10) + " : "NCHAR(13) + ");
        open();
        written = breaks ? i + 1 : i;
    }
    dialect::put_doubled(sql, text.substr(written), '\'');
    sql.put("'");
}

/// Appends a string that stands where no expression can: an argument of EXEC.
constexpr void put_argument(sql_text& sql, std::string_view text) {
    dialect::put_string(is_national(text) ? sql.put("N") : sql, text);
}

/// The values that are spelled in the way of the database.
inline constexpr dialect::value_words value_words{.true_word = "1",
                                                  .false_word = "0",
                                                  .nan = "nan",
                                                  .infinity = "infinity",
                                                  .minus_infinity = "-infinity",
                                                  .put_text = &put_string};

/// Appends a value. There is no NaN and no infinity: the server refuses their names.
constexpr void put_value(sql_text& sql, const op::value& value) { dialect::put_value(sql, value, value_words); }

}  // namespace aludel::inline v0_1::mssql_dialect
