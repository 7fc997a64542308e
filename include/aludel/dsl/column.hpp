// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>
#include <aludel/dsl/value.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// A column, with the constraints and indexes that are among its options.
template <counts S>
struct column_word : fragment<S> {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "column";
    static constexpr counts adds = S;

    constexpr void apply_to_table(builder& target) const { target.append(*this); }

    /// A SQL expression for the value of existing rows, `.fill(al::sql("..."))`, where the column is added to a table.
    constexpr column_word fill(aludel::sql expression) const {
        column_word filled = *this;
        filled.columns.data[0].fill = expression.expression;
        return filled;
    }
};

/// A column type, such as `integer`.
template <class T>
concept type_like = requires { T::is_type; };

/// The number of column types among the options.
template <class... Options>
constexpr std::size_t count_types(type_list<Options...>) {
    [[maybe_unused]] const auto count = []<class T>(const T*) -> std::size_t {
        if constexpr (sequence<T>) return dsl::count_types(typename elements<T>::types());
        else return type_like<T> ? 1 : 0;
    };
    return (std::size_t{0} + ... + count(static_cast<const Options*>(nullptr)));
}

/// Whether exactly one option is a type.
template <class... Options>
constexpr bool have_one_type() {
    return count_types(type_list<Options...>()) == 1;
}

/// The message for options without a type, or with several.
template <class... Options>
inline constexpr detail::literal no_single_type =
    "[AL002] column: a column has one type, such as al::integer or al::varchar(80), among its options";

/// Adds an option, or every option of a sequence, to the column of a builder.
template <class Option>
constexpr void apply_to_column(builder& target, const Option& option) {
    if constexpr (requires { option.apply_to_column(target); }) option.apply_to_column(target);
    else if constexpr (word<Option>) option.apply(target.columns[0]);
    else
        dsl::for_each_word<place::column_option>(option, [&](const auto& each) { dsl::apply_to_column(target, each); });
}

}  // namespace dsl

/// A column: its name, then its type and other options in any order,
/// `column("price", integer, not_null, default_to(0))`. Error AL002 unless exactly one option is a type, AL001 where an
/// argument is not an option of a column.
template <class... Options>
constexpr auto column(name column_name, const Options&... options) {
    if constexpr (!(true && ... && dsl::fits<dsl::place::column_option, Options>())) {
        static_assert(sizeof(detail::refused<dsl::misplaced<dsl::place::column_option, "column", Options...>>) != 0);
        return dsl::spoiled{};
    } else if constexpr (!dsl::have_one_type<Options...>()) {
        static_assert(sizeof(detail::refused<dsl::no_single_type<Options...>>) != 0);
        return dsl::spoiled{};
    } else {
        constexpr dsl::counts size = (dsl::counts{.columns = 1} + ... + dsl::shape_of<Options>());
        dsl::column_word<size> result{};
        result.columns.data[0].name = column_name;
        dsl::builder target(result);
        target.at.columns = 1;
        (dsl::apply_to_column(target, options), ...);
        return result;
    }
}

}  // namespace aludel::inline v0_1
