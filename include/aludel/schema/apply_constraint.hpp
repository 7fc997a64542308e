// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/constraints.hpp>
#include <aludel/schema/replay.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Adds a constraint. Reports a second primary key, a unique constraint over the same columns as another, and what
/// `check_constraint` and `check_foreign_key` find.
constexpr bool apply_add_constraint(replay_context& context, const op::operations_view& arrays,
                                    const op::operation& operation) {
    const std::uint32_t found = context.find_table("add_constraint", operation.table);
    if (found == context.schema.tables.none) return false;
    const op::constraint& added = arrays.constraints[operation.constraints.first];
    const op::table_view before = context.schema.tables[found].view();
    if (context.checking()) {
        if (const op::constraint* const key = before.primary_key();
            key != nullptr && added.kind == op::constraint_kind::primary_key)
            return !context.is_in_doubt(operation.table,
                                        name_of(context.schema.naming, before, *key, context.schema.arena)) &&
                context.fails(rule::invalid_table, operation.table, added.name) &&
                context.report(rule::invalid_table,
                               {"add_constraint: table `", operation.table,
                                "` has a primary key already at this revision. Drop that constraint first"});
        if (added.kind == op::constraint_kind::unique)
            for (const op::constraint& other : before.constraints())
                if (other.kind == op::constraint_kind::unique &&
                    same_set(before.names(other.columns), added.columns.of(arrays.names)))
                    return context.fails(rule::duplicate_constraint, operation.table, added.name) &&
                        context.report(rule::duplicate_constraint,
                                       {"add_constraint: table `", operation.table, "` has a unique constraint over ",
                                        list_names(added.columns.of(arrays.names)).text(), " already, `",
                                        name_of(context.schema.naming, before, other, context.schema.arena),
                                        "`. A second one only costs; leave it out"});
    }
    if (context.checking() && !check_names_are_free(context, "add_constraint", before, {&added, 1})) return false;
    add_constraints(context.schema, found, arrays, {&added, 1});
    if (!context.checking()) return true;
    const op::table_view after = context.schema.tables[found].view();
    const op::constraint& there = after.constraints()[after.constraints().count - 1];
    check_new_constraint(context, "add_constraint", after, there);
    return true;
}

/// Reports a constraint that a table does not have, and returns false.
constexpr bool report_unknown_constraint(replay_context& context, const char* verb, const op::table_view& table,
                                         const op::operation& operation) {
    if (operation.object.empty())
        return context.fails(rule::unknown_constraint, context.nameless()) &&
            context.report(rule::unknown_constraint,
                           {verb, ": no constraint of table `", operation.table, "` is named. Say which one to ",
                            verb[0] == 'd' ? "drop" : "validate", ", by its name"});
    detail::vector<name> names;
    for (const op::constraint& each : table.constraints())
        names.push_back(name_of(context.schema.naming, table, each, context.schema.arena));
    if (!context.lacks(rule::unknown_constraint, {context.origin_of(operation.table), name(operation.object).hash},
                       operation.object, names))
        return false;
    const sentence hint = context.most_similar.empty() ? sentence({". Name one that is there"}) : context.hint();
    return context.report(rule::unknown_constraint,
                          {verb, ": table `", operation.table, "` has no constraint `", operation.object.text(),
                           "` at this revision", hint});
}

/// Marks a constraint as valid. Reports one that does not exist, or that is valid already.
constexpr bool apply_validate_constraint(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.find_table("validate_constraint", operation.table);
    if (found == context.schema.tables.none) return false;
    const op::table_view table = context.schema.tables[found].view();
    const std::uint32_t which = find_constraint(context.schema.naming, table, operation.object, context.schema.arena);
    if (which == name_map::none) return report_unknown_constraint(context, "validate_constraint", table, operation);
    if (!table.constraints()[which].not_valid)
        return context.fails(rule::valid_constraint, operation.table, operation.object) &&
            context.report(rule::valid_constraint,
                           {"validate_constraint: constraint `", operation.object.text(), "` of table `",
                            operation.table, "` is valid at this revision. Add it .not_valid(), or leave this out"});
    table_entry& entry = context.schema.tables.change(found);
    entry.edit().constraints[which].not_valid = false;
    entry.renew();
    return true;
}

/// Removes a constraint by its name. Reports one that does not exist, and a foreign key that needs the columns to be
/// unique.
constexpr bool apply_drop_constraint(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.find_table("drop_constraint", operation.table);
    if (found == context.schema.tables.none) return false;
    const op::table_view table = context.schema.tables[found].view();
    const std::uint32_t which = find_constraint(context.schema.naming, table, operation.object, context.schema.arena);
    if (which == name_map::none)
        return operation.if_exists || report_unknown_constraint(context, "drop_constraint", table, operation);
    const op::constraint_kind kind = table.constraints()[which].kind;
    if (kind == op::constraint_kind::primary_key && table.options().without_rowid && context.checking())
        return context.fails(rule::invalid_table, operation.table, operation.object) &&
            context.report(
                rule::invalid_table,
                {"drop_constraint: table `", operation.table, "` is without rowid, and needs its primary key `",
                 operation.object.text(), "` to find its rows by. Create another table, and copy the rows"});
    keep_names(context.schema, found);
    table_entry& entry = context.schema.tables.change(found);
    op::operations& list = entry.edit();
    list.constraints.erase(list.constraints.begin() + static_cast<std::ptrdiff_t>(which));
    list.list[0].constraints.count -= 1;
    entry.renew();
    if (!context.checking() || (kind != op::constraint_kind::primary_key && kind != op::constraint_kind::unique))
        return true;
    for (const table_entry& other : context.schema.tables.entries()) {
        if (!other.alive) continue;
        const op::table_view view = other.view();
        for (const op::constraint& each : view.constraints())
            if (each.kind == op::constraint_kind::foreign_key && each.points_at(operation.table) &&
                !is_unique(context.schema, found, context.schema.tables[found].view(),
                           target_columns(view, each, context.schema.tables[found].view()))) {
                if (!context.is_in_doubt(other.name,
                                         name_of(context.schema.naming, view, each, context.schema.arena)) &&
                    context.fails(rule::foreign_key_target, item_of(context, view, each)))
                    context.report(
                        rule::foreign_key_target,
                        {"drop_constraint: a foreign key of table `", other.name, "` needs constraint `",
                         operation.object.text(), "` of table `", operation.table, "`. Drop that foreign key first"});
                return true;
            }
    }
    return true;
}

}  // namespace aludel::inline v0_1::detail
