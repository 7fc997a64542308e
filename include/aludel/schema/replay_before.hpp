// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/revision.hpp>
#include <aludel/schema/apply.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Tables by their names, as a set that may say yes to some more.
class table_filter {
public:
    constexpr void add(const name& table) { marked_[table.hash % size] = true; }
    [[nodiscard]] constexpr bool has(const name& table) const { return marked_[table.hash % size]; }

    /// Tables that an operation names, and those that its foreign keys point at.
    constexpr void add_named(const op::operations& arrays, const op::operation& operation) {
        add(operation.table);
        if (operation.kind == op::operation_kind::rename_table) add(operation.to);
        add_targets(arrays, operation);
    }
    constexpr void add_targets(const op::operations& arrays, const op::operation& operation) {
        for (std::uint32_t i = 0; i < operation.constraints.count; ++i)
            if (const op::constraint& each = arrays.constraints[operation.constraints.first + i]; each.target.size != 0) add(each.target);
    }

private:
    static constexpr std::uint32_t size = 4096;
    bool marked_[size]{};
};

/// Whether an operation changes only columns of its table, which nobody asks for who does not name that table: keys, indexes and
/// names are of interest to other tables too.
constexpr bool changes_columns_only(const op::operation& operation) {
    using kind = op::operation_kind;
    switch (operation.kind) {
        case kind::add_column: return operation.constraints.count == 0 && operation.indexes.count == 0;
        case kind::drop_column: case kind::comment_on_table: return true;
        case kind::alter_column: return !op::has(operation.changes, op::change::name);
        default: return false;
    }
}

/// Adds to the tables that are looked for what they are called before and after renames in the upgrades from 0 to `count`;
/// `upgrade` gives each by its number.
template <class Upgrades>
constexpr void add_renamed(table_filter& wanted, const Upgrades& upgrade, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const op::operations& operations = upgrade(i);
        for (const op::operation& each : operations.list)
            if (each.kind == op::operation_kind::rename_table && (wanted.has(each.table) || wanted.has(each.to))) wanted.add(each.table), wanted.add(each.to);
    }
}
/// The same, and what the foreign keys of those tables point at.
template <class Upgrades>
constexpr void add_connected(table_filter& wanted, const Upgrades& upgrade, std::size_t count) {
    // A table's older names, and what its foreign keys point at.
    for (std::size_t i = count; i-- > 0;) {
        const op::operations& operations = upgrade(i);
        for (std::uint32_t k = operations.list.count; k-- > 0;) {
            const op::operation& each = operations.list.first[k];
            if (each.kind == op::operation_kind::rename_table && wanted.has(each.to)) wanted.add(each.table);
            if (each.constraints.count != 0 && wanted.has(each.table)) wanted.add_targets(operations, each);
        }
    }
    // And what those were called before and after.
    add_renamed(wanted, upgrade, count);
}

/// Applies the revisions from 0 to `first`, which have been verified, for a look at those from there to `last`: the columns of
/// tables that these do not name are left as they were created, which is most of what there is to do.
constexpr void replay_before(replay& at, const op::list_view<op::revision>& revisions, const op::list_view<std::uint32_t>& order, std::size_t first,
                             std::size_t last) {
    if (first == 0) return;
    table_filter wanted;
    for (std::size_t i = first; i < last; ++i) {
        const op::revision& revision = revisions.first[order.first[i]];
        for (const op::operation& each : revision.upgrade.list) wanted.add_named(revision.upgrade, each);
        for (const op::operation& each : revision.downgrade.list) wanted.add_named(revision.downgrade, each);
    }
    add_connected(wanted, [&](std::size_t i) -> const op::operations& { return revisions.first[order.first[i]].upgrade; }, first);
    for (std::size_t i = 0; i < first; ++i, ++at.ordinal) {
        at.revision = &revisions.first[order.first[i]];
        for (const op::operation& each : at.revision->upgrade.list)
            if (!changes_columns_only(each) || wanted.has(each.table)) apply(at, at.revision->upgrade, each);
    }
}

/// Applies the upgrades from 0 to `first`, which have been verified, for the writing of those from there to `last`: of tables
/// that these neither name nor refer to, nothing is known afterwards.
template <class Upgrades>
constexpr void replay_for(replay& at, const Upgrades& upgrade, std::size_t first, std::size_t last) {
    using kind = op::operation_kind;
    table_filter wanted, dropped_indexes;
    bool drops_index = false;
    for (std::size_t i = first; i < last; ++i) {
        const op::operations& operations = upgrade(i);
        for (const op::operation& each : operations.list) {
            wanted.add_named(operations, each);
            if (each.kind == kind::drop_index) dropped_indexes.add(each.object), drops_index = true;
        }
    }
    // An index is dropped by its name, which may be the convention's.
    if (drops_index) {
        for (std::size_t i = 0; i < first; ++i) {
            const op::operations& operations = upgrade(i);
            for (const op::operation& each : operations.list)
                for (const op::index& index : each.indexes.of(operations.indexes))
                    if (index.name.empty() || dropped_indexes.has(index.name)) wanted.add(each.table);
        }
        add_renamed(wanted, upgrade, first);
    }
    add_connected(wanted, upgrade, first);
    for (std::size_t i = 0; i < first; ++i) {
        const op::operations& operations = upgrade(i);
        for (const op::operation& each : operations.list)
            if (wanted.has(each.table) || each.kind == kind::drop_index || (each.kind == kind::rename_table && wanted.has(each.to))) apply(at, operations, each);
    }
}

}  // namespace aludel::inline v0_1::detail
