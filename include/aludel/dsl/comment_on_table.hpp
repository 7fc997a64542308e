// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// COMMENT ON TABLE; an empty text removes the comment. For a database without comments no statement is generated.
constexpr auto comment_on_table(name table, std::string_view message) {
    op::operation result{};
    result.kind = op::operation_kind::comment_on_table, result.table = table, result.text = message;
    return dsl::make_operation(result);
}
template <class... Arguments>
    requires(sizeof...(Arguments) != 2)
constexpr auto comment_on_table(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"comment_on_table", "a table and a text", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
