// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// AL908: a value of an enumeration is renamed while the previous release of the program, still running, writes and
/// expects the old one.
constexpr void renames_enum_value(const subject& change) {
    if (!is_enabled(change.context, rule::renames_enum_value)) return;
    for (const op::operation& each : change.context.revision->upgrade.list) {
        if (&each == &change.operation) break;
        if (each.kind == op::operation_kind::create_enum && each.object == change.operation.object) return;
    }
    change.refuse(rule::renames_enum_value,
                  {"rename_enum_value: the previous release of the program still uses value `",
                   change.operation.text.text(), "` of enumeration `", change.operation.object.text(),
                   "`. Add the new value, write that, and change the rows in a later release"});
}

}  // namespace aludel::inline v0_1::review
