// SPDX-License-Identifier: BSL-1.0
// Random histories, each with a squash of a random run: databases are the same with it and without.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include "../../online/describe.hpp"
#include "random_history.hpp"

#include <cstdlib>
#include <algorithm>
#include <string>
#include <vector>

namespace {

namespace al = aludel;
namespace op = aludel::op;

int histories() {
    const char* const message = std::getenv("ALUDEL_LAW_HISTORIES");
    return (message == nullptr ? 2000 : std::atoi(message)) / 4;
}

/// A history; the same with a squash of its revisions from `first` to `last`; and the same without those revisions.
struct squashed {
    laws::random_history generated;
    al::history_view without;
    std::size_t first = 0, last = 0;
    al::schema at_once;  // operations may point into it
    al::detail::text_arena arena;
    op::operations upgrade;
    std::vector<al::name> replaced;
    std::vector<op::revision> beside, after;
    std::vector<al::revision_index> order;

    explicit squashed(int number) : generated(static_cast<std::uint32_t>(number), false), without(generated.view()) {
        const std::size_t count = without.revisions.size();
        first = static_cast<std::size_t>(number) % count;
        last = first + 1 + static_cast<std::size_t>(number) / 3 % (count - first);
        if (first == 0 && number % 2 == 0) make_at_once();
        else
            for (std::size_t i = first; i < last; ++i)
                for (const op::operation& each : without.revisions[i].upgrade.list)
                    upgrade.append(without.revisions[i].upgrade, each);
        op::revision squash{};
        squash.id = "squash";
        squash.parents = without.revisions[first].parents;
        for (std::size_t i = first; i < last; ++i) replaced.push_back(without.revisions[i].id);
        squash.replaces = {replaced.data(), static_cast<std::uint32_t>(replaced.size())};
        squash.upgrade = upgrade.view();
        for (const op::revision& each : without.revisions) beside.push_back(each);
        for (std::size_t i = 0; i < first; ++i) after.push_back(beside[i]);
        after.push_back(squash);
        for (std::size_t i = last; i < count; ++i) after.push_back(beside[i]);
        beside.push_back(squash);
        for (std::size_t i = 0; i < count; ++i) order.push_back(static_cast<al::revision_index>(i));
    }

    /// Fills `upgrade` with the operations that create the tables, views and triggers after the run, without
    /// intermediate states.
    void make_at_once() {
        at_once = al::detail::schema_after(without, last);
        upgrade = al::detail::tables_of(at_once, arena);
        for (const al::detail::view_entry& each : at_once.views.entries())
            if (each.alive) upgrade.append(*each.arrays, each.get());
        for (const al::detail::trigger_entry& each : at_once.triggers.entries())
            if (each.alive) al::detail::append_trigger(each, upgrade);
    }

