// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// ALTER TABLE ... RENAME COLUMN: the table, the column, its new name. Keys, indexes, checks and views that use the
/// column are updated. AL204 refuses a column that does not exist, AL205 a new name that is taken.
template <class... Options>
constexpr auto rename_column(name table, name column, name new_name, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::rename_column, result.table = table, result.object = column, result.to = new_name;
    return dsl::make_operation<"rename_column">(result, options...);
}
template <class... Arguments>
    requires(sizeof...(Arguments) < 3)
constexpr auto rename_column(const Arguments&...) {
    static_assert(
        sizeof(detail::refused<dsl::miscalled<"rename_column", "a table, a column and its new name", Arguments...>>) !=
        0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
