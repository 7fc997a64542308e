// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/value.hpp>
#include <aludel/operation/value.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// Appends an identifier between backticks.
template <class Name>
constexpr void put_identifier(sql_text& sql, const Name& written) {
    dialect::put_identifier(sql, written, '`');
}
/// Appends `schema`.`name`, or only the name if the schema is empty.
constexpr void put_identifier(sql_text& sql, std::string_view schema, std::string_view name) {
    dialect::put_identifier(sql, schema, name, '`');
}

/// The values that are spelled in the way of the database.
inline constexpr dialect::value_words value_words{.true_word = "true",
                                                  .false_word = "false",
                                                  .nan = "nan",
                                                  .infinity = "infinity",
                                                  .minus_infinity = "-infinity",
                                                  .put_text = &dialect::put_escaped_string};

/// Appends a value. Sessions and scripts set the sql_mode that its literals are read in. There is no NaN and no
/// infinity: their names are refused by the server.
constexpr void put_value(sql_text& sql, const op::value& value) { dialect::put_value(sql, value, value_words); }

}  // namespace aludel::inline v0_1::mysql_family
