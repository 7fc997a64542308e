// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations_view.hpp>

namespace aludel::inline v0_1::dialect {

/// The text of `execute` or `create_view` for a database: its own, else the one for any database. None if there is
/// neither.
constexpr const op::dialect_text* text_for(op::dialect_id dialect, const op::operations_view& arrays,
                                           const op::operation& operation) {
    const op::dialect_text* found = nullptr;
    for (const op::dialect_text& each : operation.texts.of(arrays.texts)) {
        if (each.dialect == dialect) return &each;
        if (each.dialect == op::dialect_id::any) found = &each;
    }
    return found;
}

}  // namespace aludel::inline v0_1::dialect
