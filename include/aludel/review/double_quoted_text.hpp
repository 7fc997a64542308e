// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/known_names.hpp>
#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL702: double quotes around something that is not a column. Some databases read it as a text literal, so a misspelt
/// column becomes a constant without an error; others refuse it.
constexpr void double_quoted_text(const subject& change, std::string_view verb, table_expression& expression) {
    if (!expression.has('"')) return;
    const op::dialect_traits* const database =
        find_checked(change.context, &op::dialect_traits::unknown_quoted_is_text);
    if (database == nullptr) return;
    const op::table_view& table = expression.table;
    const syntax::reading& found = expression.reading();
    for (const syntax::reference& each : found.references) {
        if (found.opaque || each.kind != syntax::reference_kind::column || each.scope != 0 ||
            !each.qualifier.text.empty() || each.name.text[0] != '"')
            continue;
        bool known = change.is(op::operation_kind::add_column) && each.name.names(change.operation.object);
        for (const op::column& column : table.columns()) known = known || each.name.names(column.name);
        if (known) continue;
        return change.refuse(
            rule::double_quoted_text,
            {verb, ": ", each.name.text, " in (", expression.sql, ") is no column of table `", table.name, "`, and ",
             database->name, " reads it as text without an error. Write text in single quotes, or name a column"});
    }
}

}  // namespace aludel::inline v0_1::review
