// SPDX-License-Identifier: BSL-1.0
// Operations of the user are the words that they stand for, in both directions.
#include <aludel.hpp>

#include <string_view>

namespace al = aludel;
namespace hana = boost::hana;

/// A table with a trigger, with a spelling for each database.
template <al::literal Table>
struct counted_table {
    static constexpr std::string_view spelling = "counted_table";

    std::string_view column;

    constexpr auto upgrade() const {
        return hana::make_tuple(
            al::create_table(Table.view(), al::column("id", al::integer, al::primary_key),
                             al::column(column, al::text)),
            al::execute(
                al::for_dialect(
                    al::sqlite,
                    al::joined<"CREATE TRIGGER count_", Table, " AFTER INSERT ON ", Table, " BEGIN SELECT 1; END">),
                "SELECT 1"));
    }
    constexpr auto downgrade() const {
        return hana::make_tuple(al::execute(al::joined<"DROP TRIGGER count_", Table>), al::drop_table(Table.view()));
    }
};

/// One word, as a member.
struct quiet {
    static constexpr auto upgrade = al::execute("SELECT 2");
    static constexpr auto downgrade = al::execute("SELECT 3");
};

/// Others in it.
struct both {
    static constexpr auto upgrade() { return hana::make_tuple(counted_table<"a">{"x"}, quiet()); }
    static constexpr auto downgrade() { return hana::make_tuple(quiet(), counted_table<"a">{"x"}); }
};

constexpr auto custom = al::revision("a1")
                            .upgrade(both(), hana::make_tuple(quiet()), al::drop_table("old"))
                            .downgrade(al::create_table("old", al::column("id", al::integer, al::primary_key)),
                                       hana::make_tuple(quiet()), both())
                            .acknowledge(al::rule::drops_table, "test");
constexpr auto words =
    al::revision("a1")
        .upgrade(
            al::create_table("a", al::column("id", al::integer, al::primary_key), al::column("x", al::text)),
            al::execute(al::for_dialect(al::sqlite, "CREATE TRIGGER count_a AFTER INSERT ON a BEGIN SELECT 1; END"),
                        "SELECT 1"),
            al::execute("SELECT 2"), al::execute("SELECT 2"), al::drop_table("old"))
        .downgrade(al::create_table("old", al::column("id", al::integer, al::primary_key)), al::execute("SELECT 3"),
                   al::execute("SELECT 3"), al::execute("DROP TRIGGER count_a"), al::drop_table("a"));
static_assert(al::op::checksum_of(custom.view().upgrade) == al::op::checksum_of(words.view().upgrade));
static_assert(al::op::checksum_of(custom.view().downgrade) == al::op::checksum_of(words.view().downgrade));
static_assert(custom.view().downgrade.list.size() == 5);

/// Functions of `run` keep their order.
struct two_steps {
    int* seen;
    constexpr auto upgrade() const {
        return hana::make_tuple(al::run([out = seen](auto&) { *out = *out * 10 + 1; }),
                                al::run([out = seen](auto&) { *out = *out * 10 + 2; }));
    }
};
constexpr int order() {
    int seen = 0;
    const auto revision = al::revision("a").upgrade(al::run([out = &seen](auto&) { *out = 3; }), two_steps{&seen});
    int nothing = 0;
    for (std::uint32_t i = 0; i < 3; ++i)
        al::detail::call_function<al::detail::blocking_call<decltype(nothing)>>(
            revision.up_functions, revision.view().upgrade.list[i].run, nothing, {});
    return seen;
}
static_assert(order() == 312);

inline constexpr auto begins =
    al::revision("a0").upgrade(al::create_table("old", al::column("id", al::integer, al::primary_key)));
inline constexpr auto follows_it =
    al::revision("a2").revises("a0").upgrade(counted_table<"b">{"y"}).downgrade(counted_table<"b">{"y"});
inline constexpr al::history<begins, follows_it> history{};
static_assert(al::schema_at<history>.table("b").find_column("y") != nullptr);
static_assert(al::script<history, al::sqlite, "a2:a0">.find("DROP TRIGGER count_b") != std::string_view::npos);

// In a derived downgrade an operation of the user is undone by its own words, among the inverses of the others.
constexpr auto mixed = al::revision("a3")
                           .revises("a0")
                           .upgrade(al::create_table("c", al::column("id", al::integer, al::primary_key)),
                                    hana::make_tuple(counted_table<"d">{"z"}, quiet()))
                           .upgrade(al::add_column("c", al::column("note", al::text)), both());
static_assert(!mixed.view().downgrade_written && mixed.view().downgrade.list.size() == 6);
inline constexpr auto with_both = mixed;
inline constexpr al::history<begins, with_both> derived{};
constexpr std::string_view back = al::script<derived, al::sqlite, "a3:a0">;
constexpr bool in_order(std::initializer_list<std::string_view> texts) {
    std::string_view rest = back.substr(back.find("Running downgrade"));
    for (const std::string_view each : texts) {
        if (rest.find(each) == rest.npos) return false;
        rest.remove_prefix(rest.find(each) + each.size());
    }
    return true;
}
static_assert(in_order({"SELECT 3", "DROP TRIGGER count_a", "DROP TABLE \"a\"", "DROP COLUMN \"note\"", "SELECT 3",
                        "DROP TRIGGER count_d", "DROP TABLE \"d\"", "DROP TABLE \"c\""}));

// A written downgrade takes the place of all that.
constexpr auto by_hand = mixed.downgrade(al::drop_table("a"));
static_assert(by_hand.view().downgrade_written && by_hand.view().downgrade.list.size() == 1);

int main() {}
