// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/shape.hpp>
#include <aludel/operation/operations.hpp>

#include <cstddef>  // size_t
#include <utility>  // index_sequence, make_index_sequence

namespace aludel::inline v0_1::dsl {

/// An array that may have no elements.
template <class T, std::size_t N>
struct items {
    T data[N];
    constexpr items() : items(std::make_index_sequence<N>()) {}
    constexpr op::list_view<T> view() const { return {data, N}; }

private:
    // Element by element: after any error in a program GCC 12 takes `T data[N]{}` for no constant, and every revision behind
    // the mistake would be an error of its own.
    template <std::size_t... I>
    constexpr explicit items(std::index_sequence<I...>) : data{(static_cast<void>(I), T{})...} {}
};

template <class T>
struct items<T, 0> {
    static constexpr T* data = nullptr;
    constexpr op::list_view<T> view() const { return {}; }
};

/// The arrays that every word lowers itself to. A larger word is the fragments of its parts, one behind the other.
template <shape S>
struct fragment {
    items<op::operation, S.list> list;
    items<op::column, S.columns> columns;
    items<op::constraint, S.constraints> constraints;
    items<op::index, S.indexes> indexes;
    items<op::index_part, S.parts> parts;
    items<name, S.names> names;
    items<op::cell, S.cells> cells;
    items<op::dialect_text, S.texts> texts;
    items<op::table_options, S.options> options;

    [[nodiscard]] constexpr op::operations view() const {
        return {list.view(), columns.data, constraints.data, indexes.data, parts.data, names.data, cells.data, texts.data, options.data};
    }
};

/// Fills a fragment from front to back. Plain loops over plain arrays: GCC keeps every value that a constant
/// expression passes through, so each span or iterator here would be paid for in memory (measured: six times).
template <shape S>
struct builder {
    fragment<S>& made;
    shape at{};  ///< how much is written

    constexpr explicit builder(fragment<S>& to) : made(to) {}

    template <shape From>
    constexpr void append(const fragment<From>& from) {
        const shape start = at;
        for (unsigned i = 0; i < From.names; ++i) made.names.data[at.names++] = from.names.data[i];
        for (unsigned i = 0; i < From.parts; ++i) made.parts.data[at.parts++] = from.parts.data[i];
        for (unsigned i = 0; i < From.cells; ++i) made.cells.data[at.cells++] = from.cells.data[i];
        for (unsigned i = 0; i < From.texts; ++i) made.texts.data[at.texts++] = from.texts.data[i];
        for (unsigned i = 0; i < From.options; ++i) made.options.data[at.options++] = from.options.data[i];
        for (unsigned i = 0; i < From.columns; ++i) {
            op::column& added = made.columns.data[at.columns++] = from.columns.data[i];
            if (start.names != 0) added.type.values.first += start.names;
        }
        for (unsigned i = 0; i < From.constraints; ++i) {
            op::constraint& added = made.constraints.data[at.constraints++] = from.constraints.data[i];
            if (start.names != 0) added.columns.first += start.names, added.target_columns.first += start.names;
        }
        for (unsigned i = 0; i < From.indexes; ++i) {
            op::index& added = made.indexes.data[at.indexes++] = from.indexes.data[i];
            added.parts.first += start.parts, added.include.first += start.names;
        }
        for (unsigned i = 0; i < From.list; ++i) {
            op::operation& added = made.list.data[at.list++] = from.list.data[i];
            if (start.list == 0) continue;
            added.columns.first += start.columns, added.constraints.first += start.constraints, added.indexes.first += start.indexes;
            added.options.first += start.options, added.cells.first += start.cells, added.texts.first += start.texts;
        }
    }

    constexpr op::range add_name(const name& added) {
        made.names.data[at.names] = added;
        return {at.names++, 1};
    }

    /// The column, table or operation that the options at hand speak of: the first, for it is written before them.
    constexpr op::column& column() { return made.columns.data[0]; }
    constexpr op::operation& operation() { return made.list.data[0]; }
    constexpr op::table_options& options() { return made.options.data[0]; }
};

}  // namespace aludel::inline v0_1::dsl
