// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

/// ALTER TABLE ... RENAME TO: the table and its new name. Foreign keys and indexes are updated. AL201 refuses a table
/// that does not exist, AL202 a new name that is taken.
template <class... Options>
constexpr auto rename_table(name table, name new_name, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::rename_table, result.table = table, result.to = new_name;
    return dsl::make_operation<"rename_table">(result, options...);
}
template <class... Arguments>
    requires(sizeof...(Arguments) < 2)
constexpr auto rename_table(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"rename_table", "a table and its new name", Arguments...>>) !=
                  0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
