// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/types.hpp>

#include <cstddef>      // byte
#include <cstdint>      // uint8_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // is_enum_v, underlying_type_t
#include <vector>       // vector

namespace aludel::inline v0_1 {

/// Maps the type of a member of a model to its column type. Specialize it for other types:
///
///     template <> struct aludel::member_type<money> { static constexpr auto value = aludel::numeric(10, 2); };
///
/// It has a `value`, a column type such as `integer` or `varchar(80)`. If it has a member `nullable` (as for
/// std::optional), the column may be NULL. Error AL004 for a member whose type has no specialization.
template <class T>
struct member_type;

template <>
struct member_type<bool> {
    static constexpr auto value = boolean;
};
template <>
struct member_type<std::string> {
    static constexpr auto value = text;
};
template <>
struct member_type<std::string_view> {
    static constexpr auto value = text;
};
template <>
struct member_type<const char*> {
    static constexpr auto value = text;
};
template <>
struct member_type<float> {
    static constexpr auto value = real;
};
template <>
struct member_type<double> {
    static constexpr auto value = double_precision;
};
template <>
struct member_type<std::vector<std::byte>> {
    static constexpr auto value = binary;
};
template <>
struct member_type<std::vector<std::uint8_t>> {
    static constexpr auto value = binary;
};

// The types of <chrono> are recognized by their members, because including it would cost a tenth of all compile time of
// the library.

/// A day: std::chrono::year_month_day.
template <class T>
    requires requires(const T& day) { day.year(), day.month(), day.day(), day.ok(); }
struct member_type<T> {
    static constexpr auto value = date;
};

/// A std::chrono::time_point; one that counts days, such as std::chrono::sys_days, is a date.
template <class T>
    requires requires {
        typename T::clock;
        typename T::duration::period;
    }
struct member_type<T> {
    static constexpr auto value = T::duration::period::num == 86'400 ? date : timestamp;
};

/// A std::chrono::duration.
template <class T>
    requires requires {
        typename T::rep;
        typename T::period;
        requires !requires { typename T::clock; };
    }
struct member_type<T> {
    static constexpr auto value = interval;
};

/// Integers by their width: up to 16 bits smallint, up to 32 bits integer, else bigint. An unsigned one gets the next
/// wider type.
template <class T>
    requires std::is_integral_v<T>
struct member_type<T> {
    static constexpr std::size_t width = sizeof(T) + (std::is_unsigned_v<T> ? 1 : 0);
    static constexpr auto value = width <= 2 ? smallint : width <= 4 ? integer : bigint;
};

/// Enumerations as their underlying integers.
template <class T>
    requires std::is_enum_v<T>
struct member_type<T> : member_type<std::underlying_type_t<T>> {};

/// A column that may be NULL.
template <class T>
struct member_type<std::optional<T>> : member_type<T> {
    static constexpr bool nullable = true;
};

}  // namespace aludel::inline v0_1
