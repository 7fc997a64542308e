// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// CREATE EXTENSION; the options `al::if_not_exists` and `al::in_schema(...)` are possible. A database without
/// extensions needs none, and nothing is written for it. AL243 refuses a name that is taken.
template <class... Options>
constexpr auto create_extension(name extension, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::create_extension, result.object = extension;
    return dsl::make_operation<"create_extension", dsl::place::create_option>(result, options...);
}

}  // namespace aludel::inline v0_1
