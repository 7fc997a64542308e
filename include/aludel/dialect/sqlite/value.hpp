// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/value.hpp>
#include <aludel/operation/value.hpp>
#include <aludel/sql/quote.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Position of the first character that a statement cannot contain; npos if there is none. SQLite ends a statement at a
/// NUL, and its shell removes a CR before an LF.
constexpr std::size_t find_lost_character(std::string_view written) {
    std::size_t found = dialect::find_character(written, '\0');
    for (std::size_t place = 0; place < written.size();) {
        const std::size_t next = dialect::find_character(written.substr(place), '\r');
        if (next == std::string_view::npos) break;
        place += next + 1;
        if (place >= written.size() || written[place] != '\n') continue;
        return place - 1 < found ? place - 1 : found;
    }
    return found;
}
/// Whether a text has a character that a statement cannot contain.
constexpr bool has_lost_character(std::string_view written) {
    return find_lost_character(written) != std::string_view::npos;
}

/// Appends a string. Characters that would be lost are inserted with char(n).
constexpr void put_text(sql_text& sql, std::string_view written) {
    std::size_t lost = find_lost_character(written);
    if (lost == std::string_view::npos) {
        dialect::put_string(sql, written);
        return;
    }
    sql.put("(");
    for (; lost != std::string_view::npos; lost = find_lost_character(written)) {
        dialect::put_string(sql, written.substr(0, lost));
        sql.put(written[lost] == '\0' ? " || char(0) || " : " || char(13) || ");
        written.remove_prefix(lost + 1);
    }
    dialect::put_string(sql, written);
    sql.put(")");
}

/// The values that are spelled in the way of the database.
inline constexpr dialect::value_words value_words{.true_word = "1",
                                                  .false_word = "0",
                                                  .nan = "NULL",
                                                  .infinity = "9e999",
                                                  .minus_infinity = "-9e999",
                                                  .put_text = &put_text};

/// Appends a value. Infinity has no literal, but an out-of-range number is read as infinite. NaN is NULL, as SQLite
/// stores it.
constexpr void put_value(sql_text& sql, const op::value& value) { dialect::put_value(sql, value, value_words); }

/// Appends the operand of DEFAULT; expressions need parentheses (lang_createtable.html, section 3.2).
constexpr void put_default(sql_text& sql, const op::value& value) {
    const bool raw = value.kind == op::value_kind::expression;
    if (raw) sql.put("(");
    put_value(sql, value);
    if (raw) sql.put(")");
}

/// Whether a value is NULL in SQLite.
constexpr bool is_null(const op::value& value) {
    return !value.given() || value.kind == op::value_kind::null ||
        (value.kind == op::value_kind::real && dialect::is_nan(value.real));
}

/// Whether a default is the same for all existing rows, which ADD COLUMN requires (lang_altertable.html, section 4).
constexpr bool is_constant(const op::value& value) {
    return value.kind != op::value_kind::current_timestamp && value.kind != op::value_kind::expression &&
        !(value.kind == op::value_kind::text && has_lost_character(value.text));
}

}  // namespace aludel::inline v0_1::sqlite_dialect
