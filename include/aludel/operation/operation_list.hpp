// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/vector.hpp>
#include <aludel/operation/operations.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::op {

/// A list of operations that owns its arrays: what the engine makes itself, such as a derived downgrade or a difference.
/// The texts in it still belong to whoever wrote them.
struct operation_list {
private:
    // Ahead of their use: Clang does not find templates of a class in a constant expression otherwise.
    template <class T>
    static constexpr std::uint32_t size(const detail::vector<T>& pool) { return static_cast<std::uint32_t>(pool.size()); }

    template <class T>
    static constexpr range add(detail::vector<T>& pool, list_view<T> added) {
        const range made{size(pool), added.count};
        if (added.count != 0) pool.append(added.first, added.first + added.count);
        return made;
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

    [[nodiscard]] constexpr operations view() const& {
        return {view_of(list), columns.data(), constraints.data(), indexes.data(), parts.data(),
                names.data(), cells.data(), texts.data(), options.data()};
    }

    operations view() const&& = delete;  // a view of a list that is gone: give the list a name first

    constexpr range add_names(list_view<name> added) { return add(names, added); }

    constexpr column& add_column(const operations& from, const column& one) {
        columns.push_back(one);
        column& added = columns.back();
        added.type.values = one.type.values.count == 0 ? range{} : add_names(one.type.values.of(from.names));
        return added;
    }
    constexpr constraint& add_constraint(const operations& from, const constraint& one) {
        constraints.push_back(one);
        constraint& added = constraints.back();
        added.columns = add_names(one.columns.of(from.names));
        added.target_columns = one.target_columns.count == 0 ? range{} : add_names(one.target_columns.of(from.names));
        return added;
    }
    constexpr index& add_index(const operations& from, const index& one) {
        indexes.push_back(one);
        indexes.back().parts = add(parts, one.parts.of(from.parts));
        indexes.back().include = add_names(one.include.of(from.names));
        return indexes.back();
    }

    /// Copies an operation with all that its ranges cover.
    constexpr operation& append(const operations& from, const operation& one) {
        operation added = one;
        added.columns = {size(columns), one.columns.count};
        if (columns.empty()) columns.reserve(one.columns.count + 1);  // one more is what mostly follows
        for (const column& each : one.columns.of(from.columns)) add_column(from, each);
        added.constraints = {size(constraints), one.constraints.count};
        if (constraints.empty() && one.constraints.count != 0) constraints.reserve(one.constraints.count);
        for (const constraint& each : one.constraints.of(from.constraints)) add_constraint(from, each);
        added.indexes = {size(indexes), one.indexes.count};
        for (const index& each : one.indexes.of(from.indexes)) add_index(from, each);
        added.cells = add(cells, one.cells.of(from.cells));
        added.texts = add(texts, one.texts.of(from.texts));
        added.options = add(options, one.options.of(from.options));
        if (added.kind == operation_kind::create_table && added.options.empty()) options.push_back({}), added.options.count = 1;
        list.push_back(added);
        return list.back();
    }
};

/// Hands every text of an operation list to `look`, in an order that is always the same.
template <class Pools, class Look>
constexpr void for_each_text(Pools& list, const Look& look) {
    for (auto& each : list.names) look(each);
    for (auto& each : list.parts) look(each.column), look(each.expression);
    for (auto& each : list.columns)
        look(each.name), look(each.type.name), look(each.default_value.text), look(each.expression), look(each.fill), look(each.collation), look(each.comment);
    for (auto& each : list.constraints) look(each.name), look(each.target), look(each.match), look(each.expression);
    for (auto& each : list.indexes) look(each.name), look(each.where), look(each.method);
    for (auto& each : list.cells) look(each.column), look(each.value.text);
    for (auto& each : list.texts) look(each.sql);
    for (auto& each : list.options) look(each.comment), look(each.engine), look(each.charset);
    for (auto& each : list.list) look(each.schema), look(each.table), look(each.object), look(each.to), look(each.text);
}

}  // namespace aludel::inline v0_1::op
