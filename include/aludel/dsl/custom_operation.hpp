// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>

#include <string_view>  // string_view

// Operations of the user. In `.upgrade(...)` one stands for the words of its `upgrade`, like any sequence; in
// `.downgrade(...)` for those of its `downgrade`.

namespace aludel::inline v0_1::dsl {

template <class... T>
constexpr bool any_custom(type_list<T...>);

/// Whether an argument is an operation of the user, or a sequence that has one.
template <class T>
inline constexpr bool has_custom = false;
template <sequence T>
inline constexpr bool has_custom<T> = any_custom(typename elements<T>::types());
template <sequence T>
    requires custom_operation<T>
inline constexpr bool has_custom<T> = true;

template <class... T>
constexpr bool any_custom(type_list<T...>) {
    for (const bool each : {false, has_custom<T>...})
        if (each) return true;
    return false;
}

/// The name of an operation of the user in messages: its `spelling`, if it has one.
template <class Custom>
constexpr std::string_view spelling_of() {
    if constexpr (requires { std::string_view(Custom::spelling); }) return Custom::spelling;
    else return "an operation of the program";
}

/// The message AL308 about an operation that cannot stand in `.downgrade(...)`.
template <class Custom>
inline constexpr detail::sentence no_downgrade_text{
    {"[AL308] downgrade: `", spelling_of<Custom>(),
     "` has no `downgrade`, by which it could be undone. Give it one, or write here what undoes it"}};
template <class Custom>
inline constexpr auto no_downgrade = detail::literal_of<no_downgrade_text<Custom>>;

/// An argument of `.downgrade(...)`, in which each operation of the user is replaced by the words of its `downgrade`.
template <class T>
constexpr auto undone(const T& argument) {
    if constexpr (!has_custom<T>) {
        return argument;
    } else if constexpr (!custom_operation<T>) {
        return dsl::unpack(argument, [](const auto&... each) { return boost::hana::make_tuple(dsl::undone(each)...); });
    } else if constexpr (requires { argument.downgrade(); }) {
        return dsl::undone(argument.downgrade());
    } else if constexpr (requires { T::downgrade; }) {
        return dsl::undone(argument.downgrade);
    } else {
        static_assert(sizeof(detail::refused<no_downgrade<T>>) != 0);
        return spoiled{};
    }
}

}  // namespace aludel::inline v0_1::dsl
