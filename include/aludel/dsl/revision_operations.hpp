// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

#include <cstddef>           // size_t
#include <cstdint>           // uint32_t
#include <initializer_list>  // initializer_list

// Functions over the operations that a revision is given, which do not depend on the revision's own type.

namespace aludel::inline v0_1::dsl {

/// The functions of `run` steps, as a linked list of types. Most revisions have none, which costs no instantiation.
struct no_functions {
    static constexpr std::uint32_t count = 0;
};
/// A list of functions with one more at its end.
template <class Before, class Function>
struct functions {
    static constexpr std::uint32_t count = Before::count + 1;
    Before before;
    Function function;
};

template <class... Operations>
constexpr bool any_has_function(type_list<Operations...>);

/// Whether an operation is a `run` step, or a sequence has one.
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

/// Whether one of the operations is a `run` step.
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

/// The list of functions, extended by those of the operations.
template <class Before>
constexpr auto chained(const Before& before) {
    return before;
}
template <class Before, class Operation, class... Rest>
constexpr auto chained(const Before& before, const Operation& operation, const Rest&... rest) {
    if constexpr (!any_function<Operation, Rest...>()) return before;
    else if constexpr (sequence<Operation>)
        return dsl::chained(dsl::unpack(operation, [&](const auto&... each) { return dsl::chained(before, each...); }),
                            rest...);
    else if constexpr (has_function<Operation>)
        return dsl::chained(functions<Before, decltype(operation.function)>{before, operation.function}, rest...);
    else return dsl::chained(before, rest...);
}

/// Writes one operation, or those of a sequence.
template <class Operation>
constexpr void append_operation(builder& target, std::uint32_t& runs, const Operation& operation) {
    if constexpr (sequence<Operation>) {
        dsl::for_each_word<place::operation>(operation,
                                             [&](const auto& each) { dsl::append_operation(target, runs, each); });
    } else {
        target.append(operation);
        if constexpr (requires { operation.function; }) target.list[target.at.operations - 1].run = runs++;
    }
}

/// Writes the operations at the end; the functions of `run` steps are numbered from `runs` on.
template <class... Operations>
constexpr void append(builder&& target, [[maybe_unused]] std::uint32_t runs, const Operations&... operations) {
    if constexpr (sizeof...(Operations) <= longest_fold) (dsl::append_operation(target, runs, operations), ...);
    else static_cast<void>(std::initializer_list<int>{(dsl::append_operation(target, runs, operations), 0)...});
}

}  // namespace aludel::inline v0_1::dsl
