// SPDX-License-Identifier: BSL-1.0
// The laws of migrations on another database than SQLite: down undoes up, wherever it stops it goes on, and what is
// done is not done again.
#include "imaginary_online.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

namespace al = aludel;
using imaginary::connection;

constexpr auto settings = al::settings().dialects(imaginary::target);
constexpr auto shops = al::revision("a1").upgrade(
    al::create_table("shops", al::column("id", al::integer, al::primary_key),
                     al::column("name", al::text, al::not_null)),
    al::create_table("goods", al::column("id", al::integer, al::primary_key), al::column("name", al::text)),
    al::create_index("by_name", "shops", "name"), al::create_index("by_name", "goods", "name"));
constexpr auto rows = al::revision("b2")
                          .revises("a1")
                          .upgrade(al::insert("shops", al::row(al::value("id", 1), al::value("name", "one")),
                                              al::row(al::value("id", 2), al::value("name", "two"))),
                                   al::add_column("goods", al::column("price", al::integer)),
                                   al::execute("UPDATE `goods` SET `price` = 1"))
                          .downgrade(al::drop_column("goods", "price"), al::execute("DELETE FROM `shops`"));
constexpr auto renamed =
    al::revision("c3").revises("b2").upgrade(al::rename_table("goods", "wares"), al::drop_index("by_name", "wares"),
                                             al::rename_column("wares", "name", "title"));
constexpr al::history<settings, shops, rows, renamed> history{};

