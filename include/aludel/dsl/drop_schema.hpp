// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// DROP SCHEMA; the option `al::if_exists` is possible. AL244 refuses one that does not exist, AL245 one with tables of
/// the history in it.
template <class... Options>
constexpr auto drop_schema(name schema_name, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_schema, result.object = schema_name;
    return dsl::make_operation<"drop_schema", dsl::place::drop_option>(result, options...);
}

}  // namespace aludel::inline v0_1
