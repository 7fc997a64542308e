// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/sqlite/dialect.hpp>

#include <string_view>  // string_view

// The list of databases that statements are written for: each has a folder beside this header.

namespace aludel::inline v0_1 {

/// As a message lists them.
inline constexpr std::string_view written_dialects = "al::sqlite";

/// Calls a function with the `dialect_of` of a database that is only known when the program runs. False: there is none.
template <class Call>
constexpr bool with_dialect(op::dialect_id which, Call call) {
    switch (which) {
        case op::dialect_id::sqlite: return call(dialect_of<op::dialect_id::sqlite>()), true;
        default: return false;
    }
}

}  // namespace aludel::inline v0_1
