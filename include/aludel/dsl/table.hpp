// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/create_table.hpp>

namespace aludel::inline v0_1 {

/// A table of the models, with the same elements as `create_table`; it stands in `al::metadata` beside or instead of
/// `al::model`.
template <class... Elements>
constexpr auto table(name table_name, const Elements&... elements) {
    if constexpr (!dsl::all_fit<dsl::place::table_element, Elements...>()) {
        static_assert(sizeof(detail::refused<dsl::misplaced<dsl::place::table_element, "table", Elements...>>) != 0);
        return dsl::spoiled{};
    } else {
        dsl::table_word<Elements...> result{};
        dsl::fill_table(result, table_name, elements...);
        return result;
    }
}

}  // namespace aludel::inline v0_1
