// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// DROP TYPE of an enumeration; the options `al::if_exists` and `al::in_schema(...)` are possible. AL244 refuses one
/// that does not exist, AL245 one that a column has.
template <class... Options>
constexpr auto drop_enum(name enumeration, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_enum, result.object = enumeration;
    return dsl::make_operation<"drop_enum", dsl::place::drop_option>(result, options...);
}

}  // namespace aludel::inline v0_1
