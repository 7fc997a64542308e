// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/dialect_text.hpp>

namespace aludel::inline v0_1 {

/// CREATE VIEW: the name, then the SELECT statement, or one `for_dialect(...)` per dialect; the option
/// `al::in_schema(...)` is possible. AL211 refuses a name that
/// is taken.
template <class... Queries>
constexpr auto create_view(name view, const Queries&... queries) {
    op::operation result{};
    result.kind = op::operation_kind::create_view, result.table = view;
    return dsl::with_texts<"create_view", dsl::place::create_option>(result, queries...);
}

}  // namespace aludel::inline v0_1
