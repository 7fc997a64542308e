// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// DROP TABLE, with its indexes.
template <class... Options>
constexpr auto drop_table(name table, const Options&... options) {
    op::operation made{};
    made.kind = op::operation_kind::drop_table, made.table = table;
    return dsl::plain<"drop_table">(made, options...);
}

}  // namespace aludel::inline v0_1
