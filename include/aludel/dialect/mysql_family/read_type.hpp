// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/text_arena.hpp>
#include <aludel/dialect/catalog_type.hpp>
#include <aludel/dialect/mysql_family/value.hpp>
#include <aludel/operation/data_type.hpp>
#include <aludel/operation/operations.hpp>

#include <cstdint>      // int32_t, int64_t, uint32_t
#include <string>       // string
#include <string_view>  // string_view

// Types and values in the words of information_schema.

namespace aludel::inline v0_1::mysql_family {

/// The text of a literal that begins a text, without its quotes; `rest` begins behind it. Empty and no quote: there is
/// none.
inline std::string take_literal(std::string_view& rest, bool has_escapes) {
    std::string text;
    rest.remove_prefix(1);
    while (!rest.empty()) {
        const bool doubled = rest.starts_with("''");
        if (rest[0] == '\'' && !doubled) break;
        if (doubled || (has_escapes && rest[0] == '\\' && rest.size() > 1)) rest.remove_prefix(1);
        text += rest[0];
        rest.remove_prefix(1);
    }
    if (!rest.empty()) rest.remove_prefix(1);
    return text;
}

/// The type that the catalog calls `column_type`, such as `int(11)`; one that is not of the library is native. Values
/// of an enumeration are appended to the names of the list. Refers to the text.
inline op::data_type read_type(std::string_view text, op::operations& list, detail::text_arena& arena) {
    struct named {
        std::string_view name;
        op::type_kind kind;
        bool has_precision;  ///< otherwise what stands in parentheses is for show
    };
    constexpr named types[] = {
        {"smallint", op::type_kind::smallint, false},
        {"int", op::type_kind::integer, false},
        {"bigint", op::type_kind::bigint, false},
        {"float", op::type_kind::real, true},
        {"double", op::type_kind::double_precision, true},
        {"decimal", op::type_kind::numeric, true},
        {"varchar", op::type_kind::varchar, true},
        {"char", op::type_kind::character, true},
        {"text", op::type_kind::text, true},
        {"blob", op::type_kind::binary, true},
        {"date", op::type_kind::date, true},
        {"time", op::type_kind::time, true},
        {"datetime", op::type_kind::timestamp, true},
        {"timestamp", op::type_kind::timestamptz, true},
        {"json", op::type_kind::json, true},
    };
    if (text == "tinyint(1)") return op::type_of(op::type_kind::boolean);
    if (text.starts_with("enum(")) {
        op::data_type type = op::type_of(op::type_kind::enumeration);
        type.values.first = static_cast<std::uint32_t>(list.names.size());
        for (std::string_view rest = text.substr(5); rest.starts_with('\''); ++type.values.count) {
            const std::string value = take_literal(rest, false);
            list.names.push_back(name(arena.keep({std::string_view(value)})));
            if (rest.starts_with(',')) rest.remove_prefix(1);
        }
        return type;
    }
    const dialect::catalog_type written(text);
    for (const named& each : types) {
        if (each.name != written.word) continue;
        if (written.has_more) break;  // `int(11) unsigned`
        const bool is_sized = each.kind == op::type_kind::numeric || each.kind == op::type_kind::varchar ||
            each.kind == op::type_kind::character;
        if (each.has_precision && !is_sized && written.precision != 0) break;  // `datetime(6)`
        return is_sized ? op::type_of(each.kind, written.precision, written.scale) : op::type_of(each.kind);
    }
    return op::named_type(op::type_kind::native, text);
}

/// The default that the catalog has as an expression: a literal, the current time, or anything else. Refers to the
/// text.
inline op::value read_default(std::string_view text, detail::text_arena& arena) {
    if (text == "NULL") return {};
    if (text == "current_timestamp()" || text == "CURRENT_TIMESTAMP")
        return op::value_of(op::value_kind::current_timestamp);
    if (text.starts_with('\'')) {
        std::string_view rest = text;
        const std::string plain = take_literal(rest, true);
        if (rest.empty()) return op::value_of(op::value_kind::text, 0, arena.keep({std::string_view(plain)}));
    }
    const bool is_negative = text.starts_with('-');
    std::int64_t number = 0;
    std::size_t place = is_negative ? 1 : 0;
    for (; place < text.size() && place < 18 && text[place] >= '0' && text[place] <= '9'; ++place)
        number = number * 10 + (text[place] - '0');
    if (place == text.size() && place != (is_negative ? 1U : 0U))
        return op::value_of(op::value_kind::integer, is_negative ? -number : number);
    return op::value_of(op::value_kind::expression, 0, text);
}

/// The default that the catalog of MySQL has as the text of a literal. Refers to the text.
inline op::value read_literal(std::string_view text, const op::data_type& type, detail::text_arena& arena) {
    const bool is_native = type.kind == op::type_kind::native;
    const bool is_number = type.kind == op::type_kind::boolean || type.kind == op::type_kind::smallint ||
        type.kind == op::type_kind::integer || type.kind == op::type_kind::bigint ||
        (is_native && type.name.text().find("int") != std::string_view::npos);
    const bool is_bits = is_native && (text.starts_with("b'") || text.starts_with("0x"));
    return is_number || is_bits ? read_default(text, arena) : op::value_of(op::value_kind::text, 0, text);
}

}  // namespace aludel::inline v0_1::mysql_family
