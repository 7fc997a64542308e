// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/range.hpp>
#include <aludel/base/text_view.hpp>

#include <cstdint>  // uint8_t, int32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::op {

/// The types of standard SQL that a column can have, plus `native`, which is spelled by the user.
enum class type_kind : std::uint8_t {
    boolean, smallint, integer, bigint, real, double_precision, numeric, varchar, character, text, binary,
    date, time, timestamp, timestamptz, interval, json, uuid, enumeration, native,
};

/// A type's word in standard SQL; those of enumerations and native types say less than their names.
constexpr std::string_view word_of(type_kind kind) {
    constexpr std::string_view words[] = {
        "boolean", "smallint", "integer", "bigint", "real", "double precision", "numeric", "varchar", "char", "text", "binary",
        "date", "time", "timestamp", "timestamptz", "interval", "json", "uuid", "enumeration", "native",
    };
    return words[static_cast<int>(kind)];
}

/// A column's type, in no database's spelling; each dialect has its own for it.
struct data_type {
    type_kind kind = type_kind::text;
    std::int32_t precision;  ///< digits of numeric, length in characters of varchar and character; 0: not given
    std::int32_t scale;      ///< digits of numeric behind the point
    text_view name;       ///< an enumeration's name, or a native type's spelling
    range values;            ///< an enumeration's values, among the names of its operation list
};

/// A type by its kind, with the numbers in its parentheses.
constexpr data_type type_of(type_kind kind, std::int32_t precision = 0, std::int32_t scale = 0) {
    data_type made{};
    made.kind = kind;
    if (precision != 0) made.precision = precision;  // what is not written costs GCC no memory in any copy
    if (scale != 0) made.scale = scale;
    return made;
}

/// An enumeration by its name, a native type by its spelling.
constexpr data_type named_type(type_kind kind, std::string_view name) {
    data_type made{};
    made.kind = kind, made.name = name;
    return made;
}

}  // namespace aludel::inline v0_1::op
