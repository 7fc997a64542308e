// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection_error.hpp>
#include <aludel/io/parameter.hpp>

#include <concepts>     // same_as, integral, floating_point
#include <cstddef>      // byte
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::detail {

/// Stores the value of a column in `result`. Returns whether it fits: NULL fits an optional only, a number fits if no
/// digit is lost, and text is no number.
template <class T>
bool read_value(const sql_value& source, T& result) {
    using kind = sql_value_kind;
    if constexpr (is_optional<T>) {
        if (source.kind == kind::none) return result.reset(), true;
        return detail::read_value(source, result.emplace());
    } else if constexpr (std::same_as<T, bool>) {
        result = source.integer != 0;
        return source.kind == kind::int64 && (source.integer == 0 || source.integer == 1);
    } else if constexpr (std::integral<T>) {
        result = static_cast<T>(source.integer);
        return source.kind == kind::int64 && static_cast<std::int64_t>(result) == source.integer &&
            (source.integer < 0) == (result < T{});
    } else if constexpr (std::floating_point<T>) {
        result = static_cast<T>(source.kind == kind::int64 ? static_cast<double>(source.integer) : source.real);
        return source.kind == kind::float64 ||
            (source.kind == kind::int64 && static_cast<std::int64_t>(result) == source.integer);
    } else if constexpr (std::same_as<T, std::string>) {
        result = source.kind == kind::int64 ? std::to_string(source.integer) : std::string(source.text);
        return source.kind == kind::int64 || source.kind == kind::utf8 || source.kind == kind::bytes;
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
        case sql_value_kind::int64: return "the integer " + std::to_string(value.integer);
        case sql_value_kind::float64: return "the number " + std::to_string(value.real);
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
