// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// ALTER TABLE ... DROP CONSTRAINT, by name; the option `al::if_exists` is possible. AL206 refuses a constraint that
/// does not exist.
template <class... Options>
constexpr auto drop_constraint(name table, name constraint, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_constraint, result.table = table, result.object = constraint;
    return dsl::make_operation<"drop_constraint", dsl::place::drop_option>(result, options...);
}
template <class... Arguments>
    requires(sizeof...(Arguments) < 2)
constexpr auto drop_constraint(const Arguments&...) {
    static_assert(
        sizeof(detail::refused<dsl::miscalled<"drop_constraint", "a table and a constraint", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
