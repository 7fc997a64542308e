// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// AL905: a NOT NULL column without a default is added; the previous release of the program, still running, does not
/// know it and cannot insert rows.
constexpr void requires_value(const subject& change) {
    const op::column& added = change.column();
    if (added.nullable || added.default_value.given() || added.generated != op::generated_kind::none ||
        added.identity.kind != op::identity_kind::none || added.autoincrement)
        return;
    if (!change.has_rows() || !is_enabled(change.context, rule::requires_value)) return;
    change.refuse(rule::requires_value,
                  {"add_column: the previous release of the program does not know column `", added.name, "` of table `",
                   change.operation.table, "`, and cannot insert rows without it. Give it default_to(...)"});
}

}  // namespace aludel::inline v0_1::review
