// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_trigger.hpp>
#include <aludel/schema/fills.hpp>
#include <aludel/schema/object_name.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Adds a view. Reports a name that is empty or used by a table or view. Its queries are not checked.
constexpr void apply_create_view(replay_context& context, const op::operations_view& arrays,
                                 const op::operation& operation) {
    if (context.checking()) {
        if (operation.table.empty()) {
            context.report_empty("create_view", {"the view"});
            return;
        }
        if (context.schema.has_view(operation.table) || context.schema.has_table(operation.table)) {
            context.report(
                rule::duplicate_view,
                {"create_view: there is a ", context.schema.has_view(operation.table) ? "view" : "table", " `",
                 operation.table, "` already at this revision. Give the view another name, or drop the other first"});
            return;
        }
        if (context.schema.has_index(operation.table) && indexes_share_names(*context.settings)) {
            context.report(rule::duplicate_view,
                           {"create_view: there is an index `", operation.table,
                            "` at this revision. Give the view another name, or drop the index first"});
            return;
        }
        check_reserved(context, "create_view", operation.table);
        if (!check_case(context, "create_view", rule::duplicate_view, operation.table)) return;
    }
    view_entry& entry = context.schema.views.add(operation.table);
    entry.arrays = &arrays, entry.create = &operation;
}

/// Whether a view selects from a table or view.
constexpr bool reads(const view_entry& view, const name& table) {
    for (const op::dialect_text& query : view.queries())
        if (syntax::query_uses_table(query.sql, table, syntax::lexicon_of(query.dialect))) return true;
    return false;
}

/// Removes a view and its triggers, apart from those that outlive it, see `outlives_drop`. Reports a view that does not
/// exist, and one that a trigger or another view uses and that does not come again.
constexpr void apply_drop_view(replay_context& context, const op::operations_view& arrays,
                               const op::operation& operation) {
    const std::uint32_t found = context.schema.views.find(operation.table);
    if (found != context.schema.views.none) {
        if (context.checking() && !comes_again(arrays, operation)) {
            if (const trigger_entry* const user = trigger_using(context.schema, operation.table))
                context.report(rule::table_in_use,
                               {"drop_view: view `", operation.table, "` is still used by trigger `", user->name, "`",
                                context.order_of_drop(user->name), ". Drop that first"});
            for (const view_entry& other : context.schema.views.entries())
                if (other.alive && !(other.name == operation.table) && reads(other, operation.table)) {
                    context.report(rule::table_in_use,
                                   {"drop_view: view `", operation.table, "` is still used by view `", other.name, "`",
                                    context.order_of_drop(other.name), ". Drop that first"});
                    break;
                }
        }
        drop_triggers_of(context.schema, arrays, operation);
        context.schema.views.remove(found);
        forget_fills(context.schema, operation.table);
    } else if (!operation.if_exists && context.checking()) {
        context.report(rule::unknown_view,
                       {"drop_view: view `", operation.table, "` does not exist at this revision",
                        context.hint(operation.table, context.schema.views.entries()), " Name one that is there"});
    }
}

}  // namespace aludel::inline v0_1::detail
