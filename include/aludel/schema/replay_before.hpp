// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/revision.hpp>
#include <aludel/schema/apply.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// A set of table names by hash, without collisions resolved: `has` may be true for a name that was not added.
class table_filter {
public:
    constexpr void add(const name& table) { marked_[table.hash % size] = true; }
    [[nodiscard]] constexpr bool has(const name& table) const { return has_all_ || marked_[table.hash % size]; }
    /// From now on it has every name.
    constexpr void add_all() { has_all_ = true; }

    /// Adds the tables that an operation names, and the targets of its foreign keys.
    constexpr void add_named(const op::operations_view& arrays, const op::operation& operation) {
        add(operation.table);
        if (operation.kind == op::operation_kind::rename_table) add(operation.to);
        add_targets(arrays, operation);
    }
    /// Adds the targets of the foreign keys of an operation.
    constexpr void add_targets(const op::operations_view& arrays, const op::operation& operation) {
        for (std::uint32_t i = 0; i < operation.constraints.count; ++i)
            if (const op::constraint& each = arrays.constraints[operation.constraints.first + i]; each.target.size != 0)
                add(each.target);
    }

private:
    static constexpr std::uint32_t size = 4096;
    bool marked_[size]{};
    bool has_all_ = false;
};

/// Whether an operation changes only columns of its table, which matters to no operation on another table. Keys,
/// indexes and names matter to others too.
constexpr bool changes_columns_only(const op::operation& operation) {
    using kind = op::operation_kind;
    switch (operation.kind) {
        case kind::add_column: return operation.constraints.count == 0 && operation.indexes.count == 0;
        case kind::drop_column:
        case kind::comment_on_table: return true;
        case kind::alter_column: return !op::has(operation.changes, op::change::name);
        default: return false;
    }
}

/// Whether an operation creates a trigger, by itself or maybe by raw SQL.
constexpr bool may_create_trigger(const op::operations_view& arrays, const op::operation& operation) {
    if (operation.kind == op::operation_kind::execute)
        for (const op::dialect_text& each : operation.texts.of(arrays.texts))
            if (syntax::may_mention(each.sql, "trigger")) return true;
    return operation.kind == op::operation_kind::create_trigger;
}

/// Adds the names that wanted tables have before or after renames in the upgrades 0 to `count`. `upgrade(i)` returns
/// the operations of an upgrade.
template <class Upgrades>
constexpr void add_renamed(table_filter& wanted, const Upgrades& upgrade, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const op::operations_view& operations = upgrade(i);
        for (const op::operation& each : operations.list)
            if (each.kind == op::operation_kind::rename_table && (wanted.has(each.table) || wanted.has(each.to)))
                wanted.add(each.table), wanted.add(each.to);
    }
}
/// The same, and adds the targets of the foreign keys of wanted tables.
template <class Upgrades>
constexpr void add_connected(table_filter& wanted, const Upgrades& upgrade, std::size_t count) {
    // Backwards: the older names of wanted tables, and the targets of their foreign keys.
    for (std::size_t i = count; i-- > 0;) {
        const op::operations_view& operations = upgrade(i);
        for (std::uint32_t k = operations.list.count; k-- > 0;) {
            const op::operation& each = operations.list.first[k];
            if (each.kind == op::operation_kind::rename_table && wanted.has(each.to)) wanted.add(each.table);
            if (each.constraints.count != 0 && wanted.has(each.table)) wanted.add_targets(operations, each);
        }
    }
    // Then the names of those targets before and after renames.
    add_renamed(wanted, upgrade, count);
}

/// Applies the revisions 0 to `first`, which have been verified, before the revisions from `first` to `last` are
/// verified. Column changes of tables that those do not name are skipped, which is most of the work.
constexpr void replay_before(replay_context& context, const op::list_view<op::revision>& revisions,
                             const op::list_view<std::uint32_t>& order, std::size_t first, std::size_t last) {
    if (first == 0) return;
    table_filter wanted;
    const auto add = [&](const op::operations_view& operations) {
        for (const op::operation& each : operations.list) {
            wanted.add_named(operations, each);
            // Their texts may name any table.
            if (each.kind == op::operation_kind::create_view || each.kind == op::operation_kind::create_trigger)
                wanted.add_all();
        }
    };
    for (std::size_t i = first; i < last; ++i) {
        const op::revision& revision = revisions.first[order.first[i]];
        add(revision.upgrade), add(revision.downgrade);
    }
    add_connected(
        wanted, [&](std::size_t i) -> const op::operations_view& { return revisions.first[order.first[i]].upgrade; },
        first);
    for (std::size_t i = 0; i < first; ++i, ++context.ordinal) {
        context.revision = &revisions.first[order.first[i]];
        for (const op::operation& each : context.revision->upgrade.list)
            if (!changes_columns_only(each) || wanted.has(each.table)) apply(context, context.revision->upgrade, each);
    }
}

/// Applies the upgrades 0 to `first`, which have been verified, before the upgrades from `first` to `last` are
/// rendered. Tables that those neither name nor refer to are incomplete or missing afterwards.
template <class Upgrades>
constexpr void replay_for(replay_context& context, const Upgrades& upgrade, std::size_t first, std::size_t last) {
    using kind = op::operation_kind;
    table_filter wanted, dropped_indexes;
    bool drops_index = false;
    // A rename of any table or column may change the triggers of those that are wanted.
    for (std::size_t i = 0; i < last; ++i) {
        const op::operations_view& operations = upgrade(i);
        for (const op::operation& each : operations.list)
            if (may_create_trigger(operations, each)) wanted.add_all();
    }
    for (std::size_t i = first; i < last; ++i) {
        const op::operations_view& operations = upgrade(i);
        for (const op::operation& each : operations.list) {
            wanted.add_named(operations, each);
            if (each.kind == kind::drop_index) dropped_indexes.add(each.object), drops_index = true;
        }
    }
    // drop_index names the index only, and its name may come from the convention.
    if (drops_index) {
        for (std::size_t i = 0; i < first; ++i) {
            const op::operations_view& operations = upgrade(i);
            for (const op::operation& each : operations.list)
                for (const op::index& index : each.indexes.of(operations.indexes))
                    if (index.name.empty() || dropped_indexes.has(index.name)) wanted.add(each.table);
        }
        add_renamed(wanted, upgrade, first);
    }
    add_connected(wanted, upgrade, first);
    for (std::size_t i = 0; i < first; ++i) {
        const op::operations_view& operations = upgrade(i);
        for (const op::operation& each : operations.list)
            if (wanted.has(each.table) || each.kind == kind::drop_index ||
                (each.kind == kind::rename_table && wanted.has(each.to)))
                apply(context, operations, each);
    }
}

}  // namespace aludel::inline v0_1::detail
