// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/sql_value.hpp>

#include <concepts>     // same_as, integral, floating_point, convertible_to
#include <cstddef>      // nullptr_t, byte
#include <cstdint>      // int64_t, INT64_MAX
#include <optional>     // optional
#include <stdexcept>    // invalid_argument
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
concept text_like = std::convertible_to<const T&, std::string_view>;

/// A container of std::byte, such as std::vector<std::byte> or std::span<const std::byte>.
template <class T>
concept bytes_like = requires(const T& source) {
    { *source.data() } -> std::convertible_to<std::byte>;
    source.size();
};

/// The parameter that carries a value of C++. A null pointer and an empty optional are NULL. Throws
/// std::invalid_argument for a number that no database stores as it is: an integer beyond 64 signed bits, or a NaN.
template <class T>
sql_value parameter(const T& source) {
    using kind = sql_value_kind;
    if constexpr (std::same_as<T, sql_value>) {
        return source;
    } else if constexpr (std::same_as<T, blob>) {
        return {.kind = kind::bytes, .text = source.bytes};
    } else if constexpr (std::same_as<T, std::nullptr_t> || std::same_as<T, std::nullopt_t>) {
        return {};
    } else if constexpr (is_optional<T>) {
        return source ? detail::parameter(*source) : sql_value{};
    } else if constexpr (std::integral<T>) {
        if constexpr (sizeof(T) >= sizeof(std::int64_t) && T(-1) > T(0))
            if (source > static_cast<T>(INT64_MAX))
                throw std::invalid_argument(
                    "a parameter is greater than 9223372036854775807, the greatest integer of SQL. "
                    "Bind it as text");
        return {.kind = kind::int64, .integer = static_cast<std::int64_t>(source)};
    } else if constexpr (std::floating_point<T>) {
        if (source != source) throw std::invalid_argument("a parameter is NaN, which is no value of SQL. Bind nullptr");
        return {.kind = kind::float64, .real = static_cast<double>(source)};
    } else if constexpr (std::same_as<T, const char*> || std::same_as<T, char*>) {
        return source == nullptr ? sql_value{} : sql_value{.kind = kind::utf8, .text = source};
    } else if constexpr (text_like<T>) {
        return {.kind = kind::utf8, .text = std::string_view(source)};
    } else {
        static_assert(bytes_like<T>,
                      "a parameter is a number, bool, text, al::blob, container of std::byte, "
                      "nullptr, or an optional of one of these");
        return {.kind = kind::bytes, .text = {reinterpret_cast<const char*>(source.data()), source.size()}};
    }
}

}  // namespace aludel::inline v0_1::detail
