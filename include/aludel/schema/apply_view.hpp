// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_trigger.hpp>
#include <aludel/schema/features.hpp>
#include <aludel/schema/fills.hpp>
#include <aludel/schema/object_name.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Adds a view. Reports a name that is empty or used by a table or view. Its queries are not checked.
constexpr bool apply_create_view(replay_context& context, const op::operations_view& arrays,
                                 const op::operation& operation) {
    if (context.checking()) {
        if (operation.table.empty()) return context.report_empty("create_view", {"the view"});
        if (context.schema.has_view(operation.table) || context.schema.has_table(operation.table))
            return context.fails(rule::duplicate_view, operation.table) &&
                context.report(rule::duplicate_view,
                               {"create_view: there is a ", context.schema.has_view(operation.table) ? "view" : "table",
                                " `", operation.table,
                                "` already at this revision. Give the view another name, or drop the other first"});
        if (context.schema.has_index(operation.table) && indexes_share_names(*context.settings))
            return context.fails(rule::duplicate_view, operation.table) &&
                context.report(rule::duplicate_view,
                               {"create_view: there is an index `", operation.table,
                                "` at this revision. Give the view another name, or drop the index first"});
        check_reserved(context, "create_view", operation.table);
        if (operation.materialized && !operation.declared)
            check_feature(context, &op::dialect_traits::materialized_views_since,
                          {"create_materialized_view: view `", operation.table, "` is materialized"});
        if (!check_case(context, "create_view", rule::duplicate_view, operation.table)) return false;
    }
    view_entry& entry = context.schema.views.add(operation.table);
    entry.arrays = &arrays, entry.create = &operation;
    return true;
}

/// Whether a view selects from a table or view.
constexpr bool reads(const schema& known, const view_entry& view, const name& table) {
    for (const op::dialect_text& query : view.queries())
        if (syntax::query_uses_table(query.sql, table, column_lookup{&known}, known.lexicon_of(query.dialect)))
            return true;
    return false;
}

/// Reports a view that is materialized, or is not, against the word for it. Always returns false.
constexpr bool report_other_view(replay_context& context, std::string_view verb, const name& view, bool wanted) {
    return context.fails(rule::other_view, view) &&
        context.report(rule::other_view,
                       {verb, wanted ? "_materialized_view: view `" : "_view: view `", view, "` is ",
                        wanted ? "not " : "", "materialized at this revision. ",
                        wanted && verb != "drop" ? "It always has the rows of its query"
                            : wanted             ? "Write al::drop_view"
                                                 : "Write al::drop_materialized_view"});
}

/// Checks the view of a refresh_materialized_view, which changes no schema.
constexpr bool apply_refresh_view(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.schema.views.find(operation.table);
    if (found != context.schema.views.none)
        return context.schema.views[found].get().materialized ||
            report_other_view(context, "refresh", operation.table, true);
    return context.lacks(rule::unknown_view, {operation.table.hash, 0}, operation.table,
                         context.schema.views.entries()) &&
        context.report(rule::unknown_view,
                       {"refresh_materialized_view: view `", operation.table, "` does not exist at this revision",
                        context.hint(), " Name one that is there"});
}

/// Removes a view and its triggers, apart from those that outlive it, see `outlives_drop`. Reports a view that does not
/// exist, and one that a trigger or another view uses and that does not come again.
constexpr bool apply_drop_view(replay_context& context, const op::operations_view& arrays,
                               const op::operation& operation) {
    const std::uint32_t found = context.schema.views.find(operation.table);
    if (found == context.schema.views.none) {
        if (context.schema.has_table(operation.table))  // databases refuse that with IF EXISTS, too
            return context.report(rule::unknown_view,
                                  {"drop_view: `", operation.table, "` is a table. Write al::drop_table"});
        return operation.if_exists ||
            (context.lacks(rule::unknown_view, {operation.table.hash, 0}, operation.table,
                           context.schema.views.entries()) &&
             context.report(rule::unknown_view,
                            {"drop_view: view `", operation.table, "` does not exist at this revision", context.hint(),
                             " Name one that is there"}));
    }
    if (context.schema.views[found].get().materialized != operation.materialized)
        return report_other_view(context, "drop", operation.table, operation.materialized);
    if (context.checking() && !comes_again(arrays, operation)) {
        if (const trigger_entry* const user = trigger_using(context.schema, operation.table);
            user != nullptr && !context.is_in_doubt({}, user->name))
            context.report(rule::table_in_use,
                           {"drop_view: view `", operation.table, "` is still used by trigger `", user->name, "`",
                            context.order_of_drop(user->name), ". Drop that first"});
        for (const view_entry& other : context.schema.views.entries())
            if (other.alive && !(other.name == operation.table) && !context.is_in_doubt(other.name) &&
                reads(context.schema, other, operation.table)) {
                context.report(rule::table_in_use,
                               {"drop_view: view `", operation.table, "` is still used by view `", other.name, "`",
                                context.order_of_drop(other.name), ". Drop that first"});
                break;
            }
    }
    drop_triggers_of(context.schema, arrays, operation);
    context.schema.views.remove(found);
    forget_fills(context.schema, operation.table);
    return true;
}

}  // namespace aludel::inline v0_1::detail
