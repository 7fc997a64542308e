// SPDX-License-Identifier: BSL-1.0
// Revisions of 300 renames are verified within the default limits, also where downgrades have to be tried out.
#include "../../data/hundreds.hpp"

namespace al = aludel;

#define RENAME_COLUMN(n) al::rename_column("table_" #n, "state", "status")
#define RENAME_COLUMN_BACK(n) al::rename_column("table_" #n, "status", "state")
#define RENAME_TABLE(n) al::rename_table("table_" #n, "renamed_" #n)
#define RENAME_TABLE_BACK(n) al::rename_table("renamed_" #n, "table_" #n)

inline constexpr auto columns =
    al::revision("000000000002", "columns").revises("000000000001").upgrade(THREE_HUNDRED(RENAME_COLUMN));
inline constexpr auto columns_again = al::revision("000000000003", "in the order of the upgrade")
                                          .revises("000000000002")
                                          .upgrade(THREE_HUNDRED(RENAME_COLUMN_BACK))
                                          .downgrade(THREE_HUNDRED(RENAME_COLUMN));
inline constexpr auto names =
    al::revision("000000000004", "tables").revises("000000000003").upgrade(THREE_HUNDRED(RENAME_TABLE));
inline constexpr auto names_again = al::revision("000000000005", "the upgrade backwards")
                                        .revises("000000000004")
                                        .upgrade(THREE_HUNDRED(RENAME_TABLE_BACK))
                                        .downgrade(THREE_HUNDRED_BACK(RENAME_TABLE));

inline constexpr al::history<tables, columns, columns_again, names, names_again> history{};

int main() {}
