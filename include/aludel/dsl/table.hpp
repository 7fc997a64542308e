// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/create_table.hpp>

namespace aludel::inline v0_1 {

/// A table of the models: what a `create_table` of it would say.
template <class... Elements>
constexpr auto table(name table_name, const Elements&... elements) {
    dsl::operation_word<dsl::room_for_table<"table", Elements...>()> made{};
    dsl::fill_table<"table">(made, table_name, elements...);
    return made;
}

}  // namespace aludel::inline v0_1
