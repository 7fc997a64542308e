// SPDX-License-Identifier: BSL-1.0
// Revisions of 300 operations are verified within the default limits, also where the downgrade has to be replayed
// because it is not the upgrade backwards.
#include <aludel.hpp>

namespace al = aludel;

#define TEN(X, n) X(n##0), X(n##1), X(n##2), X(n##3), X(n##4), X(n##5), X(n##6), X(n##7), X(n##8), X(n##9)
#define HUNDRED(X, n)                                                                                               \
    TEN(X, n##0), TEN(X, n##1), TEN(X, n##2), TEN(X, n##3), TEN(X, n##4), TEN(X, n##5), TEN(X, n##6), TEN(X, n##7), \
        TEN(X, n##8), TEN(X, n##9)

#define CREATE_TABLE(n)                                                      \
    al::create_table("t" #n, al::column("id", al::integer, al::primary_key), \
                     al::column("name", al::varchar(80), al::not_null), al::column("note", al::text))
#define DROP_TABLE(n) al::drop_table("t" #n)
#define ADD_COLUMN(n) al::add_column("t" #n, al::column("added", al::text))
#define DROP_COLUMN(n) al::drop_column("t" #n, "added")
#define CREATE_INDEX(n) al::create_index("ix" #n, "t" #n, "name")
#define DROP_INDEX(n) al::drop_index("ix" #n)

inline constexpr auto tables =
    al::revision("000000000001", "300 tables")
        .upgrade(HUNDRED(CREATE_TABLE, 1), HUNDRED(CREATE_TABLE, 2), HUNDRED(CREATE_TABLE, 3))
        .downgrade(HUNDRED(DROP_TABLE, 1), HUNDRED(DROP_TABLE, 2), HUNDRED(DROP_TABLE, 3));

inline constexpr auto columns =
    al::revision("000000000002", "300 columns")
        .revises("000000000001")
        .upgrade(HUNDRED(ADD_COLUMN, 1), HUNDRED(ADD_COLUMN, 2), HUNDRED(ADD_COLUMN, 3))
        .downgrade(HUNDRED(DROP_COLUMN, 1), HUNDRED(DROP_COLUMN, 2), HUNDRED(DROP_COLUMN, 3));

inline constexpr auto indexes =
    al::revision("000000000003", "300 indexes")
        .revises("000000000002")
        .upgrade(HUNDRED(CREATE_INDEX, 1), HUNDRED(CREATE_INDEX, 2), HUNDRED(CREATE_INDEX, 3))
        .downgrade(HUNDRED(DROP_INDEX, 1), HUNDRED(DROP_INDEX, 2), HUNDRED(DROP_INDEX, 3));

inline constexpr al::history<tables, columns, indexes> history{};

int main() {}
