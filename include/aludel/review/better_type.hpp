// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL831: a type for which the database has one with fewer surprises. Off unless raised.
constexpr void better_type(const subject& change, std::string_view verb, const name& table, const op::column& column) {
    if (!is_enabled(change.context, rule::better_type) || !has_locking(change)) return;
    const auto refuse = [&](std::string_view why) {
        change.refuse(rule::better_type, {verb, ": column `", column.name, "` of table `", table, "` ", why});
    };
    switch (column.type.kind) {
        case op::type_kind::character:
            return refuse("is filled up with blanks to its length. Make it al::text, with a check of its length");
        case op::type_kind::timestamp: return refuse("has moments without their time zone. Make it al::timestamptz");
        case op::type_kind::json:
            return refuse("keeps documents as texts, which cannot be compared or indexed. Make it JSONB");
        default: return;
    }
}

}  // namespace aludel::inline v0_1::review
