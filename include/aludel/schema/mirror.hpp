// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_column.hpp>
#include <aludel/schema/apply_constraint.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/mentioned_names.hpp>
#include <aludel/schema/schema.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Whether a step of a downgrade restores what a step of an upgrade drops or alters in a table, given the table before
/// it.
constexpr bool restores(const op::table_view& table, const op::operation& step, const op::operations_view& down,
                        const op::operation& back) {
    using kind = op::operation_kind;
    if (step.kind == kind::drop_column && back.kind == kind::add_column) {
        const op::column& added = down.columns[back.columns.first];
        const op::column* const old = table.find_column(added.name);
        return old != nullptr && step.object == added.name && back.constraints.count == 0 && back.indexes.count == 0 &&
            can_be_filled(added) &&
            (textually_equal(*old, added) ||
             changes_between(table, *old, {&down, &back, back.table}, added) == op::change::none);
    }
    if (step.kind == kind::alter_column && back.kind == kind::alter_column) {
        const op::column& altered = down.columns[back.columns.first];
        const op::column* const old = table.find_column(step.object);
        if (old == nullptr || step.changes != back.changes || !(step.object == back.object) ||
            op::has(step.changes, op::change::name) || op::has(step.changes, op::change::generated))
            return false;
        return (!op::has(step.changes, op::change::type) ||
                same_type(table, old->type, {&down, &back, back.table}, altered.type)) &&
            (!op::has(step.changes, op::change::nullability) || old->nullable == altered.nullable) &&
            (!op::has(step.changes, op::change::default_value) || old->default_value == altered.default_value) &&
            (!op::has(step.changes, op::change::comment) || old->comment == altered.comment) &&
            (!op::has(step.changes, op::change::identity) || old->identity == altered.identity) &&
            (!op::has(step.changes, op::change::collation) || old->collation == altered.collation);
    }
    if (step.kind == kind::drop_constraint && back.kind == kind::add_constraint) {
        const op::constraint& added = down.constraints[back.constraints.first];
        const op::constraint* const old = table.find_constraint(added.name);
        return old != nullptr && !added.name.empty() && step.object == added.name &&
            (added.kind == op::constraint_kind::foreign_key || added.kind == op::constraint_kind::check) &&
            same_constraint(table, *old, {&down, &back, back.table}, added);
    }
    return false;
}

/// Whether a step of a downgrade undoes a step of an upgrade, given the schema before the whole upgrade: it drops
/// exactly what the step created, or restores what the step dropped or altered. False also means that this test cannot
/// tell.
constexpr bool undoes(const schema& before, const op::operations_view& up, const op::operation& step,
                      const op::operations_view& down, const op::operation& back) {
    using kind = op::operation_kind;
    if (step.if_exists || step.if_not_exists || back.if_exists || back.if_not_exists) return false;
    const bool same_table = step.table.hash == back.table.hash && step.table == back.table;
    switch (step.kind) {
        case kind::create_table: return back.kind == kind::drop_table && same_table;
        case kind::create_view:
            return back.kind == kind::drop_view && same_table && back.materialized == step.materialized;
        case kind::create_trigger: return back.kind == kind::drop_trigger && back.object == step.object;
        case kind::create_index: {
            const op::index& index = up.indexes[step.indexes.first];
            return back.kind == kind::drop_index && (same_table || (back.table.empty() && before.namesakes.empty())) &&
                back.object == index.name && !index.if_not_exists;
        }
        case kind::add_column:  // without constraints or indexes, which would have to be dropped first
            return back.kind == kind::drop_column && same_table && step.constraints.count == 0 &&
                step.indexes.count == 0 && back.object == up.columns[step.columns.first].name;
        case kind::add_constraint: {
            const op::constraint& added = up.constraints[step.constraints.first];
            return back.kind == kind::drop_constraint && same_table && !added.name.empty() && back.object == added.name;
        }
        case kind::rename_table:
            return back.kind == kind::rename_table && back.table == step.to && back.to == step.table &&
                (before.namesakes.empty() || back.schema == step.schema);
        case kind::rename_column:
            return back.kind == kind::rename_column && same_table && back.object == step.to && back.to == step.object;
        case kind::drop_index: {
            if (back.kind != kind::create_index) return false;
            const op::index& index = down.indexes[back.indexes.first];
            const std::uint32_t found = before.find_index(index.name, back.table);
            if (found == before.indexes.none || !(step.object == index.name) || index.if_not_exists) return false;
            const index_entry& old = before.indexes[found];
            const table_entry& owner = before.tables[old.table];
            return owner.name == back.table && same_index(*old.arrays, old.get(), down, index, owner.view());
        }
        default: break;
    }
    if (!same_table) return false;
    const op::table_view table = before.table(step.table);
    return table && restores(table, step, down, back);
}

