// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// A column with its table before it, in an expression that belongs to the table. When the table is rebuilt or renamed the
/// expression still says the old name, and SQLite refuses it.
constexpr void qualified_name(const subject& of, std::string_view verb, const op::table_view& table, std::string_view sql) {
    if (sql.find('.') == std::string_view::npos || !is_for_sqlite(of.at)) return;
    const syntax::reading found = syntax::read_expression(sql, table.name);
    for (const syntax::reference& each : found.references) {
        if (found.opaque || each.scope != 0 || each.qualifier.text.empty() || !each.qualifier.names(table.name)) continue;
        return of.refuse(rule::qualified_name, {verb, ": the expression (", sql, ") of table `", table.name,
                         "` names the table itself, so that SQLite cannot rebuild or rename it later. Write the column alone"});
    }
}

}  // namespace aludel::inline v0_1::review
