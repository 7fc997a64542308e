// SPDX-License-Identifier: BSL-1.0
// expect: [AL007] history: the compiler gives up verifying revision `000000000002`. It allows 1048576 steps in one constant expression: raise them with -fconstexpr-steps=10000000. Where that does not help, please report it as a fault of Aludel
// compilers: clang
// flags: -fconstexpr-steps=400000
#include <aludel.hpp>

#include "../../data/hundreds.hpp"

namespace al = aludel;

#define EXECUTE(n)                                                                                        \
    al::execute("UPDATE table_" #n                                                                        \
                " SET state = (SELECT max(other.name) FROM table_100 AS other WHERE other.id = table_" #n \
                ".parent "                                                                                \
                "AND length(other.name) > 3) WHERE state IS NULL OR state = 'unknown'")

// Verified in several parts, all of which exceed the limit.
inline constexpr auto rows = al::revision("000000000002", "rows")
                                 .revises("000000000001")
                                 .upgrade(THREE_HUNDRED(EXECUTE))
                                 .irreversible("the rows were unknown");
#ifndef ACCEPT
inline constexpr al::history<tables, rows> history{};  // the line
#endif

int main() {}
