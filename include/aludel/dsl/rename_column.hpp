// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// ALTER TABLE ... RENAME COLUMN; keys, indexes, checks and views that use it follow.
template <class... Options>
constexpr auto rename_column(name table, name column, name to, const Options&... options) {
    op::operation made{};
    made.kind = op::operation_kind::rename_column, made.table = table, made.object = column, made.to = to;
    return dsl::plain<"rename_column">(made, options...);
}

}  // namespace aludel::inline v0_1
