// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/hana/concept/sequence.hpp>  // Sequence
#include <boost/hana/fwd/pair.hpp>          // pair
#include <boost/hana/tuple.hpp>             // tuple
#include <boost/hana/unpack.hpp>            // unpack

#include <cstddef>           // size_t
#include <initializer_list>  // initializer_list
#include <type_traits>       // is_same_v
#include <utility>           // index_sequence, make_index_sequence, pair, tuple_size

// The sequences that can stand for several words of the DSL: any Hana Sequence, and the tuple-like classes of the
// standard library (std::array, std::tuple) without Hana's adapter headers.

namespace aludel::inline v0_1::dsl {

/// A Boost.Hana Sequence.
template <class T>
concept hana_sequence = boost::hana::Sequence<T>::value;

/// Whether a type is a std::pair or a hana::pair.
template <class>
inline constexpr bool is_pair = false;
template <class First, class Second>
inline constexpr bool is_pair<std::pair<First, Second>> = true;
template <class First, class Second>
inline constexpr bool is_pair<boost::hana::pair<First, Second>> = true;

struct spoiled;

/// An operation of the user: `upgrade`, a function without parameters or a member, is a word or a sequence of words,
/// for which the operation stands. (Words have a function of that name as well; see `sequence`.)
template <class T>
concept custom_operation =
    !std::is_same_v<T, spoiled> && (requires(const T& custom) { custom.upgrade(); } || requires { T::upgrade; });

/// A sequence of words. Pairs are not sequences, as in Hana: their two elements have different meanings.
template <class T>
concept sequence_like =
    !is_pair<T> && (hana_sequence<T> || requires { std::tuple_size<T>::value; } || custom_operation<T>);

/// Calls a function with the elements of a sequence.
template <class Sequence, class Function>
constexpr auto unpack(const Sequence& sequence, const Function& function) {
    if constexpr (hana_sequence<Sequence>) {
        return boost::hana::unpack(sequence, function);
    } else if constexpr (requires { sequence.upgrade(); }) {
        return function(sequence.upgrade());
    } else if constexpr (custom_operation<Sequence>) {
        return function(sequence.upgrade);
    } else {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return function(get<I>(sequence)...);
        }(std::make_index_sequence<std::tuple_size<Sequence>::value>());
    }
}

/// Calls a function with each argument. It is not a fold, because Clang limits the depth of a fold to 256.
template <class Function, class... T>
constexpr void for_each(const Function& function, const T&... arguments) {
    static_cast<void>(std::initializer_list<int>{0, (static_cast<void>(function(arguments)), 0)...});
}

}  // namespace aludel::inline v0_1::dsl