    [[nodiscard]] al::history_view with_shortcut() const {
        const auto count = static_cast<std::uint32_t>(beside.size() - 1);
        return {
            "beside", &generated.settings(), {beside.data(), count}, {order.data(), count}, {beside.data() + count, 1}};
    }
    [[nodiscard]] al::history_view with_squash() const {
        const auto count = static_cast<std::uint32_t>(after.size());
        return {"after", &generated.settings(), {after.data(), count}, {order.data(), count}, {}};
    }
};

/// Upgrades a database and keeps its version rows.
std::size_t upgrade(al::sqlite3::connection& db, const al::history_view& history, std::vector<std::string>& rows,
                    std::string_view target) {
    al::migration<al::dialect_of<al::sqlite.id>> plan(history, al::sqlite, al::version_rows(rows));
    plan.upgrade(target);
    for (std::size_t i = 0; i < plan.size(); ++i) {
        const al::migration_step step = plan.render(i);
        std::vector<std::string> kept;
        for (const al::statement& each : step.statements) {
            if (each.kind == al::statement_kind::sql) db.execute(each.sql.str());
            if (each.kind == al::statement_kind::save)
                for (const auto& row : db.query(each.sql.str())) kept.push_back(row[0].value_or(""));
            if (each.kind == al::statement_kind::restore) {
                for (const std::string& sql : kept) db.execute(sql);
                kept.clear();
            }
        }
        for (const al::version_write& write : step.writes) {
            EXPECT_EQ(std::count(rows.begin(), rows.end(), std::string(write.from)), write.from.empty() ? 0 : 1);
            al::online::apply_write(rows, write);
        }
    }
    return plan.size();
}

void expect_same(al::sqlite3::connection& one, al::sqlite3::connection& other, int number) {
    const auto found = oracle::differences(oracle::describe(one), oracle::describe(other));
    EXPECT_TRUE(found.empty()) << "history " << number << ": " << found[0];
}

std::size_t findings_of(const al::history_view& history, al::rule wanted) {
    std::size_t count = 0;
    for (const al::finding& each : al::verify(history)) count += each.rule == wanted ? 1 : 0;
    return count;
}

/// The operations of random histories drop data freely; only squashes are tested here.
op::settings without_reviews(op::settings settings) {
    for (const al::rule each :
         {al::rule::drops_table, al::rule::drops_column, al::rule::narrows_type, al::rule::drops_constraint,
          al::rule::drops_primary_key, al::rule::sets_not_null, al::rule::adds_unique, al::rule::adds_check,
          al::rule::adds_foreign_key, al::rule::may_not_convert, al::rule::add_required_column,
          al::rule::nullable_primary_key, al::rule::no_primary_key, al::rule::float_for_money,
          al::rule::double_quoted_text, al::rule::deletes_all_rows, al::rule::downgrade_required})
        settings.levels[settings.level_count++] = {each, al::level::off};
    return settings;
}

TEST(SquashLaws, ASquashThatSaysTheSameIsProven) {
    std::size_t shorter = 0;
    for (int number = 0; number < histories(); ++number) {
        const squashed result(number);
        const op::settings settings = without_reviews(result.generated.settings());
        al::history_view history = result.with_shortcut();
        history.settings = &settings;
        for (const al::finding& each : al::verify(history))
            if (each.level == al::level::error) ADD_FAILURE() << number << ": " << each.text();
        EXPECT_TRUE(al::validate(result.with_squash()).empty());
        shorter += result.last - result.first > 1 ? 1 : 0;
    }
    EXPECT_GT(shorter, static_cast<std::size_t>(histories() / 2));
}

TEST(SquashLaws, ASquashThatLeavesATableOutIsNot) {
    std::size_t tried = 0;
    for (int number = 0; number < histories(); ++number) {
        squashed result(number);
        const op::settings settings = without_reviews(result.generated.settings());
        const al::schema before = al::detail::schema_after(result.without, result.first),
                         behind = al::detail::schema_after(result.without, result.last);
        if (al::compare(before, behind).empty()) continue;
        result.beside.back().upgrade.list.count = 0;
        al::history_view history = result.with_shortcut();
        history.settings = &settings;
        EXPECT_EQ(findings_of(history, al::rule::invalid_squash), 1U) << "it does nothing";
        al::detail::vector<al::finding> found;
        al::detail::prove_shortcut(history, result.beside.back(), found);
        ASSERT_EQ(found.size(), 1U) << number;
        EXPECT_EQ(found[0].rule, al::rule::squash_mismatch);
        ++tried;
    }
    EXPECT_GT(tried, static_cast<std::size_t>(histories() / 2));
}

TEST(SquashLaws, DatabasesAreTheSameWithItAndWithout) {
    for (int number = 0; number < histories(); ++number) {
        const squashed result(number);
        std::vector<std::string> rows, rows_beside, rows_after;
        al::sqlite3::connection db(":memory:"), beside(":memory:"), after(":memory:");
        const std::size_t count = upgrade(db, result.without, rows, "head");
        EXPECT_EQ(upgrade(beside, result.with_shortcut(), rows_beside, "head"),
                  count - (result.last - result.first) + 1);
        EXPECT_EQ(upgrade(after, result.with_squash(), rows_after, "head"), count - (result.last - result.first) + 1);
        EXPECT_EQ(rows_beside, rows);
        EXPECT_EQ(rows_after, result.last == count ? std::vector<std::string>{"squash"} : rows);
        expect_same(beside, db, number);
        expect_same(after, db, number);
    }
}

TEST(SquashLaws, DatabasesInTheMiddleGoOn) {
    for (int number = 0; number < histories(); ++number) {
        const squashed result(number);
        if (result.last - result.first < 2) continue;
        const std::size_t middle = result.first + static_cast<std::size_t>(number) % (result.last - result.first - 1);
        std::vector<std::string> rows, rows_beside;
        al::sqlite3::connection db(":memory:"), beside(":memory:");
        upgrade(db, result.without, rows, result.without.revisions[middle].id);
        upgrade(beside, result.with_shortcut(), rows_beside, result.without.revisions[middle].id);
        EXPECT_EQ(rows_beside, rows);
        expect_same(beside, db, number);
        EXPECT_EQ(upgrade(beside, result.with_shortcut(), rows_beside, "squash"), result.last - middle - 1)
            << "by the old ones";
        // The next release, on a database whose version table has the last revision of the run.
        upgrade(beside, result.with_squash(), rows_beside, "head");
        upgrade(db, result.without, rows, "head");
        expect_same(beside, db, number);
        EXPECT_EQ(rows_beside, rows);
    }
}

}  // namespace
