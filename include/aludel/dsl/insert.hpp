// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>
#include <aludel/dsl/value.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// `value(...)`, an element of a row.
struct value_word {
    static constexpr auto places = static_cast<unsigned>(place::value);
    static constexpr std::string_view spelling = "value";
    op::cell cell;
};

/// `row(...)` with N values, an element of an insert.
template <std::size_t N>
struct row_word {
    static constexpr auto places = static_cast<unsigned>(place::row);
    static constexpr std::string_view spelling = "row";
    static constexpr counts adds{.cells = N};
    fixed_array<op::cell, N> cells;
};

}  // namespace dsl

/// The value of a column in a row: a number, a string, a bool, nullptr, `current_timestamp` or `sql("...")`.
template <dsl::value_like T>
constexpr dsl::value_word value(name column, const T& held) {
    return {{column, dsl::to_value(held), 0}};
}
template <class... Arguments>
    requires(sizeof...(Arguments) != 2)
constexpr auto value(const Arguments&...) {
    static_assert(
        sizeof(detail::refused<
               dsl::miscalled<"value", "a column and a number, text, bool, nullptr or al::sql(...)", Arguments...>>) !=
        0);
    return dsl::spoiled{};
}

/// A row: `row(value("name", "books"), value("price", 12))`. Columns that are not in it get their default; in `row()`
/// all do.
template <class... Values>
constexpr auto row(const Values&... values) {
    if constexpr (!(true && ... && dsl::fits<dsl::place::value, Values>())) {
        static_assert(sizeof(detail::refused<dsl::misplaced<dsl::place::value, "row", Values...>>) != 0);
        return dsl::spoiled{};
    } else {
        dsl::row_word<(std::size_t{0} + ... + dsl::count_of<dsl::place::value, Values>())> result{};
        op::cell* next = result.cells.data;
        [[maybe_unused]] const auto put = [&](const dsl::value_word& value) { *next++ = value.cell; };
        (dsl::for_each_word<dsl::place::value>(values, put), ...);
        return result;
    }
}

namespace dsl {

/// The function object `al::insert`, which is also an event of `create_trigger`.
struct insert_word {
    template <class... Rows>
    constexpr auto operator()(name table, const Rows&... rows) const;
};

}  // namespace dsl

// In a namespace of its own, because GCC warns of enumerators that have the name of a variable of their namespace.
inline namespace row_words {

/// INSERT of literal rows. AL216 refuses a row that does not fit the table: an unknown column, a value of another type,
/// a missing value. For `create_trigger` it is the event, without a call.
inline constexpr dsl::insert_word insert{};

}  // namespace row_words

template <class... Rows>
constexpr auto dsl::insert_word::operator()(name table, const Rows&... rows) const {
    if constexpr (sizeof...(Rows) == 0) {
        static_assert(
            sizeof(detail::refused<dsl::miscalled<"insert", "one al::row(...) at least behind its table", Rows...>>) !=
            0);
        return dsl::spoiled{};
    } else if constexpr (!(true && ... && dsl::fits<dsl::place::row, Rows>())) {
        static_assert(sizeof(detail::refused<dsl::misplaced<dsl::place::row, "insert", Rows...>>) != 0);
        return dsl::spoiled{};
    } else {
        dsl::operation_word<(dsl::counts{.operations = 1} + ... + dsl::shape_of<Rows>())> result{};
        op::operation& operation = result.list.data[0];
        operation.kind = op::operation_kind::insert;
        operation.table = table;
        std::uint32_t count = 0;
        std::uint32_t number = 0;
        const auto add = [&]<std::size_t N>(const dsl::row_word<N>& row) {
            for (std::size_t i = 0; i < N; ++i)
                result.cells.data[count++] = {row.cells.data[i].column, row.cells.data[i].value, number};
            ++number;
        };
        (dsl::for_each_word<dsl::place::row>(rows, add), ...);
        operation.cells = {0, count};
        operation.empty_rows = count == 0 ? number : number - 1 - result.cells.data[count - 1].row;
        return result;
    }
}

}  // namespace aludel::inline v0_1
