// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/sentence.hpp>
#include <aludel/operation/table_view.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, int32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// What happens to values when the type of their column changes.
enum class conversion : std::uint8_t {
    safe,       ///< the new type holds every value of the old one, or one of them is a native type
    lossy,      ///< some values would be cut, rounded or read as something else
    uncertain,  ///< depends on the values: some may not be values of the new type
};

/// The decimal digits of an integer type: how many it can hold in any case, and the length of its longest value.
struct digits {
    std::int32_t sure = 0;
    std::int32_t most = 0;
};
/// The decimal digits of a type; zeros where it is no integer type or boolean.
constexpr digits digits_of(op::type_kind kind) {
    switch (kind) {
        case op::type_kind::smallint: return {4, 5};
        case op::type_kind::integer: return {9, 10};
        case op::type_kind::bigint: return {18, 19};
        case op::type_kind::boolean: return {0, 1};
        default: return {};
    }
}

/// Whether values of a type are texts.
constexpr bool is_text(op::type_kind kind) {
    return kind == op::type_kind::text || kind == op::type_kind::varchar || kind == op::type_kind::character ||
        kind == op::type_kind::citext;
}
/// Whether they are whole numbers.
constexpr bool is_whole(op::type_kind kind) {
    return kind == op::type_kind::smallint || kind == op::type_kind::integer || kind == op::type_kind::bigint;
}
constexpr bool is_float(op::type_kind kind) {
    return kind == op::type_kind::real || kind == op::type_kind::double_precision;
}
constexpr bool is_number(op::type_kind kind) {
    return is_whole(kind) || is_float(kind) || kind == op::type_kind::numeric || kind == op::type_kind::boolean;
}

/// The length in characters of the longest value of a type as text; 0: unbounded.
constexpr std::int32_t longest_text(const op::table_view& table, const op::data_type& type) {
    switch (type.kind) {
        case op::type_kind::boolean: return 5;
        case op::type_kind::smallint: return 6;
        case op::type_kind::integer: return 11;
        case op::type_kind::bigint: return 20;
        case op::type_kind::real: return 16;
        case op::type_kind::double_precision: return 24;
        case op::type_kind::numeric: return type.precision == 0 ? 0 : type.precision + 3;
        case op::type_kind::varchar:
        case op::type_kind::character: return type.precision;
        case op::type_kind::date: return 10;
        case op::type_kind::time: return 15;
        case op::type_kind::timestamp: return 26;
        case op::type_kind::timestamptz: return 32;
        case op::type_kind::uuid: return 36;
        case op::type_kind::enumeration: {
            std::int32_t most = 0;
            for (const name& each : table.names(type.values))
                most = static_cast<std::int32_t>(each.size) > most ? static_cast<std::int32_t>(each.size) : most;
            return most;
        }
        default: return 0;
    }
}

constexpr conversion lossy_if(bool loses) { return loses ? conversion::lossy : conversion::safe; }

/// The conversion between two numeric types or booleans.
constexpr conversion converts_number(const op::data_type& old_type, const op::data_type& new_type) {
    using type = op::type_kind;
    const digits old = digits_of(old_type.kind), result = digits_of(new_type.kind);
    if (new_type.kind == type::boolean) return lossy_if(old_type.kind != type::boolean);
    if (new_type.kind == type::numeric) {
        if (old_type.kind == type::numeric)
            return lossy_if(new_type.precision != 0 &&
                            (old_type.precision == 0 || new_type.scale < old_type.scale ||
                             new_type.precision - new_type.scale < old_type.precision - old_type.scale));
        return lossy_if(is_float(old_type.kind) ||
                        (new_type.precision != 0 && new_type.precision - new_type.scale < old.most));
    }
    if (is_float(new_type.kind)) {
        const std::int32_t kept = new_type.kind == type::real ? 6 : 15;
        if (is_float(old_type.kind))
            return lossy_if(old_type.kind == type::double_precision && new_type.kind == type::real);
        return lossy_if(old_type.kind == type::numeric ? old_type.precision == 0 || old_type.precision > kept
                                                       : old.most > kept);
    }
    if (is_float(old_type.kind)) return conversion::lossy;
    if (old_type.kind == type::numeric)
        return lossy_if(old_type.precision == 0 || old_type.scale > 0 || old_type.precision > result.sure);
    return lossy_if(result.most < old.most);
}

/// The conversion from one type to another. A change to or from a native type counts as safe, because only the database
/// can tell; a change between two enumerations is left to AL504.
constexpr conversion converts(const op::table_view& table, const op::data_type& old_type,
                              const op::data_type& new_type) {
    using type = op::type_kind;
    if (old_type.kind == type::native || new_type.kind == type::native) return conversion::safe;
    if (old_type.kind == type::array && new_type.kind == type::array)
        return converts(table, op::element_of(old_type), op::element_of(new_type));
    if (old_type.kind == type::jsonb && new_type.kind == type::json) return conversion::safe;
    if (old_type.kind == new_type.kind && !is_number(old_type.kind) && !is_text(old_type.kind)) return conversion::safe;
    if (is_text(new_type.kind)) {
        if (old_type.kind == type::binary) return conversion::uncertain;
        const std::int32_t longest = longest_text(table, old_type);
        return lossy_if(new_type.precision != 0 && (longest == 0 || longest > new_type.precision));
    }
    if (is_number(old_type.kind) && is_number(new_type.kind)) return converts_number(old_type, new_type);
    if (is_text(old_type.kind) && is_number(new_type.kind))
        return table.options().strict ? conversion::uncertain : conversion::lossy;
    if (is_text(old_type.kind) && new_type.kind == type::binary) return conversion::safe;
    const bool moment = old_type.kind == type::timestamp || old_type.kind == type::timestamptz;
    if (moment && (new_type.kind == type::date || new_type.kind == type::time)) return conversion::lossy;
    if (old_type.kind == type::timestamptz && new_type.kind == type::timestamp) return conversion::lossy;
    if ((old_type.kind == type::timestamp || old_type.kind == type::date) &&
        (new_type.kind == type::timestamptz || new_type.kind == type::timestamp))
        return conversion::safe;
    return conversion::uncertain;
}

/// A type as messages call it: "varchar(20)".
constexpr detail::sentence type_name(const op::data_type& type) {
    constexpr std::string_view words[] = {
        "boolean",     "smallint", "integer", "bigint", "real",      "double_precision", "numeric",  "varchar", "char_",
        "text",        "binary",   "date",    "time",   "timestamp", "timestamptz",      "interval", "json",    "uuid",
        "enumeration", "native",   "array",   "jsonb",  "citext"};
    if (type.kind == op::type_kind::array) return detail::sentence({"array of ", type_name(op::element_of(type))});
    detail::sentence message({words[static_cast<std::size_t>(type.kind)]});
    if (type.kind == op::type_kind::enumeration || type.kind == op::type_kind::native)
        return message.add(" ").add(type.name.text());
    if (type.precision == 0) return message;
    message.add("(").add(static_cast<std::size_t>(type.precision));
    if (type.kind == op::type_kind::numeric) message.add(", ").add(static_cast<std::size_t>(type.scale));
    return message.add(")");
}

}  // namespace aludel::inline v0_1::review
