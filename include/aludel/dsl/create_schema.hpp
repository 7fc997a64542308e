// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// CREATE SCHEMA; the option `al::if_not_exists` is possible. A database without schemas has no statement for it. AL243
/// refuses a name that is taken.
template <class... Options>
constexpr auto create_schema(name schema_name, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::create_schema, result.object = schema_name;
    return dsl::make_operation<"create_schema", dsl::place::create_option>(result, options...);
}

}  // namespace aludel::inline v0_1
