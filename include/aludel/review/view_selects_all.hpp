// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// Whether a query selects `*`: a star before a comma or FROM, unlike those of `count(*)` and of a product.
constexpr bool selects_all(std::string_view sql) {
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql[i] == '\'' || sql[i] == '"') {
            i = sql.find(sql[i], i + 1);
            if (i == std::string_view::npos) return false;
        }
        if (sql[i] != '*') continue;
        std::size_t next = i + 1;
        while (next < sql.size() && (sql[next] == ' ' || sql[next] == '\n' || sql[next] == '\t')) ++next;
        if (next < sql.size() && (sql[next] == ',' || detail::same_name(sql.substr(next, 4), "from"))) return true;
    }
    return false;
}

/// AL701: the columns of a table change while a view selects all of them. Databases give no error, and the columns of
/// the view change too.
constexpr void view_selects_all(const subject& of, std::string_view verb) {
    if (of.at.schema.views.entries().empty() || !of.table || !heeds(of.at, rule::view_selects_all)) return;
    for (const detail::view_entry& view : of.at.schema.views.entries()) {
        if (!view.alive) continue;
        bool found = false;
        for (const op::dialect_text& query : view.queries()) found = found || (detail::mentions(query.sql, of.table.name) && selects_all(query.sql));
        if (found)
            of.refuse(rule::view_selects_all, {verb, ": view `", view.name, "` selects * from table `", of.table.name, "`, and its columns change with those of the table. Drop the view first, and create it again with its columns by name"});
    }
}

}  // namespace aludel::inline v0_1::review
