// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL703: an expression of a table that qualifies a column with the name of the table. While the table is rebuilt or
/// renamed it has another name, and SQLite refuses the expression.
constexpr void qualified_name(const subject& of, std::string_view verb, const op::table_view& table, std::string_view sql) {
    if (sql.find('.') == std::string_view::npos || !is_for_sqlite(of.at)) return;
    detail::identifier_reader reader(sql);
    while (const detail::found_identifier found = reader.next()) {
        if (found.last >= sql.size() || sql[found.last] != '.' || !detail::same_name(found.name, table.name)) continue;
        return of.refuse(rule::qualified_name, {verb, ": the expression (", sql, ") of table `", table.name,
                         "` names the table itself, so that SQLite cannot rebuild or rename it later. Write the column alone"});
    }
}

}  // namespace aludel::inline v0_1::review
