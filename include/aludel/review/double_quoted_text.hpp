// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL702: double quotes around something that is not a column. SQLite reads it as a text literal, so a misspelt column
/// becomes a constant without an error; other databases refuse it.
constexpr void double_quoted_text(const subject& of, std::string_view verb, const op::table_view& table, std::string_view sql) {
    if (sql.find('"') == std::string_view::npos || !is_for_sqlite(of.at)) return;
    detail::identifier_reader reader(sql);
    while (const detail::found_identifier found = reader.next()) {
        if (sql[found.first] != '"' || found.is(table.name)) continue;
        bool known = of.is(op::operation_kind::add_column) && found.is(of.operation.object);
        for (const op::column& each : table.columns()) known = known || found.is(each.name);
        if (known) continue;
        return of.refuse(rule::double_quoted_text, {verb, ": \"", found.name, "\" in (", sql, ") is no column of table `", table.name,
                         "`, and SQLite reads it as text without an error. Write text in single quotes, or name a column"});
    }
}

}  // namespace aludel::inline v0_1::review
