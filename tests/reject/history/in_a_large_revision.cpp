// SPDX-License-Identifier: BSL-1.0
// expect: [AL204] drop_column: table `table_399` has no column `status` at this revision; did you mean `state`? Add it first, or name one that is there (revision `000000000002`)
// expect: [AL304] acknowledge: nothing in this revision needs acknowledgement number 2, "no tables go". Take it away (revision `000000000002`)
#include "../../data/hundreds.hpp"

namespace al = aludel;

#define EXECUTE(n)                                                                                                                     \
    al::execute("UPDATE table_" #n " SET state = (SELECT max(other.name) FROM table_100 AS other WHERE other.id = table_" #n ".id " \
                "AND length(other.name) > 3) WHERE state IS NULL OR state = 'unknown'")

#ifdef ACCEPT
#define COLUMN "state"
#else
#define COLUMN "status"
#endif

// Verified in parts, each of which says what is wrong in it: the rules that an acknowledgement speaks of may be broken in any.
inline constexpr auto changes = al::revision("000000000002", "rows, and a column")
    .revises("000000000001")
    .upgrade(al::drop_column("table_100", "parent"), THREE_HUNDRED(EXECUTE), al::drop_column("table_399", COLUMN))
    .irreversible("the rows were unknown")
    .acknowledge(al::rule::drops_column, "nobody asks for it")
#ifndef ACCEPT
    .acknowledge(al::rule::drops_table, "no tables go")
#endif
    ;

inline constexpr al::history<tables, changes> history{};  // the line

int main() {}
