// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

#include <initializer_list>  // initializer_list

namespace aludel::inline v0_1 {

namespace dsl {

/// Completes the `create_table` operation once a builder has written its elements, of which there are as many as
/// `written` counts.
template <counts S>
constexpr void finish_table(fragment<S>& result, const counts& written, const name& table) {
    op::operation& operation = result.list.data[0];
    operation.kind = op::operation_kind::create_table;
    operation.table = table;
    operation.columns.count = written.columns;
    if (written.constraints != 0) operation.constraints.count = written.constraints;
    if (written.indexes != 0) operation.indexes.count = written.indexes;
    operation.options.count = 1;
}

/// The type of a table with these elements; `create_table` and a model's `table` share it.
template <class... Elements>
using table_word = operation_word<counts{.operations = 1, .options = 1} + room_for<Elements...>()>;

/// Writes the elements of a table into its fragment.
template <counts S, class... Elements>
constexpr void fill_table(fragment<S>& result, const name& table, const Elements&... elements) {
    builder target(result);
    if constexpr (sizeof...(Elements) <= longest_fold) (dsl::apply_to_table(target, elements), ...);
    else static_cast<void>(std::initializer_list<int>{(dsl::apply_to_table(target, elements), 0)...});
    finish_table(result, target.at, table);
}

}  // namespace dsl

/// CREATE TABLE: the name, then columns, constraints, indexes and table options in any order. A sequence (Hana's,
/// std::tuple or std::array) stands for its elements. AL202 refuses a name that is taken, AL217 an impossible table,
/// AL212 a foreign key whose target does not fit.
template <class... Elements>
constexpr auto create_table(name table, const Elements&... elements) {
    if constexpr (!dsl::all_fit<dsl::place::table_element, Elements...>()) {
        static_assert(sizeof(detail::refused<dsl::misplaced<dsl::place::table_element, "create_table", Elements...>>) !=
                      0);
        return dsl::spoiled{};
    } else {
        dsl::table_word<Elements...> result{};
        dsl::fill_table(result, table, elements...);
        return result;
    }
}

}  // namespace aludel::inline v0_1
