// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/types.hpp>
#include <aludel/operation/data_type.hpp>

#include <cstdint>      // int32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

/// The number that begins a text; 0 if none does. `rest` begins behind it.
constexpr std::int32_t take_number(std::string_view& rest) {
    std::int32_t number = 0;
    while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9' && number < 100'000'000)
        number = number * 10 + (rest[0] - '0'), rest.remove_prefix(1);
    return number;
}

/// The type that `format_type` of the server names, such as `character varying(80)`; one that is not of the library is
/// native. Refers to the text.
constexpr op::data_type read_type(std::string_view text) {
    if (text.ends_with("[]")) {
        op::data_type array = read_type(text.substr(0, text.size() - 2));
        if (array.kind == op::type_kind::native) return op::named_type(op::type_kind::native, text);
        array.element = array.kind, array.kind = op::type_kind::array;
        return array;
    }
    struct named {
        std::string_view name;
        op::type_kind kind;
    };
    constexpr named types[] = {
        {"boolean", op::type_kind::boolean},
        {"smallint", op::type_kind::smallint},
        {"integer", op::type_kind::integer},
        {"bigint", op::type_kind::bigint},
        {"real", op::type_kind::real},
        {"double precision", op::type_kind::double_precision},
        {"numeric", op::type_kind::numeric},
        {"character varying", op::type_kind::varchar},
        {"character", op::type_kind::character},
        {"text", op::type_kind::text},
        {"bytea", op::type_kind::binary},
        {"date", op::type_kind::date},
        {"time without time zone", op::type_kind::time},
        {"timestamp without time zone", op::type_kind::timestamp},
        {"timestamp with time zone", op::type_kind::timestamptz},
        {"interval", op::type_kind::interval},
        {"json", op::type_kind::json},
        {"jsonb", op::type_kind::jsonb},
        {"citext", op::type_kind::citext},
        {"uuid", op::type_kind::uuid},
    };
    const std::size_t open = text.find('(');
    const std::string_view word = text.substr(0, open);
    for (const named& each : types) {
        if (each.name != word) continue;
        std::string_view rest = open == text.npos ? std::string_view{} : text.substr(open + 1);
        const std::int32_t precision = take_number(rest);
        std::int32_t scale = 0;
        if (rest.starts_with(',')) rest.remove_prefix(1), scale = take_number(rest);
        if (!rest.empty() && rest != ")") break;  // `timestamp(3) without time zone`, `numeric(3,-2)`
        if (each.kind == op::type_kind::character && precision == 1) return op::type_of(each.kind, 1);
        return op::type_of(each.kind, precision, scale);
    }
    return op::named_type(op::type_kind::native, text);
}

}  // namespace aludel::inline v0_1::postgresql_dialect
