// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// DROP TABLE, with its indexes; the option `al::if_exists` is possible. AL201 refuses a table that does not exist,
/// AL218 one that a foreign key or view still uses, AL501 every one until the revision acknowledges the loss of data.
template <class... Options>
constexpr auto drop_table(name table, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_table, result.table = table;
    return dsl::make_operation<"drop_table", dsl::place::drop_option>(result, options...);
}

}  // namespace aludel::inline v0_1
