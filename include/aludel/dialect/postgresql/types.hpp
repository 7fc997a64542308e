// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations_view.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>

#include <cstdint>      // uint8_t, uint64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

using namespace std::string_view_literals;

/// The name of a type without its length (postgresql.org/docs/current/datatype.html).
constexpr std::string_view type_word(const op::data_type& type) {
    switch (type.kind) {
        case op::type_kind::boolean: return "BOOLEAN"sv;
        case op::type_kind::smallint: return "SMALLINT"sv;
        case op::type_kind::integer: return "INTEGER"sv;
        case op::type_kind::bigint: return "BIGINT"sv;
        case op::type_kind::real: return "REAL"sv;
        case op::type_kind::double_precision: return "DOUBLE PRECISION"sv;
        case op::type_kind::numeric: return "NUMERIC"sv;
        case op::type_kind::varchar: return "VARCHAR"sv;
        case op::type_kind::character: return "CHAR"sv;
        case op::type_kind::binary: return "BYTEA"sv;
        case op::type_kind::date: return "DATE"sv;
        case op::type_kind::time: return "TIME WITHOUT TIME ZONE"sv;
        case op::type_kind::timestamp: return "TIMESTAMP WITHOUT TIME ZONE"sv;
        case op::type_kind::timestamptz: return "TIMESTAMP WITH TIME ZONE"sv;
        case op::type_kind::interval: return "INTERVAL"sv;
        case op::type_kind::json: return "JSON"sv;
        case op::type_kind::uuid: return "UUID"sv;
        case op::type_kind::jsonb: return "JSONB"sv;
        case op::type_kind::citext: return "CITEXT"sv;
        case op::type_kind::enumeration: return type.name;
        case op::type_kind::native: return type.name;
        case op::type_kind::array:  // written by put_type
        case op::type_kind::text: break;
    }
    return "TEXT"sv;
}

/// The pseudo-type of a numbered column: its integer type, a sequence and the default that reads it
/// (datatype-numeric.html#DATATYPE-SERIAL).
constexpr std::string_view serial_word(op::type_kind kind) {
    switch (kind) {
        case op::type_kind::smallint: return "SMALLSERIAL"sv;
        case op::type_kind::bigint: return "BIGSERIAL"sv;
        default: return "SERIAL"sv;
    }
}

/// Appends a type such as `NUMERIC(10, 2)` or `INTEGER[]`. A native type is written as the history spells it.
constexpr void put_type(sql_text& sql, const op::operations_view& arrays, const op::data_type& type) {
    if (type.kind == op::type_kind::array) {
        put_type(sql, arrays, op::element_of(type));
        sql.put("[]");
        return;
    }
    if (type.kind == op::type_kind::enumeration) {
        dialect::put_identifier(sql, type.schema, type.name);
        return;
    }
    sql.put(type_word(type));
    if (type.kind == op::type_kind::native) return;
    const auto length = static_cast<std::uint64_t>(type.precision);
    if (length == 0) return;
    sql.put("(").put_number(length);
    if (type.kind == op::type_kind::numeric && type.scale != 0)
        sql.put(", ").put_number(static_cast<std::uint64_t>(type.scale));
    sql.put(")");
}

/// Types among which PostgreSQL converts by itself when a column changes its type. Everything becomes a text by itself
/// as well; from one family to another it asks for USING.
enum class type_family : std::uint8_t {
    number,
    text,
    moment,
    interval,
    boolean,
    binary,
    document,
    uuid,
    array,
    enumeration,
    native
};
constexpr type_family family_of(op::type_kind kind) {
    switch (kind) {
        case op::type_kind::smallint:
        case op::type_kind::integer:
        case op::type_kind::bigint:
        case op::type_kind::real:
        case op::type_kind::double_precision:
        case op::type_kind::numeric: return type_family::number;
        case op::type_kind::varchar:
        case op::type_kind::character:
        case op::type_kind::citext:
        case op::type_kind::text: return type_family::text;
        case op::type_kind::date:
        case op::type_kind::time:
        case op::type_kind::timestamp:
        case op::type_kind::timestamptz: return type_family::moment;
        case op::type_kind::interval: return type_family::interval;
        case op::type_kind::boolean: return type_family::boolean;
        case op::type_kind::binary: return type_family::binary;
        case op::type_kind::jsonb:
        case op::type_kind::json: return type_family::document;
        case op::type_kind::array: return type_family::array;
        case op::type_kind::uuid: return type_family::uuid;
        case op::type_kind::enumeration: return type_family::enumeration;
        case op::type_kind::native: break;
    }
    return type_family::native;
}

/// Whether ALTER COLUMN ... TYPE needs USING. Between native types only the user knows.
constexpr bool needs_using(const op::data_type& old_type, const op::data_type& new_type) {
    const type_family old_family = family_of(old_type.kind), new_family = family_of(new_type.kind);
    const bool same = old_family == new_family &&
        (old_family != type_family::enumeration || old_type.name == new_type.name) &&
        (old_family != type_family::array || old_type.element == new_type.element);
    return !same && new_family != type_family::text && new_family != type_family::native;
}

}  // namespace aludel::inline v0_1::postgresql_dialect
