// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/value.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/sql/identifier.hpp>

#include <cstdint>      // uint64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

using namespace std::string_view_literals;

/// The name of a type without its length (mariadb.com/kb/en/data-types). `timestamp` is DATETIME: TIMESTAMP ends in
/// 2038, and is a moment that each session sees in its own time zone, as `timestamptz` is.
constexpr std::string_view type_word(const op::data_type& type) {
    switch (type.kind) {
        case op::type_kind::boolean: return "BOOL"sv;
        case op::type_kind::smallint: return "SMALLINT"sv;
        case op::type_kind::integer: return "INTEGER"sv;
        case op::type_kind::bigint: return "BIGINT"sv;
        case op::type_kind::real: return "FLOAT"sv;
        case op::type_kind::double_precision: return "DOUBLE"sv;
        case op::type_kind::numeric: return "NUMERIC"sv;
        case op::type_kind::varchar: return "VARCHAR"sv;
        case op::type_kind::character: return "CHAR"sv;
        case op::type_kind::binary: return "BLOB"sv;
        case op::type_kind::date: return "DATE"sv;
        case op::type_kind::time: return "TIME"sv;
        case op::type_kind::timestamp: return "DATETIME"sv;
        case op::type_kind::timestamptz: return "TIMESTAMP"sv;
        case op::type_kind::interval: return "INTERVAL"sv;  // the server refuses it: see `op::feature`
        case op::type_kind::array:
        case op::type_kind::jsonb:
        case op::type_kind::json: return "JSON"sv;
        case op::type_kind::citext: return "VARCHAR(255)"sv;  // letters of both cases are the same by default
        case op::type_kind::uuid: return "CHAR(36)"sv;
        case op::type_kind::enumeration: return "ENUM"sv;
        case op::type_kind::native: return type.name;
        case op::type_kind::text: break;
    }
    return "TEXT"sv;
}

/// The length of a `varchar` without one, which the servers do not have. A longer text is refused, and not cut.
inline constexpr std::uint64_t default_length = 255;

/// Appends a type such as `NUMERIC(10, 2)` or `ENUM('a','b')`. A native type is written as the history spells it.
constexpr void put_type(sql_text& sql, const op::operations_view& arrays, const op::data_type& type) {
    sql.put(type_word(type));
    if (type.kind == op::type_kind::native || type.kind == op::type_kind::array) return;
    if (type.kind == op::type_kind::enumeration) {
        std::string_view before = "(";
        for (const name& each : type.values.of(arrays.names))
            dialect::put_escaped_string(sql.put(before), each), before = ",";
        sql.put(before.front() == '(' ? "()" : ")");
        return;
    }
    const bool needs_length = type.kind == op::type_kind::varchar && type.precision == 0;
    if (type.precision == 0 && !needs_length) return;
    sql.put("(").put_number(needs_length ? default_length : static_cast<std::uint64_t>(type.precision));
    if (type.kind == op::type_kind::numeric && type.scale != 0)
        sql.put(", ").put_number(static_cast<std::uint64_t>(type.scale));
    sql.put(")");
}

/// Whether a type is stored beside the row, and has no literal as its default on MySQL.
constexpr bool is_long(const op::data_type& type) {
    const op::type_kind kind = type.kind;
    if (kind == op::type_kind::native) {
        const std::string_view word = type.name.text().substr(0, type.name.text().find_first_of(" ("));
        for (const std::string_view end : {"TEXT"sv, "BLOB"sv, "JSON"sv})
            if (word.size() >= end.size() && dialect::same_without_case(word.substr(word.size() - end.size()), end))
                return true;
        return false;
    }
    return kind == op::type_kind::text || kind == op::type_kind::binary || kind == op::type_kind::json ||
        kind == op::type_kind::jsonb || kind == op::type_kind::array;
}

/// Whether a type holds a date and a time, so that its default can be the current time without parentheses.
constexpr bool is_moment(op::type_kind kind) {
    return kind == op::type_kind::timestamp || kind == op::type_kind::timestamptz;
}

}  // namespace aludel::inline v0_1::mysql_family
