// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

#include <cstddef>           // size_t
#include <cstdint>           // uint32_t
#include <initializer_list>  // initializer_list

// What a revision asks of the operations that it is given, whatever it is itself.

namespace aludel::inline v0_1::dsl {

/// The functions of `run` steps, as a chain: most revisions have none, and none costs nothing.
struct no_functions {
    static constexpr std::uint32_t count = 0;
};
template <class Before, class Function>
struct functions {
    static constexpr std::uint32_t count = Before::count + 1;
    Before before;
    Function function;
};

template <class... Operations>
constexpr bool any_has_function(type_list<Operations...>);

template <class Operation>
inline constexpr bool has_function = requires(const Operation& one) { one.function; };
template <sequence Operations>
inline constexpr bool has_function<Operations> = any_has_function(typename elements<Operations>::types());

template <class... Operations>
constexpr bool any_has_function(type_list<Operations...>) {
    for (const bool each : {false, has_function<Operations>...})
        if (each) return true;
    return false;
}

// Folds where they can be, since GCC keeps every list in memory; and lists where a squash has more than Clang nests (256).
inline constexpr std::size_t longest_fold = 100;

template <class... Operations>
constexpr bool all_fit() {
    if constexpr (sizeof...(Operations) <= longest_fold) {
        return (true && ... && fits<place::operation, Operations>());
    } else {
        bool fine = true;
        for (const bool each : {fits<place::operation, Operations>()...}) fine = fine && each;
        return fine;
    }
}
template <class... Operations>
constexpr shape room_for() {
    if constexpr (sizeof...(Operations) <= longest_fold) {
        return (shape{} + ... + shape_of<Operations>());
    } else {
        shape all{};
        for (const shape& each : {shape_of<Operations>()...}) all = all + each;
        return all;
    }
}
template <class... Operations>
constexpr bool any_function() {
    if constexpr (sizeof...(Operations) <= longest_fold) {
        return (false || ... || has_function<Operations>);
    } else {
        bool any = false;
        for (const bool each : {has_function<Operations>...}) any = any || each;
        return any;
    }
}

template <class Before>
constexpr auto chained(const Before& before) { return before; }
template <class Before, class Operation, class... Rest>
constexpr auto chained(const Before& before, const Operation& operation, const Rest&... rest) {
    if constexpr (!any_function<Operation, Rest...>()) return before;
    else if constexpr (sequence<Operation>) return dsl::chained(dsl::unpack(operation, [&](const auto&... each) { return dsl::chained(before, each...); }), rest...);
    else if constexpr (has_function<Operation>) return dsl::chained(functions<Before, decltype(operation.function)>{before, operation.function}, rest...);
    else return dsl::chained(before, rest...);
}

template <class Operation>
constexpr void append_operation(builder& to, std::uint32_t& runs, const Operation& operation) {
    if constexpr (sequence<Operation>) {
        dsl::for_each_word<place::operation>(operation, [&](const auto& each) { dsl::append_operation(to, runs, each); });
    } else {
        to.append(operation);
        if constexpr (requires { operation.function; }) to.list[to.at.list - 1].run = runs++;
    }
}

/// Writes the operations at the end; `run` steps are numbered on from `runs`.
template <class... Operations>
constexpr void append(builder&& to, [[maybe_unused]] std::uint32_t runs, const Operations&... operations) {
    if constexpr (sizeof...(Operations) <= longest_fold) (dsl::append_operation(to, runs, operations), ...);
    else static_cast<void>(std::initializer_list<int>{(dsl::append_operation(to, runs, operations), 0)...});
}

}  // namespace aludel::inline v0_1::dsl
