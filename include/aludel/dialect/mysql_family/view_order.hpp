// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection.hpp>

#include <cstddef>  // ptrdiff_t, size_t
#include <string>   // string
#include <utility>  // move

namespace aludel::inline v0_1::mysql_family {

/// Puts rows about views in an order in which these can be created: each behind those whose names, in backticks, are in
/// its SQL. `called` and `sql` are the columns with the name and the SQL.
inline query_result in_order_of_views(query_result rows, std::size_t called, std::size_t sql) {
    const auto uses_others = [&](std::size_t which) {
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (i != which &&
                rows[which][sql].value_or("").find("`" + rows[i][called].value_or("") + "`") != std::string::npos)
                return true;
        return false;
    };
    query_result ordered;
    while (!rows.empty()) {
        std::size_t next = 0;
        while (next < rows.size() && uses_others(next)) ++next;
        if (next == rows.size()) next = 0;
        ordered.push_back(std::move(rows[next]));
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(next));
    }
    return ordered;
}

}  // namespace aludel::inline v0_1::mysql_family
