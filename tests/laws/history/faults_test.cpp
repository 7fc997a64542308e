// SPDX-License-Identifier: BSL-1.0
// One mistake in a real history is one error, whatever later revisions build on it, and two mistakes are two.
#include "../../data/long_a.hpp"
#include "../../data/long_b.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace al = aludel;

namespace long_a {
using declared = al::unverified_history<LONG_A_ENTRIES>;
}
namespace long_b {
using declared = al::unverified_history<LONG_B_ENTRIES>;
}

namespace {

using texts = std::vector<std::string>;

/// A history whose operations can be changed.
struct draft {
    al::op::settings settings;
    std::vector<al::op::revision> revisions;
    std::deque<al::op::operations> upgrades, downgrades;
    std::deque<std::string> misspelled;

    explicit draft(const al::history_view& history) : settings(*history.settings) {
        for (const al::op::revision& each : history.revisions) {
            revisions.push_back(each);
            add(upgrades, each.upgrade), add(downgrades, each.downgrade);
        }
    }
    static void add(std::deque<al::op::operations>& lists, const al::op::operations_view& source) {
        al::op::operations& copy = lists.emplace_back();
        for (const al::op::operation& each : source.list) copy.append(source, each);
    }

    /// The messages of all errors.
    [[nodiscard]] texts errors() {
        for (std::size_t i = 0; i < revisions.size(); ++i)
            revisions[i].upgrade = upgrades[i].view(), revisions[i].downgrade = downgrades[i].view();
        texts found;
        const auto count = static_cast<std::uint32_t>(revisions.size());
        for (const al::finding& each : al::verify(settings, {revisions.data(), count}))
            if (each.level == al::level::error) found.emplace_back(each.text());
        return found;
    }
};

/// A change of a draft; the second call undoes it.
struct mistake {
    std::size_t revision;
    std::string_view table;
    std::function<void()> toggle;
    bool drops_something = false;  ///< an operation is left out, of which nobody knows what it was for
};

template <class T>
std::function<void()> exchange(T& place, T other) {
    return [&place, other]() mutable { std::swap(place, other); };
}

/// Mistakes that can be made in a history.
std::vector<mistake> mistakes(draft& subject) {
    std::vector<mistake> all;
    const auto misspell = [&](std::size_t revision, std::string_view table, auto& name) {
        if (name.text().empty()) return;
        auto changed = name;
        const std::string& wrong = subject.misspelled.emplace_back(std::string(name.text()) + "zz");
        changed = std::string_view(wrong);
        all.push_back({revision, table, exchange(name, changed)});
    };
    for (std::size_t i = 0; i < subject.revisions.size(); ++i)
        for (al::op::operations* const list : {&subject.upgrades[i], &subject.downgrades[i]}) {
            for (al::op::operation& each : list->list) {
                const std::string_view table = each.table;
                misspell(i, table, each.table), misspell(i, table, each.to);
                if (each.columns.empty()) misspell(i, table, each.object);
                for (std::uint32_t k = 0; k < each.columns.count; ++k)
                    misspell(i, table, list->columns[each.columns.first + k].name);
                for (std::uint32_t k = 0; k < each.constraints.count; ++k) {
                    al::op::constraint& constraint = list->constraints[each.constraints.first + k];
                    misspell(i, table, constraint.name), misspell(i, table, constraint.target);
                    for (std::uint32_t n = 0; n < constraint.columns.count; ++n)
                        misspell(i, table, list->names[constraint.columns.first + n]);
                }
                for (std::uint32_t k = 0; k < each.indexes.count; ++k) {
                    al::op::index& index = list->indexes[each.indexes.first + k];
                    misspell(i, table, index.name);
                    for (std::uint32_t n = 0; n < index.parts.count; ++n)
                        misspell(i, table, list->parts[index.parts.first + n].column);
                }
            }
            for (std::size_t k = 0; k < list->list.size(); ++k) {
                auto fewer = list->list, more = list->list, swapped = list->list;
                fewer.erase(fewer.begin() + k), more.push_back(list->list[k]);
                const std::string_view table = list->list[k].table;
                all.push_back({i, table, exchange(list->list, fewer), true});
                all.push_back({i, table, exchange(list->list, more)});
                if (k != 0) {
                    std::swap(swapped[k - 1], swapped[k]);
                    all.push_back({i, table, exchange(list->list, swapped)});
                }
            }
        }
    return all;
}

/// At most `known` mistakes may cause more than one error: those of which it cannot be told what was meant.
void expect_one_error_each(const al::history_view& history, std::size_t known) {
    draft subject(history);
    ASSERT_EQ(subject.errors(), texts{});
    const std::vector<mistake> all = mistakes(subject);
    std::vector<std::pair<const mistake*, std::string>> alone;
    std::size_t several = 0;
    for (const mistake& each : all) {
        each.toggle();
        const texts found = subject.errors();
        each.toggle();
        if (found.size() == 1) alone.emplace_back(&each, found[0]);
        if (found.size() < 2 || each.drops_something) continue;
        ++several;
        if (several > known)
            ADD_FAILURE() << "in revision " << each.revision << " and table " << each.table << ":\n  " << found[0]
                          << "\n  " << found[1];
    }
    EXPECT_GT(alone.size(), all.size() / 3);
    EXPECT_EQ(subject.errors(), texts{});

    // Two mistakes in different tables and revisions. Few hide each other, such as two in one downgrade, which is
    // proven only when all its operations can be applied.
    std::size_t pairs = 0, hidden = 0;
    for (std::size_t i = 0; i < alone.size(); i += 3) {
        const auto& [first, one] = alone[i];
        const auto& [second, other] = alone[(i * 7 + alone.size() / 2) % alone.size()];
        if (first->table == second->table || first->revision == second->revision || one == other) continue;
        first->toggle(), second->toggle();
        const texts found = subject.errors();
        second->toggle(), first->toggle();
        ++pairs;
        const auto has = [&](const std::string& text) {
            return std::find(found.begin(), found.end(), text) != found.end();
        };
        if (has(one) && has(other)) continue;
        if (++hidden > pairs / 50) ADD_FAILURE() << "one of these hides the other:\n  " << one << "\n  " << other;
    }
    EXPECT_GT(pairs, 100);
}

TEST(faults, each_mistake_in_a_history_is_one_error) { expect_one_error_each(long_a::declared::entries(), 3); }

TEST(faults, each_mistake_in_another_history_is_one_error) { expect_one_error_each(long_b::declared::entries(), 3); }

// Every kind of change of a table that was never created, each twice: only the first of them is an error, and no rule
// looks at the rows of a table that is not there.
inline constexpr auto settings = al::settings().dialects(al::sqlite, al::postgresql).zero_downtime();
inline constexpr auto start =
    al::revision("a1").upgrade(al::create_table("lakes", al::column("id", al::integer, al::primary_key)));
inline constexpr auto first_rivers = al::revision("b2").revises("a1").upgrade(
    al::add_column("rivers", al::column("lake", al::integer, al::references("lakes", "id"))));
inline constexpr auto more_rivers =
    al::revision("c3")
        .revises("b2")
        .upgrade(
            al::add_column("rivers", al::column("sea", al::integer, al::references("lakes", "id"))),
            al::add_column("rivers", al::column("depth", al::integer, al::unique, al::indexed, al::check("depth > 0"))),
            al::add_column("rivers", al::column("width", al::integer, al::not_null)).fill(al::sql("random()")),
            al::add_constraint("rivers", al::foreign_key("spring").references("lakes", "id")),
            al::add_constraint("rivers", al::unique("spring")), al::add_constraint("rivers", al::check("spring > 0")),
            al::create_index("ix_rivers", "rivers", "spring").unique(),
            al::alter_column("rivers", "spring").type(al::bigint).not_null().fill(al::sql("0")),
            al::rename_column("rivers", "spring", "source"), al::drop_column("rivers", "source"),
            al::insert("rivers", al::row(al::value("id", 1))), al::drop_constraint("rivers", "pk_rivers"),
            al::drop_index("ix_rivers", "rivers"), al::drop_table("rivers"))
        .irreversible("nothing to go back to");
inline constexpr al::unverified_history<settings, start, first_rivers, more_rivers> rivers{};

TEST(faults, a_table_that_is_not_there_has_no_rows_to_ask_about) {
    texts found;
    for (const al::finding& each : al::findings<rivers>()) found.emplace_back(each.text());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NE(found[0].find("table `rivers` does not exist"), std::string::npos) << found[0];
}

// Compilers are shown ten errors, so a constant expression writes few more; `lint` lists all.
inline constexpr auto thirty =
    al::revision("d4")
        .upgrade(al::drop_table("t0"), al::drop_table("t1"), al::drop_table("t2"), al::drop_table("t3"),
                 al::drop_table("t4"), al::drop_table("t5"), al::drop_table("t6"), al::drop_table("t7"),
                 al::drop_table("t8"), al::drop_table("t9"), al::drop_table("t10"), al::drop_table("t11"),
                 al::drop_table("t12"), al::drop_table("t13"), al::drop_table("t14"), al::drop_table("t15"),
                 al::drop_table("t16"), al::drop_table("t17"), al::drop_table("t18"), al::drop_table("t19"),
                 al::drop_table("t20"), al::drop_table("t21"), al::drop_table("t22"), al::drop_table("t23"),
                 al::drop_table("t24"), al::drop_table("t25"), al::drop_table("t26"), al::drop_table("t27"),
                 al::drop_table("t28"), al::drop_table("t29"))
        .irreversible("nothing to go back to");
inline constexpr al::unverified_history<thirty> mistaken{};
static_assert(al::findings<mistaken>().size() == 20);

TEST(faults, all_errors_are_found_at_run_time) { EXPECT_EQ(al::findings<mistaken>().size(), 30U); }

// The compiler verifies a history in blocks, and leaves out of the replay in front of one what cannot matter to it.
texts findings_of(const al::history_view& history, std::size_t pieces) {
    const std::vector<al::revision_index> order = al::topological_order(al::nodes_of(history.revisions));
    al::detail::vector<al::finding> found;
    for (std::size_t i = 0; i < pieces; ++i)
        al::detail::verify_schema(*history.settings, history.revisions, al::op::view_of(order),
                                  i * order.size() / pieces, (i + 1) * order.size() / pieces, found);
    texts list;
    for (const al::finding& each : found) list.emplace_back(each.text());
    return list;
}

inline constexpr auto one_database = al::settings().dialects(al::postgresql);
inline constexpr auto objects = al::revision("01").upgrade(
    al::create_function("twice", "(x integer) RETURNS integer LANGUAGE sql AS 'SELECT x * 2'"),
    al::create_sequence("numbers"), al::create_enum("mood", "sad", "happy"),
    al::create_table("people", al::column("id", al::integer, al::primary_key)),
    al::create_table("places", al::column("id", al::integer, al::primary_key)));
inline constexpr auto sizes =
    al::revision("02").revises("01").upgrade(al::add_column("places", al::column("size", al::integer)),
                                             al::add_column("people", al::column("mood", al::enumeration("mood"))));
inline constexpr auto persons = al::revision("03").revises("02").upgrade(al::rename_table("people", "persons"));
inline constexpr auto defaults = al::revision("04").revises("03").upgrade(
    al::alter_column("persons", "mood").default_to("sad"), al::add_column("places", al::column("number", al::integer)),
    al::alter_column("places", "number").default_to(al::sql("nextval('numbers')")));
inline constexpr auto sized = al::revision("05").revises("04").upgrade(al::create_index("ix_size", "places", "size"));
inline constexpr auto fewer = al::revision("06").revises("05").upgrade(al::drop_enum_value("mood", "sad"));
inline constexpr auto dropped =
    al::revision("07").revises("06").upgrade(al::drop_enum("mood"), al::drop_sequence("numbers"));
inline constexpr al::unverified_history<one_database, objects, sizes, persons, defaults, sized, fewer, dropped>
    with_objects{};

TEST(faults, a_history_verified_in_blocks_has_the_findings_of_the_whole) {
    const al::history_view whole = decltype(with_objects)::entries();
    const texts found = findings_of(whole, 1);
    const auto count = [&](const char* rule) {
        return std::count_if(found.begin(), found.end(),
                             [&](const std::string& each) { return each.find(rule) != std::string::npos; });
    };
    EXPECT_EQ(count("[AL222]"), 1);  // the default `sad`
    EXPECT_EQ(count("[AL245]"), 2);  // the enumeration and the sequence are used
    EXPECT_EQ(count("[AL204]"), 0);
    EXPECT_EQ(findings_of(whole, 7), found);

    for (const al::history_view& real : {long_a::declared::entries(), long_b::declared::entries()})
        EXPECT_EQ(findings_of(real, real.revisions.size()), findings_of(real, 1));
}

}  // namespace
