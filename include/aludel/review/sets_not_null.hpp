// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL601: a nullable key becomes the number of its rows, which is never NULL: rows would get numbers that others have.
constexpr void numbers_nulls(const subject& change, const op::column& column) {
    const auto* const database = find_checked(change.context, &op::dialect_traits::numbers_plain_integer_keys);
    op::column numbered{};
    numbered.name = column.name, numbered.type = change.column().type;
    const op::settings& settings = *change.context.settings;
    if (database == nullptr || !column.nullable || !change.column().fill.empty() ||
        detail::is_numbered(settings, change.table, column) || !detail::is_numbered(settings, change.table, numbered) ||
        is_prepared(change, column.name))
        return;
    change.refuse(
        rule::sets_not_null,
        {"alter_column: key `", column.name, "` of table `", change.table.name, "` becomes one that ", database->name,
         " numbers; rows that have NULL in it would get numbers, maybe those of others. Say what they get "
         "instead with .fill(...), or with an al::execute(\"UPDATE ...\") before it in this revision"});
}

/// AL601: a column becomes NOT NULL while rows may have NULL in it.
constexpr void sets_not_null(const subject& change, const op::column& column) {
    if (!column.nullable || change.column().nullable || !change.column().fill.empty()) return;
    if (column.generated != op::generated_kind::none)
        return change.refuse(rule::sets_not_null,
                             {"alter_column: generated column `", column.name, "` of table `", change.table.name,
                              "` becomes NOT NULL; rows for which its expression gives NULL make that fail. Write "
                              "coalesce(...) around it, in a new column"});
    if (is_prepared(change, column.name)) return;
    if (is_given_by_check(change, column.name))
        return static_cast<void>(change.context.is_acknowledged(rule::sets_not_null));
    if (const content there = content_of(change, column.name); there != content::anything && there != content::nulls)
        return;
    change.refuse(
        rule::sets_not_null,
        {"alter_column: column `", column.name, "` of table `", change.table.name,
         "` becomes NOT NULL; rows that have NULL in it make that fail. Say what they get instead with "
         ".fill(...), or with an al::execute(\"UPDATE ...\") before it in this revision",
         has_locking(change) ? "; or, while others use the table, fill it by al::execute_in_batches(...), and "
                               "validate a check (... IS NOT NULL) before"
                             : ""});
}

}  // namespace aludel::inline v0_1::review
