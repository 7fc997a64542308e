// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::oracle_dialect {

/// The reserved words (docs.oracle.com, SQL Language Reference 19c, "Oracle SQL Reserved Words"), each between blanks.
inline constexpr std::string_view reserved_words =
    " access add all alter and any as asc audit between by char check cluster column column_value comment compress "
    "connect create current date decimal default delete desc distinct drop else exclusive exists file float for from "
    "grant group having identified immediate in increment index initial insert integer intersect into is level like "
    "lock long maxextents minus mlslabel mode modify nested_table_id noaudit nocompress not nowait null number of "
    "offline on online option or order pctfree prior public raw rename resource revoke row rowid rownum rows select "
    "session set share size smallint start successful synonym sysdate table then to trigger uid union unique update "
    "user validate values varchar varchar2 view whenever where with ";

/// Whether a word is reserved.
constexpr bool is_reserved(std::string_view word) {
    for (std::size_t i = reserved_words.find(word); i != std::string_view::npos; i = reserved_words.find(word, i + 1))
        if (reserved_words[i - 1] == ' ' && reserved_words[i + word.size()] == ' ') return true;
    return false;
}

/// Whether a name has to be quoted. A quoted name is another one than the same without quotes, which is in capital
/// letters there; so a plain name in small letters stands without quotes, as it does in the SQL of the history.
constexpr bool needs_quotes(std::string_view written) {
    if (written.empty() || written[0] < 'a' || written[0] > 'z') return true;
    for (const char each : written)
        if (!((each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '_' || each == '$' ||
              each == '#'))
            return true;
    return is_reserved(written);
}

/// How identifiers are written.
inline constexpr dialect::identifier_style identifiers{'"', &needs_quotes};

/// Appends an identifier.
template <class Name>
constexpr void put_identifier(sql_text& sql, const Name& written) {
    dialect::put_identifier(sql, written, identifiers);
}
/// Appends a name with its schema, if it has one.
constexpr void put_identifier(sql_text& sql, std::string_view schema, std::string_view written) {
    dialect::put_identifier(sql, schema, written, identifiers);
}

}  // namespace aludel::inline v0_1::oracle_dialect
