// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// ALTER TABLE ... DROP COLUMN.
template <class... Options>
constexpr auto drop_column(name table, name column, const Options&... options) {
    op::operation made{};
    made.kind = op::operation_kind::drop_column, made.table = table, made.object = column;
    return dsl::plain<"drop_column">(made, options...);
}

}  // namespace aludel::inline v0_1
