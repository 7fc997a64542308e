// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/schema/raw_names.hpp>

namespace aludel::inline v0_1::review {

/// AL705: raw SQL that uses a table or column which is not in the schema, where it cannot be known whether a function
/// or other raw SQL made it, or that is used only later, in the body of a view or trigger. AL229 is for what is
/// certain.
constexpr void doubtful_name_in_sql(const subject& change, const op::dialect_text& text) {
    if (!is_enabled(change.context, rule::doubtful_name_in_sql)) return;
    detail::each_unknown_name(change.context, text, [&](const detail::unknown_name& found) {
        if (found.what == detail::certainty::doubtful)
            change.refuse(rule::doubtful_name_in_sql, {"execute: ", detail::sentence_of(change.context, found)});
    });
}

}  // namespace aludel::inline v0_1::review
