// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection_error.hpp>
#include <aludel/io/parameter.hpp>

#include <charconv>      // from_chars, to_chars
#include <concepts>      // same_as, integral, floating_point
#include <cstddef>       // byte
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // errc
#include <vector>        // vector

namespace aludel::inline v0_1::detail {

/// The number that a text is, all of it. Returns whether it is one.
template <class T>
bool read_number(std::string_view source, T& result) {
    const auto [end, error] = std::from_chars(source.data(), source.data() + source.size(), result);
    return error == std::errc{} && end == source.data() + source.size();
}

/// A number as text, with every digit.
template <class T>
std::string number_text(T number) {
    char digits[32];
    return {digits, std::to_chars(digits, digits + sizeof digits, number).ptr};
}

/// Stores the value of a column in `result`. Returns whether it fits: NULL fits an optional only, and a number fits
/// if no digit is lost.
template <class T>
bool read_value(const sql_value& source, T& result) {
    using kind = sql_value_kind;
    if constexpr (is_optional<T>) {
        if (source.kind == kind::none) return result.reset(), true;
        return detail::read_value(source, result.emplace());
    } else if constexpr (std::same_as<T, bool>) {
        // PostgreSQL writes t and f.
        result = source.kind == kind::int64 ? source.integer != 0 : source.text == "1" || source.text == "t";
        return source.kind == kind::int64 ? source.integer == 0 || source.integer == 1
                                          : result || source.text == "0" || source.text == "f";
    } else if constexpr (std::integral<T>) {
        if (source.kind == kind::utf8) return detail::read_number(source.text, result);
        result = static_cast<T>(source.integer);
        return source.kind == kind::int64 && static_cast<std::int64_t>(result) == source.integer &&
            (source.integer < 0) == (result < T{});
    } else if constexpr (std::floating_point<T>) {
        if (source.kind == kind::utf8) return detail::read_number(source.text, result);
        result = static_cast<T>(source.kind == kind::int64 ? static_cast<double>(source.integer) : source.real);
        return source.kind == kind::float64 ||
            (source.kind == kind::int64 && static_cast<std::int64_t>(result) == source.integer);
    } else if constexpr (std::same_as<T, std::string>) {
        if (source.kind == kind::int64) result = detail::number_text(source.integer);
        else if (source.kind == kind::float64) result = detail::number_text(source.real);
        else result = source.text;
        return source.kind != kind::none;
    } else {
        static_assert(std::same_as<T, std::vector<std::byte>>,
                      "a column of a row is read as a number, bool, std::string, std::vector<std::byte>, or an "
                      "optional of one of these");
        const auto* const bytes = reinterpret_cast<const std::byte*>(source.text.data());
        result.assign(bytes, bytes + source.text.size());
        return source.kind == kind::utf8 || source.kind == kind::bytes;
    }
}

/// What a value is, for a message.
inline std::string description(const sql_value& value) {
    switch (value.kind) {
        case sql_value_kind::none: return "NULL";
        case sql_value_kind::int64: return "the integer " + detail::number_text(value.integer);
        case sql_value_kind::float64: return "the number " + detail::number_text(value.real);
        case sql_value_kind::utf8: return "the text `" + std::string(value.text.substr(0, 64)) + "`";
        case sql_value_kind::bytes: return "a blob";
    }
    return {};
}

/// The value of a column as a type of C++. Throws `connection_error` if it does not fit.
template <class T>
T row_value(sql_values row, std::size_t column) {
    T result{};
    if (!detail::read_value(row.values[column], result)) {
        const bool is_null = row.values[column].kind == sql_value_kind::none;
        throw connection_error(
            0,
            "column " + std::to_string(column + 1) + " of a row is " + detail::description(row.values[column]) +
                (is_null ? ". Read it as a std::optional" : ", which does not fit the type that it is read as"));
    }
    return result;
}

}  // namespace aludel::inline v0_1::detail
