// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/known_names.hpp>
#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL703: an expression of a table that qualifies a column with the name of the table. While the table is rebuilt or
/// renamed it has another name, and a database that stores expressions as they were written refuses the expression.
constexpr void qualified_name(const subject& change, std::string_view verb, table_expression& expression) {
    if (!expression.has('.')) return;
    const op::dialect_traits* const database =
        find_checked(change.context, &op::dialect_traits::expressions_keep_the_table);
    if (database == nullptr) return;
    const op::table_view& table = expression.table;
    const syntax::reading& found = expression.reading();
    for (const syntax::reference& each : found.references) {
        if (found.opaque || each.scope != 0 || each.qualifier.text.empty() || !each.qualifier.names(table.name))
            continue;
        return change.refuse(rule::qualified_name,
                             {verb, ": the expression (", expression.sql, ") of table `", table.name,
                              "` names the table itself, so that ", database->name,
                              " cannot rebuild or rename it later. Write the column alone"});
    }
}

}  // namespace aludel::inline v0_1::review
