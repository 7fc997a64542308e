// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/fills.hpp>
#include <aludel/schema/object_name.hpp>
#include <aludel/schema/replay.hpp>

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
        if (!check_case(context, "create_view", rule::duplicate_view, operation.table)) return false;
    }
    view_entry& entry = context.schema.views.add(operation.table);
    entry.arrays = &arrays, entry.create = &operation;
    return true;
}

/// Removes a view; reports one that does not exist.
constexpr bool apply_drop_view(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.schema.views.find(operation.table);
    if (found == context.schema.views.none)
        return operation.if_exists ||
            (context.lacks(rule::unknown_view, {operation.table.hash, 0}, operation.table,
                           context.schema.views.entries()) &&
             context.report(rule::unknown_view,
                            {"drop_view: view `", operation.table, "` does not exist at this revision", context.hint(),
                             " Name one that is there"}));
    context.schema.views.remove(found);
    forget_fills(context.schema, operation.table);
    return true;
}

}  // namespace aludel::inline v0_1::detail
