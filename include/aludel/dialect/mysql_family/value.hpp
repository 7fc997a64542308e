// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/value.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/value.hpp>

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

/// Appends a value. Sessions and scripts set the sql_mode that its literals are read in. There is no NaN and no
/// infinity: their names are refused by the server.
constexpr void put_value(sql_text& sql, const op::value& value) {
    switch (value.kind) {
        case op::value_kind::none:
        case op::value_kind::out_of_range:  // refused earlier
        case op::value_kind::null: sql.put("NULL"); break;
        case op::value_kind::boolean: sql.put(value.integer != 0 ? "true" : "false"); break;
        case op::value_kind::integer: dialect::put_integer(sql, value.integer); break;
        case op::value_kind::real:
            if (dialect::is_nan(value.real)) sql.put("nan");
            else if (dialect::is_infinite(value.real)) sql.put(value.real < 0 ? "-infinity" : "infinity");
            else dialect::put_real(sql, value.real);
            break;
        case op::value_kind::text: dialect::put_escaped_string(sql, value.text); break;
        case op::value_kind::current_timestamp: sql.put("CURRENT_TIMESTAMP"); break;
        case op::value_kind::expression: sql.put(value.text); break;
    }
}

}  // namespace aludel::inline v0_1::mysql_family
