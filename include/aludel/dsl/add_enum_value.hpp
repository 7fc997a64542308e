// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

namespace dsl {

/// The operation `add_enum_value`.
struct add_enum_value_word : operation_word<counts{.operations = 1}> {
    /// BEFORE: sorted in front of another value.
    constexpr add_enum_value_word before(name value) const { return beside(op::trigger_timing::before, value); }
    /// AFTER: sorted behind another value.
    constexpr add_enum_value_word after(name value) const { return beside(op::trigger_timing::after, value); }

private:
    [[nodiscard]] constexpr add_enum_value_word beside(op::trigger_timing side, const name& value) const {
        add_enum_value_word result = *this;
        result.list.data[0].timing = side, result.list.data[0].text = value;
        return result;
    }
};

}  // namespace dsl

/// ALTER TYPE ... ADD VALUE: the enumeration and the new value, which is the last unless `.before(...)` or
/// `.after(...)` names its neighbour. AL244 refuses an unknown enumeration, AL247 an unknown neighbour or a value that
/// is there, AL248 one that is used in the transaction that adds it.
constexpr dsl::add_enum_value_word add_enum_value(name enumeration, name value) {
    dsl::add_enum_value_word result{};
    op::operation& operation = result.list.data[0];
    operation.kind = op::operation_kind::add_enum_value, operation.object = enumeration, operation.to = value;
    return result;
}

}  // namespace aludel::inline v0_1
