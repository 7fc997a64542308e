// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL907: one revision adds what the next release of the program needs, and drops what the previous one, still running,
/// uses.
constexpr void expands_and_contracts(const subject& change, std::string_view verb) {
    if (!change.has_rows() || !is_enabled(change.context, rule::expands_and_contracts)) return;
    for (const op::operation& each : change.context.revision->upgrade.list)
        if (each.kind == op::operation_kind::add_column || each.kind == op::operation_kind::create_table)
            return change.refuse(
                rule::expands_and_contracts,
                {verb, ": this revision also adds `",
                 each.kind == op::operation_kind::create_table ? each.table.text() : each.object.text(),
                 "`, so that there is no time at which the previous and the next release of the program both work. "
                 "Drop in a revision of a later release"});
}

}  // namespace aludel::inline v0_1::review
