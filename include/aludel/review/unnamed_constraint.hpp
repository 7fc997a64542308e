// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL805: a constraint has no name, and no naming convention gives it one, so it cannot be dropped later.
constexpr void unnamed_constraint(const subject& change, std::string_view verb, const op::constraint& added) {
    if (!added.name.empty() || !is_enabled(change.context, rule::unnamed_constraint)) return;
    const op::naming_convention& naming = change.context.settings->naming;
    const std::string_view pattern = added.kind == op::constraint_kind::primary_key ? naming.primary_key
        : added.kind == op::constraint_kind::unique                                 ? naming.unique
        : added.kind == op::constraint_kind::foreign_key                            ? naming.foreign_key
                                                                                    : naming.check;
    if (!pattern.empty()) return;
    change.refuse(rule::unnamed_constraint,
                  {verb, ": a ", detail::kind_name(added.kind), " of table `", change.operation.table,
                   "` has no name, so that nothing can drop it later. Give it one with .named(...)"});
}

}  // namespace aludel::inline v0_1::review
