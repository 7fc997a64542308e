// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/constraints.hpp>
#include <aludel/schema/replay.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Adds a constraint. Reports a second primary key, a unique constraint over the same columns as another, and what
/// `check_constraint` and `check_foreign_key` find.
constexpr void apply_add_constraint(replay_context& context, const op::operations_view& arrays,
                                    const op::operation& operation) {
    const std::uint32_t found = context.find_table("add_constraint", operation.table);
    if (found == context.schema.tables.none) return;
    const op::constraint& added = arrays.constraints[operation.constraints.first];
    const op::table_view before = context.schema.tables[found].view();
    if (context.checking()) {
        if (added.kind == op::constraint_kind::primary_key && before.primary_key()) {
            context.report(rule::invalid_table,
                           {"add_constraint: table `", operation.table,
                            "` has a primary key already at this revision. Drop that constraint first"});
            return;
        }
        if (added.kind == op::constraint_kind::unique)
            for (const op::constraint& other : before.constraints())
                if (other.kind == op::constraint_kind::unique &&
                    same_set(before.names(other.columns), added.columns.of(arrays.names))) {
                    context.report(rule::duplicate_constraint,
                                   {"add_constraint: table `", operation.table, "` has a unique constraint over ",
                                    list_names(added.columns.of(arrays.names)).text(), " already, `",
                                    name_of(context.schema.naming, before, other, context.schema.arena),
                                    "`. A second one only costs; leave it out"});
                    return;
                }
    }
    if (context.checking() && !check_names_are_free(context, "add_constraint", before, {&added, 1})) return;
    add_constraints(context.schema, found, arrays, {&added, 1});
    if (!context.checking()) return;
    const op::table_view after = context.schema.tables[found].view();
    const op::constraint& there = after.constraints()[after.constraints().count - 1];
    if (!check_constraint(context, "add_constraint", after, there)) return;
    if (there.kind == op::constraint_kind::foreign_key) check_foreign_key(context, "add_constraint", after, there);
}

/// Removes a constraint by its name. Reports one that does not exist, and a foreign key that needs the columns to be
/// unique.
constexpr void apply_drop_constraint(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.find_table("drop_constraint", operation.table);
    if (found == context.schema.tables.none) return;
    const op::table_view table = context.schema.tables[found].view();
    const std::uint32_t which = find_constraint(context.schema.naming, table, operation.object, context.schema.arena);
    if (which == name_map::none) {
        if (operation.if_exists || !context.checking()) return;
        closest nearest(operation.object);
        for (const op::constraint& each : table.constraints())
            nearest.offer(name_of(context.schema.naming, table, each, context.schema.arena));
        const sentence hint = nearest.found.empty() ? sentence({". Name one that is there"})
                                                    : sentence({"; did you mean `", nearest.found, "`?"});
        if (operation.object.empty())
            context.report(rule::unknown_constraint,
                           {"drop_constraint: no constraint of table `", operation.table,
                            "` is named. Say which one to drop, by its name"});
        else
            context.report(rule::unknown_constraint,
                           {"drop_constraint: table `", operation.table, "` has no constraint `",
                            operation.object.text(), "` at this revision", hint});
        return;
    }
    const op::constraint_kind kind = table.constraints()[which].kind;
    if (kind == op::constraint_kind::primary_key && table.options().without_rowid && context.checking()) {
        context.report(rule::invalid_table,
                       {"drop_constraint: table `", operation.table, "` is without rowid, and needs its primary key `",
                        operation.object.text(), "` to find its rows by. Create another table, and copy the rows"});
        return;
    }
    keep_names(context.schema, found);
    table_entry& entry = context.schema.tables.change(found);
    op::operations& list = entry.edit();
    list.constraints.erase(list.constraints.begin() + static_cast<std::ptrdiff_t>(which));
    list.list[0].constraints.count -= 1;
    entry.renew();
    if (!context.checking() || kind == op::constraint_kind::check || kind == op::constraint_kind::foreign_key) return;
    for (const table_entry& other : context.schema.tables.entries()) {
        if (!other.alive) continue;
        const op::table_view view = other.view();
        for (const op::constraint& each : view.constraints())
            if (each.kind == op::constraint_kind::foreign_key && each.target == operation.table &&
                !is_unique(context.schema, found, context.schema.tables[found].view(),
                           target_columns(view, each, context.schema.tables[found].view()))) {
                context.report(
                    rule::foreign_key_target,
                    {"drop_constraint: a foreign key of table `", other.name, "` needs constraint `",
                     operation.object.text(), "` of table `", operation.table, "`. Drop that foreign key first"});
                return;
            }
    }
}

}  // namespace aludel::inline v0_1::detail
