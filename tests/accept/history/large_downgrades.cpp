// SPDX-License-Identifier: BSL-1.0
// Revisions of 300 operations whose written downgrade is not the upgrade backwards are verified within the default
// limits: the downgrade is tried in parts.
#include "../../data/hundreds.hpp"

namespace al = aludel;

#define RENAME(n) al::rename_table("table_" #n, "renamed_" #n)
#define RENAME_BACK(n) al::rename_table("renamed_" #n, "table_" #n)
#define ADD_CHECK(n) al::add_constraint("renamed_" #n, al::check("id > " #n).named("ck_" #n))
#define DROP_CHECK(n) al::drop_constraint("renamed_" #n, "ck_" #n)

inline constexpr auto names = al::revision("000000000002", "names")
                                  .revises("000000000001")
                                  .upgrade(THREE_HUNDRED(RENAME))
                                  .downgrade(THREE_HUNDRED(RENAME_BACK));
inline constexpr auto checks = al::revision("000000000003", "checks")
                                   .revises("000000000002")
                                   .upgrade(THREE_HUNDRED(ADD_CHECK))
                                   .downgrade(THREE_HUNDRED(DROP_CHECK))
                                   .acknowledge(al::rule::adds_check, "all rows have larger ids");

inline constexpr al::history<tables, names, checks> history{};

int main() {}
