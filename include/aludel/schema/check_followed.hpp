// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/schema/triggers.hpp>
#include <aludel/sql/texts.hpp>
#include <aludel/sql/uses.hpp>

namespace aludel::inline v0_1::detail {

/// The first view or trigger whose text for a database names a table or, with one, a column of it; false where there is
/// none. A table's own triggers go with it.
constexpr user_of user_by_text(const schema& schema, const name& table, const name& column, op::dialect_id database) {
    const syntax::lexicon& lexicon = syntax::lexicon_of(database);
    for (const view_entry& view : schema.views.entries()) {
        const op::dialect_text* const query =
            view.alive ? dialect::text_for(database, *view.arrays, view.get()) : nullptr;
        if (query != nullptr &&
            (column.empty() ? syntax::query_uses_table(query->sql, table, column_lookup{&schema}, lexicon)
                            : syntax::query_uses_column(query->sql, table, column, column_lookup{&schema}, lexicon)))
            return {"view", " `", view.name};
    }
    const trigger_entry* const trigger = trigger_using(schema, table, column);
    if (trigger != nullptr && dialect::text_for(database, *trigger->arrays, trigger->get()) != nullptr)
        return {"trigger", " `", trigger->name};
    return {};
}

/// Reports a rename of a table or of a column of it that a database does not make in the text of a view or trigger. To
/// be called before the rename.
constexpr void check_followed(replay_context& context, const char* verb, const name& table, const name& column = {}) {
    for (const op::dialect& database : context.settings->checked_dialects()) {
        if (database.traits->texts_follow_renames) continue;
        const user_of user = user_by_text(context.schema, table, column, database.id);
        if (!user || is_in_doubt(context, table, user)) continue;
        if (context.fails(rule::text_does_not_follow, table, column))
            context.report(rule::text_does_not_follow,
                           {verb, ": ", user.kind, user.quote, user.name, "` uses ", column.empty() ? "" : "column `",
                            column, column.empty() ? "" : "` of ", "table `", table, "`, and ", database.traits->name,
                            " does not rename it there", context.order_of_drop(user.name), ". Drop that ", user.kind,
                            " before, and create it again behind, in this revision"});
        return;
    }
}

}  // namespace aludel::inline v0_1::detail