/// Whether an operation leaves the schema of this library unchanged: raw SQL and functions are not interpreted.
constexpr bool leaves_schema(op::operation_kind kind) {
    return kind == op::operation_kind::execute || kind == op::operation_kind::run ||
        kind == op::operation_kind::refresh_view;
}

/// Whether a step is judged by what the schema says of its table, under the name that it has before the whole upgrade.
constexpr bool looks_at_schema(op::operation_kind kind) {
    using enum op::operation_kind;
    return kind == drop_index || kind == drop_column || kind == alter_column || kind == drop_constraint;
}
constexpr bool renames(op::operation_kind kind) {
    return kind == op::operation_kind::rename_table || kind == op::operation_kind::rename_column;
}

/// Whether no view of an upgrade reads what is created only after it, so that backwards all can be dropped. False also
/// means that this test cannot tell.
constexpr bool views_read_what_is_there(const schema& known, const op::operations_view& upgrade) {
    using kind = op::operation_kind;
    mentioned_names read(known);
    bool viewed = false;
    for (const op::operation& each : upgrade.list) {
        const bool creates = each.kind == kind::create_view || each.kind == kind::create_table;
        if (viewed &&
            (creates
                 ? read.has(each.table)
                 : !leaves_schema(each.kind) && each.kind != kind::create_index && each.kind != kind::create_trigger))
            return false;
        if (each.kind == kind::create_view) read.add_texts(upgrade, each), viewed = true;
    }
    return true;
}

/// Whether a written downgrade is its upgrade backwards, step by step, as most are. Then it is correct without being
/// replayed: each step is applied to the schema that its counterpart left. False also means that this test cannot tell,
/// as for a schema with views or triggers, whose texts may refer to anything, or that names in raw SQL of the downgrade
/// are to be checked in the schema that it meets. Without `reads_views` it does not read the queries of views, which is
/// more work than to replay the downgrade where that is replayed in parts.
constexpr bool is_mirrored(const schema& before, const op::revision& revision, bool reads_views) {
    if (!before.views.entries().empty() || !before.triggers.entries().empty()) return false;
    const op::list_view<op::operation> steps = revision.upgrade.list, back = revision.downgrade.list;
    std::uint32_t last = back.count;
    for (const op::operation& each : back)
        if (each.kind == op::operation_kind::execute && each.texts.count != 0) return false;
    bool renamed = false, looked = false, viewed = false;
    for (const op::operation& step : steps) {
        renamed = renamed || renames(step.kind), looked = looked || looks_at_schema(step.kind);
        if (renamed && looked) return false;
        viewed = viewed || step.kind == op::operation_kind::create_view;
        if (viewed && !reads_views) return false;
        if (leaves_schema(step.kind)) continue;
        while (last != 0 && leaves_schema(back.first[last - 1].kind)) --last;
        if (last == 0 || !undoes(before, revision.upgrade, step, revision.downgrade, back.first[last - 1]))
            return false;
        --last;
    }
    while (last != 0 && leaves_schema(back.first[last - 1].kind)) --last;
    return last == 0 && (!viewed || views_read_what_is_there(before, revision.upgrade));
}

}  // namespace aludel::inline v0_1::detail
