// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>
#include <aludel/operation/value.hpp>

#include <concepts>     // same_as, integral, unsigned_integral, floating_point, convertible_to
#include <cstddef>      // nullptr_t
#include <cstdint>      // int64_t, uint64_t, INT64_MAX
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// A raw SQL expression: `al::sql("lower(name)")`. It is written into statements as it is.
struct sql {
    std::string_view expression;
    constexpr explicit sql(std::string_view raw) : expression(raw) {}
};

namespace dsl {

struct current_timestamp_word {};

/// Converts a C++ value to a SQL value: a number, a string, a bool, nullptr, `current_timestamp` or `sql("...")`.
template <class T>
constexpr op::value to_value(const T& source) {
    if constexpr (std::same_as<T, op::value>) return source;
    else if constexpr (std::same_as<T, bool>) return op::value_of(op::value_kind::boolean, source ? 1 : 0);
    else if constexpr (std::integral<T>) {
        if constexpr (std::unsigned_integral<T>)
            if (source > std::uint64_t{INT64_MAX}) return op::value_of(op::value_kind::out_of_range);
        return op::value_of(op::value_kind::integer, static_cast<std::int64_t>(source));
    } else if constexpr (std::floating_point<T>) return {op::value_kind::real, 0, static_cast<double>(source), {}};
    else if constexpr (std::same_as<T, std::nullptr_t>) return op::value_of(op::value_kind::null);
    else if constexpr (std::same_as<T, sql>) return op::value_of(op::value_kind::expression, 0, source.expression);
    else if constexpr (std::same_as<T, current_timestamp_word>) return op::value_of(op::value_kind::current_timestamp);
    else return op::value_of(op::value_kind::text, 0, std::string_view(source));
}

/// The types that `to_value` converts.
template <class T>
concept value_like =
    std::integral<T> || std::floating_point<T> || std::same_as<T, std::nullptr_t> || std::same_as<T, sql> ||
    std::same_as<T, current_timestamp_word> || std::same_as<T, op::value> || std::convertible_to<T, std::string_view>;

}  // namespace dsl

/// CURRENT_TIMESTAMP, as a default or a value.
inline constexpr dsl::current_timestamp_word current_timestamp{};
/// NULL, as a default or a value.
inline constexpr std::nullptr_t null = nullptr;

}  // namespace aludel::inline v0_1
