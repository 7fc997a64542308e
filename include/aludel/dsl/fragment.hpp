// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/shape.hpp>
#include <aludel/operation/operations_view.hpp>

#include <cstddef>  // size_t
#include <utility>  // index_sequence, make_index_sequence

namespace aludel::inline v0_1::dsl {

/// An array of N elements, where N may be 0.
template <class T, std::size_t N>
struct fixed_array {
    T data[N];
    constexpr fixed_array() : fixed_array(std::make_index_sequence<N>()) {}
    constexpr op::list_view<T> view() const { return {data, N}; }

private:
    // Element by element: after any other error GCC 12 does not accept `T data[N]{}` as a constant, and would report an
    // error for every revision that follows the mistake.
    template <std::size_t... I>
    constexpr explicit fixed_array(std::index_sequence<I...>) : data{(static_cast<void>(I), T{})...} {}
};

template <class T>
struct fixed_array<T, 0> {
    static constexpr T* data = nullptr;
    constexpr op::list_view<T> view() const { return {}; }
};

/// The plain arrays that every word of the DSL turns into. The fragment of a larger word is the concatenation of the
/// fragments of its parts.
template <counts S>
struct fragment {
    fixed_array<op::operation, S.operations> list;
    fixed_array<op::column, S.columns> columns;
    fixed_array<op::constraint, S.constraints> constraints;
    fixed_array<op::index, S.indexes> indexes;
    fixed_array<op::index_part, S.parts> parts;
    fixed_array<name, S.names> names;
    fixed_array<op::cell, S.cells> cells;
    fixed_array<op::dialect_text, S.texts> texts;
    fixed_array<op::table_options, S.options> options;

    /// A view of the operations; valid as long as the fragment.
    [[nodiscard]] constexpr op::operations_view view() const {
        op::operations_view operations{};
        view_to(operations);
        return operations;
    }
    constexpr void view_to([[maybe_unused]] op::operations_view& operations) const {
        if constexpr (S.operations != 0) operations.list.first = list.data, operations.list.count = S.operations;
        if constexpr (S.columns != 0) operations.columns = columns.data;
        if constexpr (S.constraints != 0) operations.constraints = constraints.data;
        if constexpr (S.indexes != 0) operations.indexes = indexes.data;
        if constexpr (S.parts != 0) operations.parts = parts.data;
        if constexpr (S.names != 0) operations.names = names.data;
        if constexpr (S.cells != 0) operations.cells = cells.data;
        if constexpr (S.texts != 0) operations.texts = texts.data;
        if constexpr (S.options != 0) operations.options = options.data;
    }
};

/// Fills a fragment from front to back. It has pointers to the fragment's arrays, so that the code of a word depends on
/// the word's own counts only. Plain loops over plain arrays, because GCC keeps every intermediate value of a constant
/// expression: with spans or iterators it needed six times the memory.
struct builder {
    op::operation* list;
    op::column* columns;
    op::constraint* constraints;
    op::index* indexes;
    op::index_part* parts;
    name* names;
    op::cell* cells;
    op::dialect_text* texts;
    op::table_options* options;
    counts at;  ///< how many elements of each array are written

    template <counts S>
    constexpr explicit builder(fragment<S>& target, const counts& written = {})
        : list(target.list.data),
          columns(target.columns.data),
          constraints(target.constraints.data),
          indexes(target.indexes.data),
          parts(target.parts.data),
          names(target.names.data),
          cells(target.cells.data),
          texts(target.texts.data),
          options(target.options.data),
          at(written) {}

    /// Copies another fragment behind what is written, and shifts its ranges.
    // `if constexpr` because a loop without iterations costs compile time, too, in every word of every revision.
    template <counts From>
    constexpr void append([[maybe_unused]] const fragment<From>& source) {
        if constexpr (From.names != 0)
            for (unsigned i = 0; i < From.names; ++i) names[at.names++] = source.names.data[i];
        if constexpr (From.parts != 0)
            for (unsigned i = 0; i < From.parts; ++i) parts[at.parts++] = source.parts.data[i];
        if constexpr (From.cells != 0)
            for (unsigned i = 0; i < From.cells; ++i) cells[at.cells++] = source.cells.data[i];
        if constexpr (From.texts != 0)
            for (unsigned i = 0; i < From.texts; ++i) texts[at.texts++] = source.texts.data[i];
        if constexpr (From.options != 0)
            for (unsigned i = 0; i < From.options; ++i) options[at.options++] = source.options.data[i];
        const unsigned before = at.names - From.names;  // where the names of the copied fragment begin
        if constexpr (From.columns != 0)
            for (unsigned i = 0; i < From.columns; ++i) {
                op::column& added = columns[at.columns++] = source.columns.data[i];
                if (From.names != 0 && before != 0) added.type.values.first += before;
            }
        if constexpr (From.constraints != 0)
            for (unsigned i = 0; i < From.constraints; ++i) {
                op::constraint& added = constraints[at.constraints++] = source.constraints.data[i];
                if (before != 0) added.columns.first += before, added.target_columns.first += before;
            }
        if constexpr (From.indexes != 0)
            for (unsigned i = 0; i < From.indexes; ++i) {
                op::index& added = indexes[at.indexes++] = source.indexes.data[i];
                added.parts.first += at.parts - From.parts, added.include.first += before;
            }
        if constexpr (From.operations != 0)
            for (unsigned i = 0; i < From.operations; ++i) {
                op::operation& added = list[at.operations++] = source.list.data[i];
                if (at.operations == i + 1) continue;
                added.columns.first += at.columns - From.columns,
                    added.constraints.first += at.constraints - From.constraints;
                added.indexes.first += at.indexes - From.indexes, added.options.first += at.options - From.options;
                added.cells.first += at.cells - From.cells, added.texts.first += at.texts - From.texts;
            }
    }

    /// Adds one name and returns its range.
    constexpr op::range add_name(const name& added) {
        names[at.names] = added;
        return {at.names++, 1};
    }
};

}  // namespace aludel::inline v0_1::dsl
