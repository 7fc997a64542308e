// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/operation/operations_view.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::op {

/// A list of operations that owns its arrays, for operations that are generated, such as a derived downgrade or a
/// difference. It does not own the texts in them.
struct operations {
private:
    // Declared before their use: Clang does not find member templates in a constant expression otherwise.
    template <class T>
    static constexpr std::uint32_t size(const detail::vector<T>& pool) {
        return static_cast<std::uint32_t>(pool.size());
    }

    template <class T>
    static constexpr range add(detail::vector<T>& pool, list_view<T> added) {
        const range result{size(pool), added.count};
        if (added.count != 0) pool.append(added.first, added.first + added.count);
        return result;
    }

    /// The smallest range that covers several others.
    struct hull {
        std::uint32_t first = 0;
        std::uint32_t end = 0;

        constexpr void cover(const range& other) {
            if (other.count == 0) return;
            if (end == 0 || other.first < first) first = other.first;
            if (other.first + other.count > end) end = other.first + other.count;
        }
        /// What to add, modulo 2^32, to an index in the range when the range is copied to that position.
        [[nodiscard]] constexpr std::uint32_t shift(std::size_t last) const {
            return end == 0 ? 0 : static_cast<std::uint32_t>(last) - first;
        }
    };

    /// Adds a shift to a range. An empty one is set to begin at 0, for its beginning need not have been copied.
    static constexpr void move(range& moved, std::uint32_t shift) {
        moved.first = moved.count == 0 ? 0 : moved.first + shift;
    }

    /// The last `added.count` elements of an array.
    template <class T>
    static constexpr detail::span<T> tail(detail::vector<T>& pool, const range& added) {
        return {pool.end() - added.count, pool.end()};
    }

public:
    detail::vector<operation> list;
    detail::vector<column> columns;
    detail::vector<constraint> constraints;
    detail::vector<index> indexes;
    detail::vector<index_part> parts;
    detail::vector<name> names;
    detail::vector<cell> cells;
    detail::vector<dialect_text> texts;
    detail::vector<table_options> options;

    [[nodiscard]] constexpr operations_view view() const& {
        return {view_of(list), columns.data(), constraints.data(), indexes.data(), parts.data(),
                names.data(),  cells.data(),   texts.data(),       options.data()};
    }

    operations_view view() const&& = delete;  // the view of a temporary would dangle

    constexpr range add_names(list_view<name> added) { return add(names, added); }

    constexpr column& add_column(const operations_view& source, const column& one) {
        columns.push_back(one);
        column& added = columns.back();
        added.type.values = one.type.values.count == 0 ? range{} : add_names(one.type.values.of(source.names));
        return added;
    }
    constexpr constraint& add_constraint(const operations_view& source, const constraint& one) {
        constraints.push_back(one);
        constraint& added = constraints.back();
        added.columns = add_names(one.columns.of(source.names));
        added.target_columns = one.target_columns.count == 0 ? range{} : add_names(one.target_columns.of(source.names));
        return added;
    }
    constexpr index& add_index(const operations_view& source, const index& one) {
        indexes.push_back(one);
        indexes.back().parts = add(parts, one.parts.of(source.parts));
        indexes.back().include = add_names(one.include.of(source.names));
        return indexes.back();
    }

    /// Copies an operation with all elements in its ranges; the copy is no effect of raw SQL. The elements of one
    /// operation are contiguous, so names and parts are copied in one piece, from the first to the last that is needed.
    constexpr operation& append(const operations_view& source, const operation& one) {
        operation added = one;
        added.declared = false;
        if (columns.empty()) columns.reserve(one.columns.count + 1);  // mostly one more column follows
        added.columns = add(columns, one.columns.of(source.columns));
        added.constraints = add(constraints, one.constraints.of(source.constraints));
        added.indexes = add(indexes, one.indexes.of(source.indexes));
        hull needed_names;
        for (const column& each : one.columns.of(source.columns)) needed_names.cover(each.type.values);
        for (const constraint& each : one.constraints.of(source.constraints))
            needed_names.cover(each.columns), needed_names.cover(each.target_columns);
        for (const index& each : one.indexes.of(source.indexes)) needed_names.cover(each.include);
        const std::uint32_t shift = needed_names.shift(names.size());
        names.append(source.names + needed_names.first, source.names + needed_names.end);
        for (column& each : tail(columns, one.columns)) move(each.type.values, shift);
        for (constraint& each : tail(constraints, one.constraints))
            move(each.columns, shift), move(each.target_columns, shift);
        if (one.indexes.count != 0) {
            hull needed_parts;
            for (const index& each : one.indexes.of(source.indexes)) needed_parts.cover(each.parts);
            const std::uint32_t part_shift = needed_parts.shift(parts.size());
            parts.append(source.parts + needed_parts.first, source.parts + needed_parts.end);
            for (index& each : tail(indexes, one.indexes)) move(each.include, shift), move(each.parts, part_shift);
        }
        added.cells = one.cells.count == 0 ? range{} : add(cells, one.cells.of(source.cells));
        added.texts = one.texts.count == 0 ? range{} : add(texts, one.texts.of(source.texts));
        added.options = one.options.count == 0 ? range{} : add(options, one.options.of(source.options));
        if (added.kind == operation_kind::create_table && added.options.empty())
            options.push_back({}), added.options.count = 1;
        list.push_back(added);
        return list.back();
    }
};

/// Calls `look` with every text of an operation list, always in the same order.
template <class Pools, class Look>
constexpr void for_each_text(Pools& list, const Look& look) {
    for (auto& each : list.names) look(each);
    for (auto& each : list.parts) look(each.column), look(each.expression), look(each.collation), look(each.operators);
    for (auto& each : list.columns)
        look(each.name), look(each.type.name), look(each.type.schema), look(each.default_value.text),
            look(each.expression), look(each.fill), look(each.collation), look(each.comment);
    for (auto& each : list.constraints)
        look(each.name), look(each.target), look(each.target_schema), look(each.match), look(each.expression),
            look(each.where);
    for (auto& each : list.indexes)
        look(each.name), look(each.where), look(each.method), look(each.storage), look(each.tablespace);
    for (auto& each : list.cells) look(each.column), look(each.value.text);
    for (auto& each : list.texts) look(each.sql);
    for (auto& each : list.options)
        look(each.comment), look(each.engine), look(each.charset), look(each.tablespace), look(each.storage),
            look(each.partition_by);
    for (auto& each : list.list) look(each.schema), look(each.table), look(each.object), look(each.to), look(each.text);
}

}  // namespace aludel::inline v0_1::op
