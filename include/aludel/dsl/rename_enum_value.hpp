// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// ALTER TYPE ... RENAME VALUE: the enumeration, the value, and its new name. Rows follow. AL244 refuses an unknown
/// enumeration, AL247 an unknown value.
constexpr auto rename_enum_value(name enumeration, name value, name new_value) {
    op::operation result{};
    result.kind = op::operation_kind::rename_enum_value, result.object = enumeration;
    result.text = value, result.to = new_value;
    return dsl::make_operation(result);
}

}  // namespace aludel::inline v0_1
