// SPDX-License-Identifier: BSL-1.0
// Two branches of 40 revisions each over the same eight tables, one of which drops columns in six of them, are verified
// and merged within the default limits.
#include <aludel.hpp>

namespace al = aludel;

#define TABLE(n)                                                                                             \
    al::create_table("table_" #n, al::column("id", al::integer, al::primary_key), al::column("a", al::text), \
                     al::column("b", al::text), al::column("c", al::text))
#define EXPAND(n, before, table)                                                                                \
    inline constexpr auto expand_##n =                                                                          \
        al::revision("expand_" #n)                                                                              \
            .revises(before)                                                                                    \
            .upgrade(al::create_table("made_" #n, al::column("id", al::integer),                                \
                                      al::column("other", al::integer, al::references("table_" #table, "id"))), \
                     al::add_column("table_" #table, al::column("x_" #n, al::text)))
#define CONTRACT(n, before, ...)                                                                             \
    inline constexpr auto contract_##n =                                                                     \
        al::revision("contract_" #n)                                                                         \
            .revises(before)                                                                                 \
            .upgrade(al::create_table("kept_" #n, al::column("id", al::integer)) __VA_OPT__(, ) __VA_ARGS__) \
            .irreversible("a test")
#define DROP(table, column) al::drop_column("table_" #table, column)

inline constexpr auto settings = al::settings().level(al::rule::drops_column, al::level::off);
inline constexpr auto first =
    al::revision("first").upgrade(TABLE(0), TABLE(1), TABLE(2), TABLE(3), TABLE(4), TABLE(5), TABLE(6), TABLE(7));

EXPAND(0, "first", 0);
EXPAND(1, "expand_0", 1);
EXPAND(2, "expand_1", 2);
EXPAND(3, "expand_2", 3);
EXPAND(4, "expand_3", 4);
EXPAND(5, "expand_4", 5);
EXPAND(6, "expand_5", 6);
EXPAND(7, "expand_6", 7);
EXPAND(8, "expand_7", 0);
EXPAND(9, "expand_8", 1);
EXPAND(10, "expand_9", 2);
EXPAND(11, "expand_10", 3);
EXPAND(12, "expand_11", 4);
EXPAND(13, "expand_12", 5);
EXPAND(14, "expand_13", 6);
EXPAND(15, "expand_14", 7);
EXPAND(16, "expand_15", 0);
EXPAND(17, "expand_16", 1);
EXPAND(18, "expand_17", 2);
EXPAND(19, "expand_18", 3);
EXPAND(20, "expand_19", 4);
EXPAND(21, "expand_20", 5);
EXPAND(22, "expand_21", 6);
EXPAND(23, "expand_22", 7);
EXPAND(24, "expand_23", 0);
EXPAND(25, "expand_24", 1);
EXPAND(26, "expand_25", 2);
EXPAND(27, "expand_26", 3);
EXPAND(28, "expand_27", 4);
EXPAND(29, "expand_28", 5);
EXPAND(30, "expand_29", 6);
EXPAND(31, "expand_30", 7);
EXPAND(32, "expand_31", 0);
EXPAND(33, "expand_32", 1);
EXPAND(34, "expand_33", 2);
EXPAND(35, "expand_34", 3);
EXPAND(36, "expand_35", 4);
EXPAND(37, "expand_36", 5);
EXPAND(38, "expand_37", 6);
EXPAND(39, "expand_38", 7);
CONTRACT(0, "first");
CONTRACT(1, "contract_0");
CONTRACT(2, "contract_1");
CONTRACT(3, "contract_2", DROP(3, "a"));
CONTRACT(4, "contract_3");
CONTRACT(5, "contract_4");
CONTRACT(6, "contract_5");
CONTRACT(7, "contract_6");
CONTRACT(8, "contract_7");
CONTRACT(9, "contract_8");
CONTRACT(10, "contract_9", DROP(2, "b"));
CONTRACT(11, "contract_10");
CONTRACT(12, "contract_11");
CONTRACT(13, "contract_12");
CONTRACT(14, "contract_13");
CONTRACT(15, "contract_14");
CONTRACT(16, "contract_15");
CONTRACT(17, "contract_16", DROP(1, "c"));
CONTRACT(18, "contract_17");
CONTRACT(19, "contract_18");
CONTRACT(20, "contract_19");
CONTRACT(21, "contract_20");
CONTRACT(22, "contract_21");
CONTRACT(23, "contract_22");
CONTRACT(24, "contract_23", DROP(0, "a"));
CONTRACT(25, "contract_24");
CONTRACT(26, "contract_25");
CONTRACT(27, "contract_26");
CONTRACT(28, "contract_27");
CONTRACT(29, "contract_28");
CONTRACT(30, "contract_29");
CONTRACT(31, "contract_30", DROP(7, "b"));
CONTRACT(32, "contract_31");
CONTRACT(33, "contract_32");
CONTRACT(34, "contract_33");
CONTRACT(35, "contract_34");
CONTRACT(36, "contract_35");
CONTRACT(37, "contract_36");
CONTRACT(38, "contract_37", DROP(6, "c"));
CONTRACT(39, "contract_38");
inline constexpr auto merge = al::revision("merge").revises("expand_39", "contract_39");

inline constexpr al::history<
    settings, first, expand_0, expand_1, expand_2, expand_3, expand_4, expand_5, expand_6, expand_7, expand_8, expand_9,
    expand_10, expand_11, expand_12, expand_13, expand_14, expand_15, expand_16, expand_17, expand_18, expand_19,
    expand_20, expand_21, expand_22, expand_23, expand_24, expand_25, expand_26, expand_27, expand_28, expand_29,
    expand_30, expand_31, expand_32, expand_33, expand_34, expand_35, expand_36, expand_37, expand_38, expand_39,
    contract_0, contract_1, contract_2, contract_3, contract_4, contract_5, contract_6, contract_7, contract_8,
    contract_9, contract_10, contract_11, contract_12, contract_13, contract_14, contract_15, contract_16, contract_17,
    contract_18, contract_19, contract_20, contract_21, contract_22, contract_23, contract_24, contract_25, contract_26,
    contract_27, contract_28, contract_29, contract_30, contract_31, contract_32, contract_33, contract_34, contract_35,
    contract_36, contract_37, contract_38, contract_39, merge>
    history{};

int main() {}
