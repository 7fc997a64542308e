// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// DROP FUNCTION; the options `al::if_exists` and `al::in_schema(...)` are possible. AL244 refuses one that does not
/// exist.
template <class... Options>
constexpr auto drop_function(name function, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_function, result.object = function;
    return dsl::make_operation<"drop_function", dsl::place::drop_option>(result, options...);
}

}  // namespace aludel::inline v0_1
