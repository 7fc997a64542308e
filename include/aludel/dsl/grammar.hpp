// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/fragment.hpp>
#include <aludel/dsl/sequence.hpp>
#include <aludel/dsl/spoiled.hpp>
#include <aludel/rule/raise.hpp>

#include <concepts>          // convertible_to
#include <cstddef>           // size_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view
#include <type_traits>       // is_arithmetic_v, is_same_v
#include <utility>           // declval

namespace aludel::inline v0_1::dsl {

/// The places where a word of the DSL may stand, as flags: a few words have two, such as `check`, which is an option of
/// a column and an element of a table.
enum class place : unsigned {
    column_option = 1,
    table_element = 2,
    operation = 4,
    revision = 8,
    setting = 16,
    row = 32,
    value = 64,
    index_part = 128,
    dialect_text = 256,
    operation_option = 512,
    drop_option = 1024,   ///< of an operation that drops something whole, which may be missing
    create_option = 2048  ///< of an operation that creates a type, sequence, extension, function, view or schema
};

constexpr unsigned operator|(place a, place b) { return static_cast<unsigned>(a) | static_cast<unsigned>(b); }
constexpr unsigned operator|(unsigned a, place b) { return a | static_cast<unsigned>(b); }

/// A word of the DSL has `places`, where it may stand, and `spelling`, its name in messages.
template <class T>
concept word = requires {
    { T::places | place::operation };
    { T::spelling } -> std::convertible_to<std::string_view>;
};

/// A word that may stand in a place.
template <class T, place Where>
concept stands_in = word<T> && (static_cast<unsigned>(T::places) & static_cast<unsigned>(Where)) != 0;

/// An argument that may stand in a place by itself, as a word or, where that is possible, as a plain text.
template <class T, place Where>
concept taken_as_it_is = stands_in<T, Where> || (Where == place::index_part && std::convertible_to<T, name>) ||
    (Where == place::dialect_text && std::convertible_to<const T&, std::string_view>);

/// A sequence of words stands for its elements, which may be sequences, too.
template <class T>
concept sequence = !word<T> && sequence_like<T>;

/// A list of types.
template <class... T>
struct type_list {};

/// Lists the types of its arguments.
struct list_types {
    template <class... T>
    constexpr type_list<T...> operator()(const T&...) const {
        return {};
    }
};

/// Functions over the types of the elements of a sequence.
template <class T>
struct elements : elements<decltype(dsl::unpack(std::declval<const T&>(), list_types()))> {};

/// Where a word belongs, for the message about one that stands elsewhere.
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
    if (in(place::drop_option) && !in(place::operation_option))
        return "it is an option of al::drop_table, al::drop_index, al::drop_view, al::drop_trigger and "
               "al::drop_constraint";
    if (in(place::operation_option)) return "it is an option of an operation that drops or renames something";
    return "it is a text of al::execute(...) or al::create_view(...)";
}

/// Whether an argument, or an element of a sequence, comes from a call that was refused already.
template <class T>
constexpr bool is_spoiled() {
    if constexpr (std::is_same_v<T, spoiled>) return true;
    else if constexpr (sequence<T>) return elements<T>::any_spoiled();
    else return false;
}

/// Whether a word, or each element of a sequence of words, may stand in a place.
template <place Where, class T>
constexpr bool fits() {
    if constexpr (taken_as_it_is<T, Where>) return true;
    else if constexpr (sequence<T>) return elements<T>::template all_fit<Where>();
    else return false;
}

/// How many plain elements of each kind a word, or a sequence of them, adds.
template <class T>
constexpr counts shape_of() {
    if constexpr (sequence<T>) return elements<T>::total();
    else return T::adds;
}

/// How many words an argument stands for.
template <place Where, class T>
constexpr std::size_t count_of() {
    if constexpr (taken_as_it_is<T, Where>) return 1;
    else return elements<T>::template count<Where>();
}

/// Calls a function with a word, or with each word of a sequence.
template <place Where, class T, class Function>
constexpr void for_each_word(const T& argument, const Function& function) {
    if constexpr (taken_as_it_is<T, Where>) {
        function(argument);
    } else {
        const auto go_on = [&](const auto& each) { dsl::for_each_word<Where>(each, function); };
        dsl::unpack(argument, [&](const auto&... each) { dsl::for_each(go_on, each...); });
    }
}

