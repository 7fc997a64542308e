// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/revision.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/mentioned_names.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

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

/// Adds the names that wanted tables have before or after renames in the upgrades 0 to `count`, and the targets of
/// their foreign keys. `upgrade(i)` returns the operations of an upgrade.
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
    for (std::size_t i = 0; i < count; ++i) {
        const op::operations_view& operations = upgrade(i);
        for (const op::operation& each : operations.list)
            if (each.kind == op::operation_kind::rename_table && (wanted.has(each.table) || wanted.has(each.to)))
                wanted.add(each.table), wanted.add(each.to);
    }
}

/// Whether one of the upgrades 0 to `count` has an operation that could be skipped.
constexpr bool has_column_changes(const op::list_view<op::revision>& revisions,
                                  const op::list_view<std::uint32_t>& order, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        for (const op::operation& each : revisions.first[order.first[i]].upgrade.list)
            if (changes_columns_only(each)) return true;
    return false;
}

/// Whether the upgrades 0 to `count` have enumerations of which an operation may change the columns, in tables that it
/// does not name.
constexpr bool has_enumerations(const schema& state, const op::list_view<op::revision>& revisions,
                                const op::list_view<std::uint32_t>& order, std::size_t count) {
    if (state.enumerations_are_types) return true;
    for (std::size_t i = 0; i < count; ++i)
        for (const op::operation& each : revisions.first[order.first[i]].upgrade.list)
            if (is_about_enumeration(each.kind)) return true;
    return false;
}

/// Adds the tables that get columns with an enumeration.
constexpr void add_enumerated(table_filter& wanted, const op::operations_view& operations) {
    for (const op::operation& each : operations.list)
        for (std::uint32_t k = 0; each.table.size != 0 && k < each.columns.count; ++k)
            if (is_enumeration(operations.columns[each.columns.first + k].type)) wanted.add(each.table);
}

/// Whether a sequence is dropped, for which the defaults of all columns are searched.
constexpr bool drops_sequence(const op::operations_view& operations) {
    for (const op::operation& each : operations.list)
        if (each.kind == op::operation_kind::drop_sequence) return true;
    return false;
}

/// Applies the revisions 0 to `first`, which have been verified, before the revisions from `first` to `last` are
/// verified. Column changes of tables that those do not name are skipped, which is most of the work, unless the tables
/// have enumerations.
constexpr void replay_before(replay_context& context, const op::list_view<op::revision>& revisions,
                             const op::list_view<std::uint32_t>& order, std::size_t first, std::size_t last) {
    if (first == 0) return;
    table_filter wanted;
    mentioned_names mentioned(context.schema);
    bool skips = has_column_changes(revisions, order, first);
    for (std::size_t i = first; skips && i < last; ++i) {
        const op::revision& revision = revisions.first[order.first[i]];
        skips = !drops_sequence(revision.upgrade) && !drops_sequence(revision.downgrade);
    }
    for (std::size_t i = first; skips && i < last; ++i) {
        const op::revision& revision = revisions.first[order.first[i]];
        mentioned.add(revision.upgrade), mentioned.add(revision.downgrade);
        for (const op::operation& each : revision.upgrade.list) wanted.add_named(revision.upgrade, each);
        for (const op::operation& each : revision.downgrade.list) wanted.add_named(revision.downgrade, each);
    }
    const bool types = skips && has_enumerations(context.schema, revisions, order, last);
    for (std::size_t i = 0; skips && i < first; ++i) {
        const op::operations_view& upgrade = revisions.first[order.first[i]].upgrade;
        mentioned.add_tables(upgrade, wanted);
        if (types) add_enumerated(wanted, upgrade);
    }
    add_connected(
        wanted, [&](std::size_t i) -> const op::operations_view& { return revisions.first[order.first[i]].upgrade; },
        skips ? first : 0);
    for (std::size_t i = 0; i < first; ++i, ++context.ordinal) {
        context.revision = &revisions.first[order.first[i]];
        for (const op::operation& each : context.revision->upgrade.list)
            if (!skips || !changes_columns_only(each) || wanted.has(each.table))
                apply(context, context.revision->upgrade, each);
    }
}

}  // namespace aludel::inline v0_1::detail
