// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/shape.hpp>
#include <aludel/operation/operations.hpp>

#include <cstddef>  // size_t
#include <utility>  // index_sequence, make_index_sequence

namespace aludel::inline v0_1::dsl {

/// An array of N elements, where N may be 0.
template <class T, std::size_t N>
struct items {
    T data[N];
    constexpr items() : items(std::make_index_sequence<N>()) {}
    constexpr op::list_view<T> view() const { return {data, N}; }

private:
    // Element by element: after any other error GCC 12 does not accept `T data[N]{}` as a constant, and would report an
    // error for every revision that follows the mistake.
    template <std::size_t... I>
    constexpr explicit items(std::index_sequence<I...>) : data{(static_cast<void>(I), T{})...} {}
};

template <class T>
struct items<T, 0> {
    static constexpr T* data = nullptr;
    constexpr op::list_view<T> view() const { return {}; }
};

/// The plain arrays that every word of the DSL turns into. The fragment of a larger word is the concatenation of the
/// fragments of its parts.
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

    /// A view of the operations; valid as long as the fragment.
    [[nodiscard]] constexpr op::operations view() const {
        op::operations all{};
        view_to(all);
        return all;
    }
    constexpr void view_to([[maybe_unused]] op::operations& all) const {
        if constexpr (S.list != 0) all.list = list.view();
        if constexpr (S.columns != 0) all.columns = columns.data;
        if constexpr (S.constraints != 0) all.constraints = constraints.data;
        if constexpr (S.indexes != 0) all.indexes = indexes.data;
        if constexpr (S.parts != 0) all.parts = parts.data;
        if constexpr (S.names != 0) all.names = names.data;
        if constexpr (S.cells != 0) all.cells = cells.data;
        if constexpr (S.texts != 0) all.texts = texts.data;
        if constexpr (S.options != 0) all.options = options.data;
    }
};

/// Fills a fragment from front to back. Plain loops over plain arrays, because GCC keeps every intermediate value of a
/// constant expression: with spans or iterators it needed six times the memory.
template <shape S>
struct builder {
    fragment<S>& made;
    shape at{};  ///< how many elements of each array are written

    constexpr explicit builder(fragment<S>& to) : made(to) {}

    /// Copies another fragment behind what is written, and shifts its ranges.
    // `if constexpr` because a loop without iterations costs compile time, too, in every word of every revision.
    template <shape From>
    constexpr void append([[maybe_unused]] const fragment<From>& from) {
        if constexpr (From.names != 0)
            for (unsigned i = 0; i < From.names; ++i) made.names.data[at.names++] = from.names.data[i];
        if constexpr (From.parts != 0)
            for (unsigned i = 0; i < From.parts; ++i) made.parts.data[at.parts++] = from.parts.data[i];
        if constexpr (From.cells != 0)
            for (unsigned i = 0; i < From.cells; ++i) made.cells.data[at.cells++] = from.cells.data[i];
        if constexpr (From.texts != 0)
            for (unsigned i = 0; i < From.texts; ++i) made.texts.data[at.texts++] = from.texts.data[i];
        if constexpr (From.options != 0)
            for (unsigned i = 0; i < From.options; ++i) made.options.data[at.options++] = from.options.data[i];
        const unsigned names = at.names - From.names;  // where the names of the copied fragment begin
        if constexpr (From.columns != 0)
            for (unsigned i = 0; i < From.columns; ++i) {
                op::column& added = made.columns.data[at.columns++] = from.columns.data[i];
                if (From.names != 0 && names != 0) added.type.values.first += names;
            }
        if constexpr (From.constraints != 0)
            for (unsigned i = 0; i < From.constraints; ++i) {
                op::constraint& added = made.constraints.data[at.constraints++] = from.constraints.data[i];
                if (names != 0) added.columns.first += names, added.target_columns.first += names;
            }
        if constexpr (From.indexes != 0)
            for (unsigned i = 0; i < From.indexes; ++i) {
                op::index& added = made.indexes.data[at.indexes++] = from.indexes.data[i];
                added.parts.first += at.parts - From.parts, added.include.first += names;
            }
        if constexpr (From.list != 0)
            for (unsigned i = 0; i < From.list; ++i) {
                op::operation& added = made.list.data[at.list++] = from.list.data[i];
                if (at.list == i + 1) continue;
                added.columns.first += at.columns - From.columns, added.constraints.first += at.constraints - From.constraints;
                added.indexes.first += at.indexes - From.indexes, added.options.first += at.options - From.options;
                added.cells.first += at.cells - From.cells, added.texts.first += at.texts - From.texts;
            }
    }

    /// Adds one name and returns its range.
    constexpr op::range add_name(const name& added) {
        made.names.data[at.names] = added;
        return {at.names++, 1};
    }

    /// The column, operation or table that options apply to: the first, which is written before its options.
    constexpr op::column& column() { return made.columns.data[0]; }
    constexpr op::operation& operation() { return made.list.data[0]; }
    constexpr op::table_options& options() { return made.options.data[0]; }
};

}  // namespace aludel::inline v0_1::dsl
