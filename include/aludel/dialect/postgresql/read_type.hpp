// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/catalog_type.hpp>
#include <aludel/dialect/postgresql/types.hpp>
#include <aludel/operation/data_type.hpp>

#include <cstdint>      // int32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

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
    const dialect::catalog_type written(text);
    for (const named& each : types) {
        if (each.name != written.word) continue;
        if (written.has_more) break;  // `timestamp(3) without time zone`, `numeric(3,-2)`
        if (each.kind == op::type_kind::character && written.precision == 1) return op::type_of(each.kind, 1);
        return op::type_of(each.kind, written.precision, written.scale);
    }
    return op::named_type(op::type_kind::native, text);
}

}  // namespace aludel::inline v0_1::postgresql_dialect
