// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL832: a value is added to an enumeration without its place, by which values are sorted. Off unless raised.
constexpr void unplaced_enum_value(const subject& change) {
    if (!change.operation.text.empty() || !is_enabled(change.context, rule::unplaced_enum_value)) return;
    change.refuse(
        rule::unplaced_enum_value,
        {"add_enum_value: value `", change.operation.to.text(), "` of enumeration `", change.operation.object.text(),
         "` is sorted behind all others, and that cannot be changed later. Say where it is, by .before(...) "
         "or .after(...)"});
}

}  // namespace aludel::inline v0_1::review
