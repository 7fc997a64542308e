// SPDX-License-Identifier: BSL-1.0
// A macro for each number of three digits, separated by commas: HUNDRED(X, 1) is X(100), ..., X(199). And 300 tables.
#pragma once
#include <aludel.hpp>

#define TEN(X, n) X(n##0), X(n##1), X(n##2), X(n##3), X(n##4), X(n##5), X(n##6), X(n##7), X(n##8), X(n##9)
#define HUNDRED(X, n) \
    TEN(X, n##0), TEN(X, n##1), TEN(X, n##2), TEN(X, n##3), TEN(X, n##4), TEN(X, n##5), TEN(X, n##6), TEN(X, n##7), TEN(X, n##8), TEN(X, n##9)
#define TEN_BACK(X, n) X(n##9), X(n##8), X(n##7), X(n##6), X(n##5), X(n##4), X(n##3), X(n##2), X(n##1), X(n##0)
#define HUNDRED_BACK(X, n)                                                                                                            \
    TEN_BACK(X, n##9), TEN_BACK(X, n##8), TEN_BACK(X, n##7), TEN_BACK(X, n##6), TEN_BACK(X, n##5), TEN_BACK(X, n##4), TEN_BACK(X, n##3), \
        TEN_BACK(X, n##2), TEN_BACK(X, n##1), TEN_BACK(X, n##0)
#define THREE_HUNDRED_BACK(X) HUNDRED_BACK(X, 3), HUNDRED_BACK(X, 2), HUNDRED_BACK(X, 1)
#define THREE_HUNDRED(X) HUNDRED(X, 1), HUNDRED(X, 2), HUNDRED(X, 3)

#define CREATE_TABLE(n)                                                                                                      \
    aludel::create_table("table_" #n, aludel::column("id", aludel::integer, aludel::primary_key),                            \
                         aludel::column("name", aludel::varchar(80), aludel::not_null), aludel::column("state", aludel::text), \
                         aludel::column("parent", aludel::integer))

inline constexpr auto tables = aludel::revision("000000000001", "300 tables").upgrade(THREE_HUNDRED(CREATE_TABLE));