/// The contents of the database without the tables of the library; index names of the engine are left out.
std::multiset<std::string> contents(connection& db) {
    std::multiset<std::string> found;
    for (const al::row_values& row :
         db.engine().query("SELECT type || ' ' || tbl_name || CASE type WHEN 'table' THEN ' ' || replace(replace(sql, "
                           "'`', ''), '\"', '') ELSE '' END FROM sqlite_schema WHERE tbl_name NOT LIKE 'aludel%'"))
        found.insert(row[0].value_or(""));
    for (const al::row_values& row :
         db.engine().query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'aludel%'"))
        for (const al::row_values& count : db.engine().query("SELECT count(*) FROM \"" + row[0].value_or("") + "\""))
            found.insert(row[0].value_or("") + " " + count[0].value_or(""));
    return found;
}
std::vector<std::string> version(connection& db) {
    std::vector<std::string> found;
    for (const al::row_values& row : db.engine().query("SELECT version_num FROM aludel_version"))
        found.push_back(row[0].value_or(""));
    return found;
}
using strings = std::vector<std::string>;

TEST(imaginary, up_and_down) {
    connection db;
    EXPECT_EQ(al::upgrade<history>(db).steps, 3U);
    EXPECT_EQ(version(db), strings{"c3"});
    EXPECT_TRUE(al::edited<history>(db).empty());
    const auto top = contents(db);
    db.executed.clear();
    EXPECT_EQ(al::upgrade<history>(db).steps, 0U);
    EXPECT_EQ(db.executed, strings{"SELECT version_num FROM `home`.`aludel_version` ORDER BY version_num"})
        << "one read at head";
    al::downgrade<history>(db, "a1");
    EXPECT_EQ(version(db), strings{"a1"});
    al::upgrade<history>(db);
    EXPECT_EQ(contents(db), top);
    al::downgrade<history>(db, "base");
    EXPECT_EQ(contents(db), std::multiset<std::string>());
    EXPECT_EQ(db.engine().query("SELECT 1 FROM aludel_version_claim").size(), 0U);
}

TEST(imaginary, a_script_does_what_the_engine_does) {
    connection online, offline;
    al::upgrade<history>(online);
    std::string_view script = al::script<history, imaginary::target>;
    for (std::size_t end = script.find(";\n"); end != script.npos; end = script.find(";\n")) {
        std::string_view statement = script.substr(0, end);
        while (statement.starts_with("--") || statement.starts_with("\n"))
            statement.remove_prefix(statement.find('\n') + 1);
        offline.execute(statement);
        script.remove_prefix(end + 2);
    }
    EXPECT_EQ(contents(offline), contents(online));
    EXPECT_EQ(version(offline), version(online));
}

constexpr auto called = al::revision("d4")
                            .revises("a1")
                            .upgrade(al::run([](auto&) {}), al::drop_index("by_name", "goods"))
                            .irreversible("test");
constexpr al::history<settings, shops, called> with_function{};

TEST(imaginary, a_script_stops_where_a_function_would_be_called) {
    constexpr std::string_view script = al::script<with_function, imaginary::target, "a1:d4">;
    const std::size_t stop = script.find(
        "STOP 'revision `d4` has a step that runs online only (al::run): run `upgrade "
        "d4` of the migration tool, then a script from `d4` on';\n");
    EXPECT_LT(stop, script.find("DROP INDEX `by_name`")) << script;
}

/// Whether a statement records that another one is done.
bool is_record(const std::string& sql) { return sql.find(", next_begun = 0 WHERE owner = '") != std::string::npos; }

/// Whichever statement fails, the next run continues with it and executes nothing that was done.
TEST(imaginary, a_failed_run_resumes) {
    connection whole;
    al::upgrade<history>(whole);
    const auto top = contents(whole);
    const std::size_t count = whole.executed.size();
    ASSERT_GT(count, 40U);
    for (std::size_t i = 1; i <= count; ++i) {
        connection db;
        db.fails_at = i;
        EXPECT_THROW(al::upgrade<history>(db), al::migration_error) << i;
        EXPECT_FALSE(db.in_transaction()) << i;
        const std::string failed = db.executed[i - 1];
        try {
            al::upgrade<history>(db);
        } catch (const al::migration_error& error) {
            // Raw SQL may be anything; only what is one change, or commits by itself, is known not to be done. And what
            // was not recorded is not known to be done.
            ASSERT_EQ(error.kind(), al::migration_error_kind::unfinished) << i << failed << error.what();
            if (is_record(failed)) continue;
            ASSERT_EQ(failed, "UPDATE `goods` SET `price` = 1") << error.what();
            al::migration_options take_over;
            take_over.take_over = true;
            al::upgrade<history>(db, take_over);
        }
        EXPECT_EQ(contents(db), top) << i << failed;
        EXPECT_EQ(version(db), strings{"c3"}) << i;
    }
}

/// The process ends at any statement. What had begun and was not recorded only a person can judge; all else goes on by
/// itself.
TEST(imaginary, a_run_that_ended_resumes) {
    connection whole;
    al::upgrade<history>(whole);
    const auto top = contents(whole);
    std::size_t asked = 0;
    for (std::size_t i = 1; i <= whole.executed.size(); ++i) {
        connection db;
        db.dies = true, db.fails_at = i;
        EXPECT_THROW(al::upgrade<history>(db), al::migration_error) << i;
        db.start_again();
        try {
            al::upgrade<history>(db);
        } catch (const al::migration_error& error) {
            ASSERT_EQ(error.kind(), al::migration_error_kind::unfinished) << i << error.what();
            ++asked;
            // It ended after the statement and before the record of it: continuing would do it twice.
            if (is_record(whole.executed[i - 1])) continue;
            al::migration_options take_over;
            take_over.take_over = true;
            al::upgrade<history>(db, take_over);
        }
        EXPECT_EQ(contents(db), top) << i << " " << whole.executed[i - 1];
    }
    EXPECT_GT(asked, 5U);
}

/// Random histories of operations that the database has: each downgrade leads to the schema before its upgrade.
TEST(imaginary, down_undoes_up_in_random_histories) {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        std::mt19937 random(seed);
        const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
        al::detail::text_arena arena;
        std::vector<al::op::operations> lists(8);
        std::vector<std::vector<std::string>> tables;  // the name and the columns of each
        std::vector<std::set<std::string>> indexed;    // the columns of each that have an index of their name
        std::size_t names = 0;
        const auto fresh = [&](const char* prefix) { return prefix + std::to_string(++names); };
        const auto name_of = [&](const std::string& text) { return al::name(arena.keep({text})); };
        for (al::op::operations& list : lists)
            for (std::size_t i = 0; i < 1 + pick(5); ++i) {
                const std::size_t which = tables.empty() ? 0 : pick(tables.size());
                const auto add = [&](const auto& word) {
                    list.append(word.view().upgrade, word.view().upgrade.list[0]);
                };
                const std::size_t what = tables.empty() ? 0 : pick(6);
                if (what == 0) {
                    tables.push_back({fresh("t"), "id", "name"});
                    indexed.emplace_back();
                    add(al::revision("x").upgrade(al::create_table(name_of(tables.back()[0]),
                                                                   al::column("id", al::integer, al::primary_key),
                                                                   al::column("name", al::text))));
                } else if (what == 1) {
                    tables[which].push_back(fresh("c"));
                    add(al::revision("x").upgrade(al::add_column(
                        name_of(tables[which][0]), al::column(name_of(tables[which].back()), al::integer))));
                } else if (what == 2) {
                    const std::string old = tables[which][0];
                    tables[which][0] = fresh("t");
                    add(al::revision("x").upgrade(al::rename_table(name_of(old), name_of(tables[which][0]))));
                } else if (what == 3 && indexed[which].insert("name").second) {  // the same name on every table
                    add(al::revision("x").upgrade(al::create_index("by_name", name_of(tables[which][0]), "name")));
                } else if (what == 4 && indexed[which].erase("name") == 1) {
                    add(al::revision("x").upgrade(al::drop_index("by_name", name_of(tables[which][0]))));
                } else if (what == 5 && tables[which].size() > 3) {
                    const std::string old = tables[which].back();
                    tables[which].back() = fresh("c");
                    add(al::revision("x").upgrade(
                        al::rename_column(name_of(tables[which][0]), name_of(old), name_of(tables[which].back()))));
                }
            }
        std::vector<al::op::revision> revisions(lists.size());
        std::vector<al::name> ids;
        for (std::size_t i = 0; i < lists.size(); ++i) ids.push_back(name_of("r" + std::to_string(i)));
        for (std::size_t i = 0; i < lists.size(); ++i) {
            revisions[i].id = ids[i], revisions[i].upgrade = lists[i].view();
            if (i != 0) revisions[i].parents = {&ids[i - 1], 1};
        }
        const al::op::settings checked = settings.held;
        const auto order = al::topological_order(al::nodes_of(al::op::view_of(revisions)));
        const al::history_view view{
            "random", &checked, al::op::view_of(revisions), {order.data(), static_cast<std::uint32_t>(order.size())}};
        for (const al::finding& each : al::verify(view)) ASSERT_NE(each.level, al::level::error) << each.text();

        connection db;
        const auto migrate = [&](al::online::goal goal, std::string_view target) {
            const al::migration_options options;
            al::online::dialogue channel(db.in_transaction());
            al::online::migrator<al::online_dialect_of<imaginary::id>> engine(view, db.dialect(), channel, options);
            al::online::step_function<connection> none = [](al::revision_index, al::direction, std::uint32_t,
                                                            connection&, const al::run_context&) {};
            return al::online::drive(engine.run(goal, {target}), channel, db, none);
        };
        std::vector<std::multiset<std::string>> seen{contents(db)};
        for (const al::name& each : ids) migrate(al::online::goal::upgrade, each), seen.push_back(contents(db));
        for (std::size_t i = ids.size(); i-- > 0;) {
            migrate(al::online::goal::downgrade, i == 0 ? std::string_view("base") : ids[i - 1].text());
            ASSERT_EQ(contents(db), seen[i]) << seed << " " << i;
        }
    }
}

}  // namespace
