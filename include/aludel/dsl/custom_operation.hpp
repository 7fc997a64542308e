// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>
#include <aludel/dsl/revision_operations.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// Operations of the user. In `.upgrade(...)` one stands for the words of its `upgrade`, like any sequence; in
// `.downgrade(...)` for those of its `downgrade`, and so it does in a downgrade that is derived.

namespace aludel::inline v0_1::dsl {

template <class... T>
constexpr bool any_custom(type_list<T...>);
template <class... T>
constexpr bool any_undoable(type_list<T...>);

/// Whether an argument is an operation of the user, or a sequence that has one.
template <class T>
inline constexpr bool has_custom = false;
template <sequence T>
inline constexpr bool has_custom<T> = custom_operation<T> || any_custom(typename elements<T>::types());

/// An operation of the user that says how it is undone.
template <class T>
concept undoable_operation = sequence<T> && custom_operation<T> &&
    (requires(const T& custom) { custom.downgrade(); } || requires { T::downgrade; });
/// Whether an argument is one, or a sequence that has one.
template <class T>
inline constexpr bool has_undoable = false;
template <sequence T>
inline constexpr bool has_undoable<T> = undoable_operation<T> || any_undoable(typename elements<T>::types());

template <class... T>
constexpr bool any_custom(type_list<T...>) {
    for (const bool each : {false, has_custom<T>...})
        if (each) return true;
    return false;
}
template <class... T>
constexpr bool any_undoable(type_list<T...>) {
    for (const bool each : {false, has_undoable<T>...})
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
constexpr auto downgrade_words_of(const T& argument) {
    if constexpr (!has_custom<T>) {
        return argument;
    } else if constexpr (!custom_operation<T>) {
        return dsl::unpack(
            argument, [](const auto&... each) { return boost::hana::make_tuple(dsl::downgrade_words_of(each)...); });
    } else if constexpr (!undoable_operation<T>) {
        static_assert(sizeof(detail::refused<no_downgrade<T>>) != 0);
        return spoiled{};
    } else if constexpr (requires { argument.downgrade(); }) {
        return dsl::downgrade_words_of(argument.downgrade());
    } else {
        return dsl::downgrade_words_of(argument.downgrade);
    }
}

/// What undoes the operations of the user among some, in their order, as one sequence.
template <class... T>
constexpr auto undo_words_of(const T&... operations);

template <class T>
constexpr auto undo_words_of_one(const T& operation) {
    if constexpr (!has_undoable<T>) return boost::hana::make_tuple();
    else if constexpr (undoable_operation<T>) return boost::hana::make_tuple(dsl::downgrade_words_of(operation));
    else return dsl::unpack(operation, [](const auto&... each) { return dsl::undo_words_of(each...); });
}
template <class... T>
constexpr auto undo_words_of(const T&... operations) {
    return boost::hana::make_tuple(dsl::undo_words_of_one(operations)...);
}

/// Writes the operations of an upgrade, and what undoes those of the user.
struct undoable_builder {
    builder up;
    builder undo;
    std::uint32_t up_functions;
    std::uint32_t undo_functions;

    template <class T>
    constexpr void append(const T& operation) {
        if constexpr (!has_undoable<T>) {
            append_operation(up, up_functions, operation);
        } else if constexpr (undoable_operation<T>) {
            const std::uint32_t first = up.at.operations, first_undo = undo.at.operations;
            append_operation(up, up_functions, operation);
            append_operation(undo, undo_functions, dsl::downgrade_words_of(operation));
            for (std::uint32_t i = first; i < up.at.operations; ++i) up.list[i].undo = first + 1;
            if (first != up.at.operations)
                for (std::uint32_t i = first_undo; i < undo.at.operations; ++i) undo.list[i].undo = first + 1;
        } else {
            dsl::unpack(operation, [this](const auto&... each) { (this->append(each), ...); });
        }
    }
};

}  // namespace aludel::inline v0_1::dsl
