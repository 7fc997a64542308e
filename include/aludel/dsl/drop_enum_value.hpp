// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// Removes a value of an enumeration. The type is created once more without it, and the columns that have it are
/// converted, which fails if a row has the value. AL244 refuses an unknown enumeration, AL247 an unknown value, AL504
/// every removal until it is acknowledged.
constexpr auto drop_enum_value(name enumeration, name value) {
    op::operation result{};
    result.kind = op::operation_kind::drop_enum_value, result.object = enumeration, result.text = value;
    return dsl::make_operation(result);
}

}  // namespace aludel::inline v0_1
