// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/naming_convention.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/sql/quote.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::dialect {

inline constexpr op::naming_convention default_naming{};

/// The name of an index, between the quotes given: its own, or the convention's for the table given. It is put together from
/// pieces, so that nobody need own the text.
constexpr void put_index_name(sql_text& to, const op::operations& pools, const op::index& index, std::string_view table,
                              std::string_view pattern = default_naming.index, const char* quote = "\"") {
    to.put(quote);
    if (!index.name.empty()) {
        put_doubled(to, index.name, *quote);
        to.put(quote);
        return;
    }
    const op::list_view<op::index_part> parts = index.parts.of(pools.parts);
    for (std::size_t at = pattern.find("%("); at != std::string_view::npos; at = pattern.find("%(")) {
        to.put(pattern.substr(0, at));
        const std::size_t end = pattern.find(")s", at);
        if (end == std::string_view::npos) break;
        const std::string_view token = pattern.substr(at + 2, end - at - 2);
        if (token == "table_name") put_doubled(to, table, *quote);
        if (token == "column_0_name" || token == "column_0_label") put_doubled(to, parts[0].column, *quote);
        if (token == "column_0_N_name")
            for (const op::index_part& part : parts) to.put(&part == parts.begin() ? "" : "_"), put_doubled(to, part.column, *quote);
        pattern.remove_prefix(end + 2);
    }
    to.put(pattern).put(quote);
}

}  // namespace aludel::inline v0_1::dialect
