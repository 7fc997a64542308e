// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// DROP VIEW; the option `al::if_exists` is possible. AL210 refuses a view that does not exist.
template <class... Options>
constexpr auto drop_view(name view, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_view, result.table = view;
    return dsl::make_operation<"drop_view", dsl::place::drop_option>(result, options...);
}

}  // namespace aludel::inline v0_1
