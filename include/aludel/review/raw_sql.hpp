// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// AL804: raw SQL or a function, whose effect on the schema the library cannot check.
constexpr void raw_sql(const subject& change) {
    if (!is_enabled(change.context, rule::raw_sql)) return;
    change.refuse(rule::raw_sql,
                  {change.is(op::operation_kind::run) ? "run: what a function" : "execute: what raw SQL",
                   " does, the compiler cannot check. Write it with operations"});
}

}  // namespace aludel::inline v0_1::review
