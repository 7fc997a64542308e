// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// DROP TRIGGER; the option `al::if_exists` is possible. AL233 refuses a trigger that does not exist.
template <class... Options>
constexpr auto drop_trigger(name trigger, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_trigger, result.object = trigger;
    return dsl::make_operation<"drop_trigger", dsl::place::drop_option>(result, options...);
}

}  // namespace aludel::inline v0_1
