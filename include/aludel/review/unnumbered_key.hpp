// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/schema/check_column.hpp>

namespace aludel::inline v0_1::review {

/// AL704: a smallint or bigint primary key, which other databases may number: some databases number a key only if its
/// type is spelled INTEGER.
constexpr void unnumbered_key(const subject& change, const char* verb, const op::table_view& table,
                              const op::column& column) {
    if (!detail::is_integer(column.type) || column.type.kind == op::type_kind::integer) return;
    if (column.autoincrement || column.identity.kind != op::identity_kind::none || column.default_value.given() ||
        table.options().strict)
        return;
    const op::dialect_traits* const database =
        find_checked(change.context, &op::dialect_traits::numbers_plain_integer_keys);
    if (database == nullptr || !detail::is_rowid_key(table, column) ||
        !is_enabled(change.context, rule::unnumbered_key))
        return;
    change.refuse(rule::unnumbered_key,
                  {verb, ": column `", column.name, "` of table `", table.name, "` is a key that ", database->name,
                   " does not number, for its type is not INTEGER: each row has to bring its own. "
                   "Make it al::integer, which holds 64 bits there, or add al::autoincrement"});
}

}  // namespace aludel::inline v0_1::review
