// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL830: a key of 16 or 32 bits that the database numbers, which can come to its end. Off unless raised.
constexpr void narrow_key(const subject& change, std::string_view verb, const name& table, const op::column& column) {
    if (!column.autoincrement && column.identity.kind == op::identity_kind::none) return;
    if (column.type.kind != op::type_kind::integer && column.type.kind != op::type_kind::smallint) return;
    if (!is_enabled(change.context, rule::narrow_key) || !has_locking(change)) return;
    change.refuse(rule::narrow_key,
                  {verb, ": column `", column.name, "` of table `", table, "` numbers rows with ",
                   column.type.kind == op::type_kind::integer ? "32" : "16",
                   " bits, and no row can be added behind the last number. Make it al::bigint"});
}

}  // namespace aludel::inline v0_1::review
