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

/// The column type that a member of a model gets. Specialize it for types of your own:
///
///     template <> struct aludel::member_type<money> { static constexpr auto value = aludel::numeric(10, 2); };
///
/// It must have a `value`, a type word such as `integer` or `varchar(80)`; and it may have a `nullable`, as std::optional's.
template <class T>
struct member_type;

template <> struct member_type<bool> { static constexpr auto value = boolean; };
template <> struct member_type<std::string> { static constexpr auto value = text; };
template <> struct member_type<std::string_view> { static constexpr auto value = text; };
template <> struct member_type<const char*> { static constexpr auto value = text; };
template <> struct member_type<float> { static constexpr auto value = real; };
template <> struct member_type<double> { static constexpr auto value = double_precision; };
template <> struct member_type<std::vector<std::byte>> { static constexpr auto value = binary; };
template <> struct member_type<std::vector<std::uint8_t>> { static constexpr auto value = binary; };

// The types of <chrono> are told by their shape: the header is a tenth of what including the library would cost.

/// A day: std::chrono::year_month_day.
template <class T>
    requires requires(const T& day) { day.year(), day.month(), day.day(), day.ok(); }
struct member_type<T> {
    static constexpr auto value = date;
};

/// A point in time; of whole days, as std::chrono::sys_days is, a date.
template <class T>
    requires requires { typename T::clock; typename T::duration::period; }
struct member_type<T> {
    static constexpr auto value = T::duration::period::num == 86'400 ? date : timestamp;
};

/// A span of time: std::chrono::duration.
template <class T>
    requires requires { typename T::rep; typename T::period; requires !requires { typename T::clock; }; }
struct member_type<T> {
    static constexpr auto value = interval;
};

/// Integers by their width: up to 16 bits smallint, up to 32 integer, else bigint. An unsigned one needs the next wider.
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
