// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/value.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/value.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Where a text has a character that no statement can carry; npos: nowhere. SQLite ends a statement at a NUL, and its shell takes
/// a CR in front of an LF for a part of the line's end.
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
constexpr bool has_lost_character(std::string_view written) { return find_lost_character(written) != std::string_view::npos; }

/// A string. Characters that would be lost are put between its parts by their numbers.
constexpr void put_text(sql_text& to, std::string_view written) {
    std::size_t lost = find_lost_character(written);
    if (lost == std::string_view::npos) {
        dialect::put_string(to, written);
        return;
    }
    to.put("(");
    for (; lost != std::string_view::npos; lost = find_lost_character(written)) {
        dialect::put_string(to, written.substr(0, lost));
        to.put(written[lost] == '\0' ? " || char(0) || " : " || char(13) || ");
        written.remove_prefix(lost + 1);
    }
    dialect::put_string(to, written);
    to.put(")");
}

/// A value as SQLite spells it. It has no literal for infinity, but reads one that is out of range as infinite, and it
/// stores NaN as NULL.
constexpr void put_value(sql_text& to, const op::value& value) {
    switch (value.kind) {
        case op::value_kind::none:
        case op::value_kind::out_of_range:  // refused before
        case op::value_kind::null: to.put("NULL"); break;
        case op::value_kind::boolean: to.put(value.integer != 0 ? "1" : "0"); break;
        case op::value_kind::integer: dialect::put_integer(to, value.integer); break;
        case op::value_kind::real:
            if (dialect::is_nan(value.real)) to.put("NULL");
            else if (dialect::is_infinite(value.real)) to.put(value.real < 0 ? "-9e999" : "9e999");
            else dialect::put_real(to, value.real);
            break;
        case op::value_kind::text: put_text(to, value.text); break;
        case op::value_kind::current_timestamp: to.put("CURRENT_TIMESTAMP"); break;
        case op::value_kind::expression: to.put(value.text); break;
    }
}

/// DEFAULT's operand: an expression stands in parentheses there (lang_createtable.html, section 3.2).
constexpr void put_default(sql_text& to, const op::value& value) {
    const bool raw = value.kind == op::value_kind::expression;
    if (raw) to.put("(");
    put_value(to, value);
    if (raw) to.put(")");
}

constexpr bool is_null(const op::value& value) {
    return !value.given() || value.kind == op::value_kind::null || (value.kind == op::value_kind::real && dialect::is_nan(value.real));
}

/// Whether a default is one value for all rows that exist, which is what ADD COLUMN wants (lang_altertable.html, section 4).
constexpr bool is_constant(const op::value& value) {
    return value.kind != op::value_kind::current_timestamp && value.kind != op::value_kind::expression &&
           !(value.kind == op::value_kind::text && has_lost_character(value.text));
}

}  // namespace aludel::inline v0_1::sqlite_dialect
