// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/refuse.hpp>
#include <aludel/dsl/fragment.hpp>

#include <boost/hana/concept/foldable.hpp>  // Foldable
#include <boost/hana/for_each.hpp>          // for_each
#include <boost/hana/tuple.hpp>             // tuple

#include <concepts>     // convertible_to
#include <string_view>  // string_view

namespace aludel::inline v0_1::dsl {

/// The places in the language where a word may stand. A few words have two: `unique` is a column option and, called with
/// column names, a table element.
enum class place : unsigned { column_option = 1, table_element = 2, operation = 4, revision = 8, setting = 16, row = 32, value = 64, index_part = 128, dialect_text = 256, operation_option = 512 };

constexpr unsigned operator|(place a, place b) { return static_cast<unsigned>(a) | static_cast<unsigned>(b); }
constexpr unsigned operator|(unsigned a, place b) { return a | static_cast<unsigned>(b); }

/// A word of the language says where it may stand and how it is spelled.
template <class T>
concept word = requires {
    { T::places | place::operation };
    { T::spelling } -> std::convertible_to<std::string_view>;
};

template <class T, place Where>
concept stands_in = word<T> && (static_cast<unsigned>(T::places) & static_cast<unsigned>(Where)) != 0;

/// Any Hana sequence stands for its elements.
template <class T>
concept sequence = !word<T> && boost::hana::Foldable<T>::value;

constexpr std::string_view home_of(unsigned places) {
    const auto in = [&](place one) { return (places & static_cast<unsigned>(one)) != 0; };
    if (in(place::column_option)) return "it is an option of al::column(...)";
    if (in(place::table_element)) return "it is an element of al::create_table(...) or al::table(...)";
    if (in(place::operation)) return "it is an operation, for .upgrade(...) or .downgrade(...)";
    if (in(place::revision)) return "it is an element of al::history<...>";
    if (in(place::setting)) return "it is a setting, for the front of al::history<...>";
    if (in(place::row)) return "it is a row of al::insert(...)";
    if (in(place::value)) return "it is a value of al::row(...)";
    if (in(place::index_part)) return "it is a part of al::create_index(...)";
    if (in(place::operation_option)) return "it is an option of an operation that drops or renames something";
    return "it is a text of al::execute(...) or al::create_view(...)";
}

template <place Where, detail::literal Verb, class T>
constexpr detail::sentence misplaced() {
    if constexpr (word<T>)
        return detail::sentence({"[AL001] ", Verb.view(), ": `", T::spelling, "` cannot stand here; ", home_of(static_cast<unsigned>(T::places))});
    else
        return detail::sentence({"[AL001] ", Verb.view(), ": an argument is no word of the language that can stand here"});
}

/// The error that says Sentence. Whom it blames makes it depend on a template parameter, so that it waits to be needed.
template <detail::literal Sentence, class... Blamed>
struct refusal {
    static_assert(detail::refused<Sentence>);
};

template <place Where, detail::literal Verb, class T>
constexpr bool refuse_word() {
    constexpr detail::sentence said = misplaced<Where, Verb, T>();
    return sizeof(refusal<detail::literal<said.size() + 1>(said)>) != 0;
}

/// The elements of a Hana sequence, by their types.
template <class T>
struct elements;

template <place Where, detail::literal Verb, class T>
constexpr bool check_word() {
    if constexpr (stands_in<T, Where>) return true;
    else if constexpr (sequence<T>) return elements<T>::template check<Where, Verb>();
    else return !refuse_word<Where, Verb, T>();
}

/// How much room a word, or a sequence of them, needs.
template <class T>
constexpr shape shape_of() {
    if constexpr (sequence<T>) return elements<T>::total();
    else return T::adds;
}

template <template <class...> class Sequence, class... T>
struct elements<Sequence<T...>> {
    template <place Where, detail::literal Verb>
    static constexpr bool check() { return (true && ... && check_word<Where, Verb, T>()); }
    static constexpr shape total() { return (shape{} + ... + shape_of<T>()); }
};

/// Hands every element of a table, or of a sequence of them, to the builder of that table.
template <shape S, class T>
constexpr void apply_to_table(builder<S>& to, const T& element) {
    if constexpr (sequence<T>) boost::hana::for_each(element, [&](const auto& each) { dsl::apply_to_table(to, each); });
    else element.apply_to_table(to);
}

}  // namespace aludel::inline v0_1::dsl
