// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL701: the columns of a table change while a view selects all of them. Databases give no error, and the columns of
/// the view change too.
constexpr void view_selects_all(const subject& change, std::string_view verb) {
    if (change.context.schema.views.entries().empty() || !change.table ||
        !is_enabled(change.context, rule::view_selects_all))
        return;
    for (const detail::view_entry& view : change.context.schema.views.entries()) {
        if (!view.alive) continue;
        bool found = false;
        for (const op::dialect_text& query : view.queries())
            found = found ||
                syntax::selects_all_of(query.sql, change.table.name, detail::column_lookup{&change.context.schema},
                                       change.context.schema.lexicon_of(query.dialect));
        if (found)
            change.refuse(rule::view_selects_all,
                          {verb, ": view `", view.name, "` selects * from table `", change.table.name,
                           "`, and its columns change with those of the table. Drop the view first, and create it "
                           "again with its columns by name"});
    }
}

}  // namespace aludel::inline v0_1::review
