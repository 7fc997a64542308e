// SPDX-License-Identifier: BSL-1.0
// Revisions of 300 operations whose SQL has to be read are verified within the default limits, with their written
// downgrades.
#include "../../data/hundreds.hpp"

namespace al = aludel;

#define EXECUTE(n)                                                                                        \
    al::execute("UPDATE table_" #n                                                                        \
                " SET state = (SELECT max(other.name) FROM table_100 AS other WHERE other.id = table_" #n \
                ".parent "                                                                                \
                "AND length(other.name) > 3) WHERE state IS NULL OR state = 'unknown'")
#define EXECUTE_BACK(n)                                                                    \
    al::execute("UPDATE table_" #n                                                         \
                " SET state = NULL WHERE state = 'unknown' AND parent IN (SELECT id FROM " \
                "table_100)")
#define ADD_CHECK(n) \
    al::add_constraint("table_" #n, al::check("length(name) > 3 OR state IS NOT NULL").named("check_" #n))
#define DROP_CHECK(n) al::drop_constraint("table_" #n, "check_" #n)
#define CREATE_VIEW(n)                                                          \
    al::create_view("view_" #n,                                                 \
                    "SELECT t.id, t.name, p.name AS parent_name FROM table_" #n \
                    " t LEFT JOIN table_100 p ON p.id = t.parent")
#define DROP_VIEW(n) al::drop_view("view_" #n)

inline constexpr auto row_texts = al::revision("000000000002", "rows")
                                      .revises("000000000001")
                                      .upgrade(THREE_HUNDRED(EXECUTE))
                                      .downgrade(THREE_HUNDRED(EXECUTE_BACK));
inline constexpr auto checks = al::revision("000000000003", "checks")
                                   .revises("000000000002")
                                   .upgrade(THREE_HUNDRED(ADD_CHECK))
                                   .downgrade(THREE_HUNDRED_BACK(DROP_CHECK))
                                   .acknowledge(al::rule::adds_check, "the rows before have been seen to");
inline constexpr auto views = al::revision("000000000004", "views")
                                  .revises("000000000003")
                                  .upgrade(THREE_HUNDRED(CREATE_VIEW))
                                  .downgrade(THREE_HUNDRED_BACK(DROP_VIEW));

inline constexpr al::history<tables, row_texts, checks, views> history{};

int main() {}
