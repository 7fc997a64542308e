// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// AL609: a column that has rows without a value, or a default, becomes an identity; or one that exists, where only new
/// columns can be identities.
constexpr void refused_identity(const subject& change, const op::column& column) {
    const op::column& after = change.column();
    if (after.identity.kind == op::identity_kind::none || column.identity.kind != op::identity_kind::none) return;
    if (const op::dialect_traits* const fixed =
            find_checked(change.context, &op::dialect_traits::identity_needs_new_column))
        change.refuse(rule::refused_identity,
                      {"alter_column: ", fixed->name, " makes column `", column.name, "` of table `", change.table.name,
                       "` no identity, for it exists already. Add another column"});
    const op::dialect_traits* const database =
        find_checked(change.context, &op::dialect_traits::identity_needs_not_null);
    if (database == nullptr) return;
    const bool nullable = change.changes(op::change::nullability) ? after.nullable : column.nullable;
    const bool has_default = change.changes(op::change::default_value)
        ? after.default_value.given()
        : column.default_value.given() || column.autoincrement;
    if (!nullable && !has_default) return;
    change.refuse(rule::refused_identity,
                  {"alter_column: ", database->name, " makes column `", column.name, "` of table `", change.table.name,
                   "` no identity, for it ", nullable ? "may be NULL" : "has a default", ". Add ",
                   nullable ? ".not_null()" : ".drop_default()"});
}

}  // namespace aludel::inline v0_1::review
