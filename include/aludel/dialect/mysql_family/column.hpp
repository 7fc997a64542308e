// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/standard_sql.hpp>
#include <aludel/dialect/mysql_family/spelling.hpp>
#include <aludel/dialect/mysql_family/types.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// Whether the current time is next, by any of its names; it is taken, or the token that is there instead.
constexpr bool take_now(syntax::tokenizer& reader) {
    const syntax::token first = reader.take();
    if (!first.is("NOW") && !first.is("CURRENT_TIMESTAMP") && !first.is("LOCALTIME") && !first.is("LOCALTIMESTAMP"))
        return false;
    if (reader.peek().is('(')) reader.take_parentheses();
    return true;
}

/// Whether an expression is the current time, or has it ON UPDATE behind a default of one token.
constexpr bool is_now(std::string_view expression) {
    syntax::tokenizer reader(expression, syntax::mariadb_lexicon);
    const bool begins = take_now(reader);
    if (reader.peek().kind == syntax::token_kind::end) return begins;
    return reader.take().is("ON") && reader.take().is("UPDATE") && take_now(reader) &&
        reader.peek().kind == syntax::token_kind::end;
}

/// Whether a type is a TIMESTAMP, which by itself is NOT NULL in older versions and set ON UPDATE.
constexpr bool is_timestamp(const op::data_type& type) {
    if (type.kind != op::type_kind::native) return type.kind == op::type_kind::timestamptz;
    return syntax::tokenizer(type.name, syntax::mariadb_lexicon).peek().is("TIMESTAMP");
}

/// Whether a default is an expression, which stands in parentheses. Of the current time only where the column holds
/// something else.
constexpr bool is_expression(const op::value& value, op::type_kind type) {
    if (value.kind == op::value_kind::current_timestamp) return !is_moment(type) && type != op::type_kind::native;
    return value.kind == op::value_kind::expression &&
        !(is_now(value.text) && (is_moment(type) || type == op::type_kind::native));
}

/// Whether a default stands in parentheses: it is an expression, or the database has no literals of that type as
/// defaults.
constexpr bool is_in_parentheses(const spelling& words, const op::value& value, const op::data_type& type) {
    return is_expression(value, type.kind) || (!words.text_defaults && is_long(type) && !dialect::is_null(value));
}

/// Appends the operand of DEFAULT.
constexpr void put_default(sql_text& sql, const spelling& words, const op::value& value, const op::data_type& type) {
    const bool in_parentheses = is_in_parentheses(words, value, type);
    if (in_parentheses) sql.put("(");
    put_value(sql, value);
    if (in_parentheses) sql.put(")");
}

/// How a column definition is written: as in CREATE TABLE; without NOT NULL, which a statement behind it sets; or with
/// every attribute, as MODIFY needs it.
enum class column_form : std::uint8_t { whole, nullable, explicit_null };

/// Appends a column definition: name, type and attributes, in the order that both databases accept. A TIMESTAMP that
/// can be NULL says so, because by itself it is NOT NULL in older versions. `in_key`: it is of the primary key.
constexpr void put_column(sql_text& sql, const spelling& words, const op::operations_view& arrays,
                          const op::column& column, bool in_key, column_form form = column_form::whole) {
    put_identifier(sql, column.name);
    put_type(sql.put(" "), arrays, column.type);
    if (!column.collation.empty()) put_identifier(sql.put(" COLLATE "), column.collation);
    if (column.generated != op::generated_kind::none) {
        sql.put(" GENERATED ALWAYS AS (").put(column.expression).put(")");
        if (column.generated == op::generated_kind::stored) sql.put(" STORED");
    }
    const bool is_generated = column.generated != op::generated_kind::none;
    if ((!column.nullable || in_key) && form != column_form::nullable) sql.put(" NOT NULL");
    else if ((form == column_form::explicit_null && !is_generated) || is_timestamp(column.type)) sql.put(" NULL");
    if (column.default_value.given()) put_default(sql.put(" DEFAULT "), words, column.default_value, column.type);
    if (dialect::is_numbered(column)) sql.put(" AUTO_INCREMENT");
    if (!column.comment.empty()) dialect::put_escaped_string(sql.put(" COMMENT "), column.comment);
}

}  // namespace aludel::inline v0_1::mysql_family
