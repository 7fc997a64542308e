// SPDX-License-Identifier: BSL-1.0
// Revisions that drop 300 things are verified within the default limits, also where downgrades have to be tried out.
#include "../../data/hundreds.hpp"

namespace al = aludel;

#define PLAIN_TABLE(n) \
    al::create_table("plain_" #n, al::column("id", al::integer, al::primary_key), al::column("name", al::varchar(80)))
#define DROP_TABLE(n) al::drop_table("plain_" #n)
#define DROP_COLUMN(n) al::drop_column("table_" #n, "state")
#define ADD_COLUMN(n) al::add_column("table_" #n, al::column("state", al::text))
#define CREATE_INDEX(n) al::create_index("index_" #n, "table_" #n, "name")
#define DROP_INDEX(n) al::drop_index("index_" #n)

inline constexpr auto plain =
    al::revision("000000000002", "tables").revises("000000000001").upgrade(THREE_HUNDRED(PLAIN_TABLE));
inline constexpr auto fewer_tables = al::revision("000000000003", "fewer tables")
                                         .revises("000000000002")
                                         .upgrade(THREE_HUNDRED(DROP_TABLE))
                                         .downgrade(THREE_HUNDRED(PLAIN_TABLE))
                                         .acknowledge(al::rule::drops_table, "nobody asks for them");
inline constexpr auto fewer_columns = al::revision("000000000004", "fewer columns")
                                          .revises("000000000003")
                                          .upgrade(THREE_HUNDRED(DROP_COLUMN))
                                          .downgrade(THREE_HUNDRED(ADD_COLUMN))
                                          .acknowledge(al::rule::drops_column, "nobody asks for them");
inline constexpr auto indexes =
    al::revision("000000000005", "indexes").revises("000000000004").upgrade(THREE_HUNDRED(CREATE_INDEX));
inline constexpr auto fewer_indexes = al::revision("000000000006", "fewer indexes")
                                          .revises("000000000005")
                                          .upgrade(THREE_HUNDRED(DROP_INDEX))
                                          .downgrade(THREE_HUNDRED(CREATE_INDEX));

inline constexpr al::history<tables, plain, fewer_tables, fewer_columns, indexes, fewer_indexes> history{};

int main() {}
