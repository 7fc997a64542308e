// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// ALTER TABLE ... VALIDATE CONSTRAINT: checks the rows that existed when a constraint was added `.not_valid()`,
/// without blocking writes. AL206 refuses a constraint that does not exist, AL252 one that is valid already.
constexpr auto validate_constraint(name table, name constraint) {
    op::operation result{};
    result.kind = op::operation_kind::validate_constraint, result.table = table, result.object = constraint;
    return dsl::make_operation(result);
}
template <class... Arguments>
    requires(sizeof...(Arguments) != 2)
constexpr auto validate_constraint(const Arguments&...) {
    static_assert(
        sizeof(detail::refused<dsl::miscalled<"validate_constraint", "a table and a constraint", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