/// Appends what is wrong with an argument that does not fit.
template <place Where, class T>
constexpr void describe_misplaced(detail::sentence& target) {
    if constexpr (word<T>)
        target.add({"`", T::spelling, "` cannot stand here; ", home_of(static_cast<unsigned>(T::places))});
    else if constexpr (sequence<T>) elements<T>::template describe_first<Where>(target);
    else if constexpr (std::convertible_to<const T&, std::string_view> && Where == place::column_option)
        target.add(
            "a text cannot stand here; a type is a word, such as al::integer or al::varchar(80), or al::native(...) "
            "with the text");
    else if constexpr (std::convertible_to<const T&, std::string_view>) target.add("a text cannot stand here");
    else if constexpr (std::is_arithmetic_v<T>) target.add("a number cannot stand here");
    else if constexpr (is_pair<T>)
        target.add(
            "a pair is no sequence and cannot stand here. Write its two elements one behind the other, or put them "
            "into a boost::hana::tuple");
    else target.add("an argument is no word of the language that can stand here");
}

/// Describes the first of the arguments that does not fit.
template <place Where, class... T>
constexpr void describe_first_misplaced(detail::sentence& target) {
    bool described = false;
    const auto describe = [&]<class Argument>(const Argument*) {
        if (described || fits<Where, Argument>()) return;
        describe_misplaced<Where, Argument>(target);
        described = true;
    };
    dsl::for_each(describe, static_cast<const T*>(nullptr)...);
}

template <class... T>
struct elements<type_list<T...>> {
    using types = type_list<T...>;

    // Loops over lists instead of folds, because Clang limits the depth of a fold to 256.
    static constexpr bool any_spoiled() {
        for (const bool each : {false, is_spoiled<T>()...})
            if (each) return true;
        return false;
    }
    template <place Where>
    static constexpr bool all_fit() {
        for (const bool each : {true, fits<Where, T>()...})
            if (!each) return false;
        return true;
    }
    template <place Where>
    static constexpr void describe_first(detail::sentence& target) {
        describe_first_misplaced<Where, T...>(target);
    }
    static constexpr counts total() {
        counts sum{};
        for (const counts& each : {counts{}, shape_of<T>()...}) sum = sum + each;
        return sum;
    }
    template <place Where>
    static constexpr std::size_t count() {
        std::size_t sum = 0;
        for (const std::size_t each : {std::size_t{0}, count_of<Where, T>()...}) sum += each;
        return sum;
    }
};

// Folds up to this many arguments, since GCC keeps every list in memory; above it lists, since Clang limits the depth
// of a fold to 256, and a squash may have more operations, a table more columns.
inline constexpr std::size_t longest_fold = 100;

/// Whether all arguments fit at a place.
template <place Where, class... T>
constexpr bool all_fit() {
    if constexpr (sizeof...(T) <= longest_fold) {
        return (true && ... && fits<Where, T>());
    } else {
        bool fine = true;
        for (const bool each : {fits<Where, T>()...}) fine = fine && each;
        return fine;
    }
}
/// How many plain elements of each kind the arguments have in total.
template <class... T>
constexpr counts room_for() {
    if constexpr (sizeof...(T) <= longest_fold) {
        return (counts{} + ... + shape_of<T>());
    } else {
        counts whole{};
        for (const counts& each : {shape_of<T>()...}) whole = whole + each;
        return whole;
    }
}

/// The message about the first argument that does not fit; empty if an argument was refused already.
template <place Where, detail::literal Verb, class... T>
constexpr detail::sentence misplacement() {
    if (elements<type_list<T...>>::any_spoiled()) return {};
    detail::sentence text({"[AL001] ", Verb.view(), ": "});
    describe_first_misplaced<Where, T...>(text);
    return text;
}
template <place Where, detail::literal Verb, class... T>
inline constexpr detail::sentence misplacement_text = misplacement<Where, Verb, T...>();

/// The message about the first argument that does not fit; empty if an argument was refused already. A word reports it
/// by `static_assert(sizeof(detail::refused<misplaced<...>>) != 0)` and returns `spoiled`.
template <place Where, detail::literal Verb, class... T>
inline constexpr auto misplaced = detail::literal_of<misplacement_text<Where, Verb, T...>>;

/// Adds an element of a table, or every element of a sequence of them, to the builder of that table.
template <class T>
constexpr void apply_to_table(builder& target, const T& element) {
    if constexpr (word<T>) element.apply_to_table(target);
    else dsl::for_each_word<place::table_element>(element, [&](const auto& each) { each.apply_to_table(target); });
}

}  // namespace aludel::inline v0_1::dsl
