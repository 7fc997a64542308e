// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// Whether an action of a foreign key changes the rows that refer to others.
constexpr bool acts_on_rows(op::referential_action what) {
    return what != op::referential_action::no_action && what != op::referential_action::restrict;
}

/// The tables whose deleted (or updated) rows change those of a table, by foreign keys.
struct cascade_search {
    const subject& change;
    bool on_update;
    detail::vector<name> found{};  ///< the table, and those from which it is reached
    name twice{};                  ///< one that was found twice; empty: none

    constexpr bool is_found(const name& table) const {
        for (const name& each : found)
            if (each == table) return true;
        return false;
    }

    /// Follows a foreign key to its target. Only what is deleted or updated there goes on to other tables.
    constexpr void follow(const op::constraint& key, bool is_first) {
        using action = op::referential_action;
        const action what = on_update ? key.on_update : key.on_delete;
        if (key.kind != op::constraint_kind::foreign_key || !acts_on_rows(what) ||
            (!is_first && what != action::cascade) || !twice.empty())
            return;
        const name target(key.target);
        if (is_found(target)) return void(twice = target);
        found.push_back(target);
        visit(target, false);
    }
    /// Follows the foreign keys that a table has once the operation is applied.
    constexpr void visit(const name& table, bool is_first) {
        if (const op::table_view existing = change.context.schema.table(table))
            for (const op::constraint& each : existing.constraints()) follow(each, is_first);
        if (table == change.operation.table)
            for (const op::constraint& each : change.operation.constraints.of(change.arrays.constraints))
                follow(each, is_first);
    }
};

/// AL837: by new foreign keys, rows of a table are deleted or updated by cascades on two paths, or by cascades that
/// they began; the database refuses the key. The rule of SQL Server, as its documentation of cascading referential
/// integrity states it: a table is at most once in the tree of the actions that a statement starts.
constexpr void several_cascades(const subject& change, const op::dialect& database) {
    for (const bool on_update : {false, true}) {
        const auto examine = [&](const name& table) {
            cascade_search search{change, on_update};
            search.found.push_back(table);
            search.visit(table, true);
            if (search.twice.empty() || !search.is_found(change.operation.table)) return false;
            const bool is_cycle = search.twice == table;
            change.refuse(
                rule::several_cascades,
                {"foreign keys of table `", change.operation.table, "`: rows that are ",
                 on_update ? "updated" : "deleted", " in table `", search.twice, "` would change ",
                 is_cycle ? "others of it" : "those of table `", is_cycle ? "" : table, is_cycle ? "" : "` in two ways",
                 ", and ", database.traits->name, " refuses that (error 1785). Leave out one ",
                 on_update ? ".on_update" : ".on_delete", "(...)"});
            return true;
        };
        if (examine(change.operation.table)) return;
        for (const detail::table_entry& each : change.context.schema.tables.entries())
            if (each.alive && each.name != change.operation.table && examine(each.name)) return;
    }
}

/// Whether an operation has foreign keys that cascade.
constexpr bool has_cascades(const op::operations_view& arrays, const op::operation& operation) {
    for (const op::constraint& each : operation.constraints.of(arrays.constraints))
        if (each.kind == op::constraint_kind::foreign_key &&
            (acts_on_rows(each.on_delete) || acts_on_rows(each.on_update)))
            return true;
    return false;
}

}  // namespace aludel::inline v0_1::review
