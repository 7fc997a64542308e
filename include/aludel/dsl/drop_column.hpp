// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// ALTER TABLE ... DROP COLUMN: the table and the column. AL204 refuses a column that does not exist, AL213 one that an
/// index, key, check or view still uses, and AL502 every one until the revision acknowledges the loss of data.
template <class... Options>
constexpr auto drop_column(name table, name column, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_column, result.table = table, result.object = column;
    return dsl::make_operation<"drop_column">(result, options...);
}
template <class... Arguments>
    requires(sizeof...(Arguments) < 2)
constexpr auto drop_column(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"drop_column", "a table and a column", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
