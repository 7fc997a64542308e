// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/range.hpp>
#include <aludel/base/text_view.hpp>

#include <cstdint>      // uint8_t, int32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::op {

/// The kinds of column types: those of standard SQL, and `native`, which the user spells for the database at hand.
/// dsl/types.hpp describes each. Append only: the values are in checksums.
enum class type_kind : std::uint8_t {
    boolean,
    smallint,
    integer,
    bigint,
    real,
    double_precision,
    numeric,
    varchar,
    character,
    text,
    binary,
    date,
    time,
    timestamp,
    timestamptz,
    interval,
    json,
    uuid,
    enumeration,
    native,
    array,
    jsonb,
    citext,
};

/// The name of a kind of type in standard SQL, for messages.
constexpr std::string_view word_of(type_kind kind) {
    constexpr std::string_view words[] = {
        "boolean",     "smallint", "integer", "bigint", "real",      "double precision", "numeric",  "varchar", "char",
        "text",        "binary",   "date",    "time",   "timestamp", "timestamptz",      "interval", "json",    "uuid",
        "enumeration", "native",   "array",   "jsonb",  "citext",
    };
    return words[static_cast<int>(kind)];
}

/// A column's type, independent of any database; each dialect spells it in its own way.
struct data_type {
    type_kind kind = type_kind::text;
    type_kind element;       ///< array: the kind of its elements, which the other members are about
    std::int32_t precision;  ///< numeric: decimal digits; varchar and character: length in characters; 0: not given
    std::int32_t scale;      ///< numeric: digits after the decimal point
    text_view name;          ///< an enumeration's name, or a native type's spelling
    range values;            ///< an enumeration's values, among the names of its operation list
    text_view schema;        ///< of an enumeration; empty: found without one
};

/// A type of one kind, with its precision (or length) and scale; 0 where they are not given.
constexpr data_type type_of(type_kind kind, std::int32_t precision = 0, std::int32_t scale = 0) {
    data_type result{};
    result.kind = kind;
    if (precision != 0) result.precision = precision;  // a member that is not assigned costs GCC no memory in copies
    if (scale != 0) result.scale = scale;
    return result;
}

/// An enumeration of that name, or a native type of that spelling.
constexpr data_type named_type(type_kind kind, std::string_view name) {
    data_type result{};
    result.kind = kind, result.name = name;
    return result;
}

/// The type of the elements of an array.
constexpr data_type element_of(data_type array) {
    array.kind = array.element, array.element = type_kind{};
    return array;
}

}  // namespace aludel::inline v0_1::op
