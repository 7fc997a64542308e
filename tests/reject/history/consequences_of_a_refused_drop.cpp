// SPDX-License-Identifier: BSL-1.0
// expect: [AL213] drop_column: column `state` of table `orders` is still used by index `ix_state`. Drop that index first (revision `000000000002`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto tables =
    al::revision("000000000001", "tables")
        .upgrade(al::create_table("orders", al::column("id", al::integer, al::primary_key),
                                  al::column("state", al::text)),
                 al::create_index("ix_state", "orders", "state"));

// The downgrade brings back what is still there, and later revisions do so as well.
inline constexpr auto no_state = al::revision("000000000002", "no state")
                                     .revises("000000000001")
                                     .upgrade(
#ifdef ACCEPT
                                         al::drop_index("ix_state"),
#endif
                                         al::drop_column("orders", "state"))
                                     .downgrade(al::add_column("orders", al::column("state", al::text)),
                                                al::create_index("ix_state", "orders", "state"))
                                     .acknowledge(al::rule::drops_column, "it is computed");
inline constexpr auto again = al::revision("000000000003", "state again")
                                  .revises("000000000002")
                                  .upgrade(al::add_column("orders", al::column("state", al::varchar(8))),
                                           al::create_index("ix_state", "orders", "state"));

inline constexpr al::history<tables, no_state, again> history{};  // the line

int main() {}
