// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// DROP EXTENSION; the option `al::if_exists` is possible. AL244 refuses one that does not exist.
template <class... Options>
constexpr auto drop_extension(name extension, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_extension, result.object = extension;
    return dsl::make_operation<"drop_extension", dsl::place::drop_option>(result, options...);
}

}  // namespace aludel::inline v0_1
