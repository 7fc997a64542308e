// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/list_view.hpp>
#include <aludel/operation/column.hpp>
#include <aludel/operation/constraint.hpp>
#include <aludel/operation/index.hpp>
#include <aludel/operation/operation.hpp>
#include <aludel/operation/value.hpp>

namespace aludel::inline v0_1::op {

/// A view of a list of operations and of the arrays that their ranges index. It owns nothing. The arrays have no
/// counts, because the ranges have.
struct operations_view {
    list_view<operation> list;
    const column* columns;
    const constraint* constraints;
    const index* indexes;
    const index_part* parts;
    const name* names;
    const cell* cells;
    const dialect_text* texts;
    const table_options* options;

    [[nodiscard]] constexpr bool empty() const { return list.empty(); }
};

}  // namespace aludel::inline v0_1::op
