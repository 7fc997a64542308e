// SPDX-License-Identifier: BSL-1.0
#pragma once

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

/// Whether the revision creates a view again behind this drop.
constexpr bool is_created_again(const replay_context& context, const op::operation& drop) {
    bool later = false;
    for (const op::operation& each :
         (context.going_down ? context.revision->downgrade : context.revision->upgrade).list) {
        if (later && each.kind == op::operation_kind::create_view && each.table == drop.table) return true;
        later = later || &each == &drop;
    }
    return false;
}

/// Whether a view selects from a table or view.
constexpr bool reads(const view_entry& view, const name& table) {
    for (const op::dialect_text& query : view.queries())
        if (syntax::query_uses_table(query.sql, table, syntax::lexicon_of(query.dialect))) return true;
    return false;
}

/// Removes a view; reports one that does not exist, or that another view selects from.
constexpr void apply_drop_view(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.schema.views.find(operation.table);
    if (found != context.schema.views.none) {
        if (context.checking() && !is_created_again(context, operation))
            for (const view_entry& other : context.schema.views.entries())
                if (other.alive && !(other.name == operation.table) && reads(other, operation.table)) {
                    context.report(rule::table_in_use,
                                   {"drop_view: view `", operation.table, "` is still used by view `", other.name, "`",
                                    context.order_of_drop(other.name), ". Drop that first"});
                    break;
                }
        context.schema.views.remove(found);
        forget_fills(context.schema, operation.table);
    } else if (!operation.if_exists && context.checking()) {
        context.report(rule::unknown_view,
                       {"drop_view: view `", operation.table, "` does not exist at this revision",
                        context.hint(operation.table, context.schema.views.entries()), " Name one that is there"});
    }
}

}  // namespace aludel::inline v0_1::detail
