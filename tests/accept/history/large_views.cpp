// SPDX-License-Identifier: BSL-1.0
// Revisions that create and drop 300 views, each of which may read the others, are verified within the default limits.
#include "../../data/hundreds.hpp"

namespace al = aludel;

#define CREATE_VIEW(n)                                                          \
    al::create_view("view_" #n,                                                 \
                    "SELECT t.id, t.name, p.name AS parent_name FROM table_" #n \
                    " t LEFT JOIN table_100 p ON p.id = t.parent")
#define DROP_VIEW(n) al::drop_view("view_" #n)

inline constexpr auto views = al::revision("000000000002", "views")
                                  .revises("000000000001")
                                  .upgrade(THREE_HUNDRED(CREATE_VIEW))
                                  .downgrade(THREE_HUNDRED_BACK(DROP_VIEW));
inline constexpr auto no_views = al::revision("000000000003", "no views")
                                     .revises("000000000002")
                                     .upgrade(THREE_HUNDRED(DROP_VIEW))
                                     .irreversible("nobody used them");

inline constexpr al::history<tables, views, no_views> history{};

int main() {}
