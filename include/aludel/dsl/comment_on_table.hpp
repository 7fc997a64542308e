// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// COMMENT ON TABLE; an empty text removes the comment. For a database without comments no statement is generated.
constexpr auto comment_on_table(name table, std::string_view said) {
    op::operation made{};
    made.kind = op::operation_kind::comment_on_table, made.table = table, made.text = said;
    return dsl::make_operation(made);
}
template <class... Arguments>
    requires(sizeof...(Arguments) != 2)
constexpr auto comment_on_table(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"comment_on_table", "a table and a text", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
