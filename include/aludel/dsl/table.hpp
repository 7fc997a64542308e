// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/create_table.hpp>

namespace aludel::inline v0_1 {

/// A table of the models: what a `create_table` of it would say.
template <class... Elements>
constexpr auto table(name table_name, const Elements&... elements) {
    return dsl::build_table<"table">(table_name, elements...);
}

}  // namespace aludel::inline v0_1
