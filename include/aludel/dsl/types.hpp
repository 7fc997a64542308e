// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>
#include <aludel/dsl/table_options.hpp>
#include <aludel/operation/data_type.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// A column type; it is one of a column's options.
struct type_word {
    static constexpr auto places = static_cast<unsigned>(place::column_option);
    static constexpr std::string_view spelling = "a type";
    static constexpr bool is_type = true;
    static constexpr counts adds{};

    op::data_type type;

    constexpr void apply(op::column& target) const { target.type = type; }
};

/// A type that may be called with its length in characters: `varchar` and `varchar(80)`.
struct sized_type_word : type_word {
    // Stored as a negative length, because 0 means that none is given.
    constexpr type_word operator()(int length) const { return {op::type_of(type.kind, length == 0 ? -1 : length)}; }

    template <class... Arguments>
        requires(sizeof...(Arguments) != 1)
    constexpr auto operator()(const Arguments&...) const {
        static_assert(sizeof(detail::refused<miscalled<"varchar or char_", "one length", Arguments...>>) != 0);
        return spoiled{};
    }
};

/// NUMERIC, which may be called with its precision and scale: `numeric(10, 2)` has 10 decimal digits, 2 of them after
/// the point.
struct numeric_word : type_word {
    constexpr type_word operator()(int precision, int scale = 0) const {
        return {op::type_of(type.kind, precision == 0 ? -1 : precision, scale)};
    }

    template <class... Arguments>
        requires(sizeof...(Arguments) != 1 && sizeof...(Arguments) != 2)
    constexpr auto operator()(const Arguments&...) const {
        static_assert(sizeof(detail::refused<miscalled<"numeric", "a precision and a scale", Arguments...>>) != 0);
        return spoiled{};
    }
};

/// An enumeration type and its values.
template <std::size_t N>
struct enumeration_word : type_word {
    static constexpr counts adds{.names = N};

    std::array<name, N> values;

    constexpr void apply_to_column(builder& target) const {
        target.columns[0].type = type;
        target.columns[0].type.values = {target.at.names, N};
        for (const name& each : values) target.add_name(each);
    }
};

/// A type without parameters.
constexpr type_word of_kind(op::type_kind kind) { return {op::type_of(kind)}; }

}  // namespace dsl

// The column types, named as in the SQL standard. docs/words/types.md shows what each database makes of them.

/// True or false; 0 or 1 where the database has no such type.
inline constexpr dsl::type_word boolean = dsl::of_kind(op::type_kind::boolean);
inline constexpr dsl::type_word smallint = dsl::of_kind(op::type_kind::smallint);  ///< 16 bits
inline constexpr dsl::type_word integer = dsl::of_kind(op::type_kind::integer);    ///< 32 bits, or more
inline constexpr dsl::type_word bigint = dsl::of_kind(op::type_kind::bigint);      ///< 64 bits
inline constexpr dsl::type_word real = dsl::of_kind(op::type_kind::real);          ///< single precision, or more
/// Floating point of 64 bits.
inline constexpr dsl::type_word double_precision = dsl::of_kind(op::type_kind::double_precision);
/// Exact decimal number; `numeric(precision, scale)` in digits.
inline constexpr dsl::numeric_word numeric{dsl::of_kind(op::type_kind::numeric)};
/// Text of variable length; `varchar(n)` has at most n characters.
inline constexpr dsl::sized_type_word varchar{dsl::of_kind(op::type_kind::varchar)};
/// Text of fixed length; `char_(n)` has n characters.
inline constexpr dsl::sized_type_word char_{dsl::of_kind(op::type_kind::character)};
/// Text without a limit of its length.
inline constexpr dsl::type_word text = dsl::of_kind(op::type_kind::text);
/// Bytes.
inline constexpr dsl::type_word binary = dsl::of_kind(op::type_kind::binary);
/// A calendar day.
inline constexpr dsl::type_word date = dsl::of_kind(op::type_kind::date);
/// A time of day, without a time zone.
inline constexpr dsl::type_word time = dsl::of_kind(op::type_kind::time);
inline constexpr dsl::type_word timestamp = dsl::of_kind(op::type_kind::timestamp);      ///< without a time zone
inline constexpr dsl::type_word timestamptz = dsl::of_kind(op::type_kind::timestamptz);  ///< with a time zone
/// A span of time.
inline constexpr dsl::type_word interval = dsl::of_kind(op::type_kind::interval);
/// A JSON document.
inline constexpr dsl::type_word json = dsl::of_kind(op::type_kind::json);
/// A JSON document that is stored parsed, where the database has that.
inline constexpr dsl::type_word jsonb = dsl::of_kind(op::type_kind::jsonb);
/// Text whose comparisons ignore the case of letters.
inline constexpr dsl::type_word citext = dsl::of_kind(op::type_kind::citext);
/// A UUID, 128 bits.
inline constexpr dsl::type_word uuid = dsl::of_kind(op::type_kind::uuid);

/// An enumeration: the name of the type, then its values in order, `enumeration("mood", "sad", "happy")`. A database
/// without enumerations gets a VARCHAR as long as the longest value, without a check.
///
/// Where enumerations are types, the type is created with the first column that has it and dropped with the last one,
/// unless `create_enum` has created it: then the values need not be repeated here. `al::in_schema(...)` may follow.
template <class... Values>
constexpr auto enumeration(name type_name, const Values&... values) {
    constexpr std::size_t count = (std::size_t{0} + ... + (dsl::is_in_schema<Values> ? 0 : 1));
    dsl::enumeration_word<count> result{{op::named_type(op::type_kind::enumeration, type_name)}, {}};
    [[maybe_unused]] std::size_t next = 0;
    [[maybe_unused]] const auto put = [&]<class T>(const T& each) {
        if constexpr (dsl::is_in_schema<T>) result.type.schema = each.schema;
        else result.values[next++] = name(each);
    };
    (put(values), ...);
    return result;
}

/// Any number of values of one type: `array(al::integer)`. A database without arrays stores a JSON document as text.
template <class Type>
constexpr auto array(const Type& element) {
    constexpr bool is_type = requires { Type::is_type; };
    if constexpr (is_type) {
        const auto in_array = [](auto result) {
            result.type.element = result.type.kind, result.type.kind = op::type_kind::array;
            return result;
        };
        if constexpr (requires { element.values; }) return in_array(element);
        else return in_array(static_cast<const dsl::type_word&>(element));  // not to be called again
    } else {
        static_assert(sizeof(detail::refused<dsl::miscalled<"array", "one type", Type>>) != 0);
        return dsl::spoiled{};
    }
}

/// A type that is written as it is, for types of one database: `native("CITEXT")`.
constexpr dsl::type_word native(name type_spelling) { return {op::named_type(op::type_kind::native, type_spelling)}; }
template <class... Arguments>
    requires(sizeof...(Arguments) != 1)
constexpr auto native(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"native", "one text", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
