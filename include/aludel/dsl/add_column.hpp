// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/column.hpp>
#include <aludel/dsl/operation_word.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// The operation `add_column`.
template <counts S>
struct add_column_word : operation_word<S> {
    /// A SQL expression for the value that existing rows get; without it they get the default, or NULL.
    constexpr add_column_word fill(aludel::sql expression) const {
        add_column_word result = *this;
        result.columns.data[0].fill = expression.expression;
        return result;
    }
};

/// Whether a type is that of an `al::column(...)`.
template <class T>
inline constexpr bool is_column = false;
template <counts S>
inline constexpr bool is_column<column_word<S>> = true;

/// The message for another second argument.
template <class>
inline constexpr detail::literal no_column = "[AL001] add_column: its second argument is one al::column(...)";

}  // namespace dsl

/// ALTER TABLE ... ADD COLUMN, with the constraints and the index that are among the column's options. AL203 refuses a
/// column that is NOT NULL without a default or `.fill(...)`, AL205 a name that the table has already.
template <class Column>
constexpr auto add_column(name table, const Column& column) {
    if constexpr (!dsl::is_column<Column>) {
        static_assert(sizeof(detail::refused<dsl::no_column<Column>>) != 0);
        return dsl::spoiled{};
    } else {
        constexpr dsl::counts size = dsl::counts{.operations = 1} + Column::adds;
        dsl::add_column_word<size> result{};
        dsl::builder(result).append(column);
        op::operation& operation = result.list.data[0];
        operation.kind = op::operation_kind::add_column;
        operation.table = table;
        operation.object = column.columns.data[0].name;
        operation.columns = {0, 1};
        operation.constraints = {0, Column::adds.constraints};
        operation.indexes = {0, Column::adds.indexes};
        return result;
    }
}
template <class... Arguments>
    requires(sizeof...(Arguments) != 2)
constexpr auto add_column(const Arguments&...) {
    static_assert(
        sizeof(detail::refused<dsl::miscalled<"add_column", "a table and one al::column(...)", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
