// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tool_test.hpp"

#include <aludel/cli/session.hpp>
#include <aludel/code/adoption.hpp>

/// The tool on a database of a server: what it says of it is what it says of a file. `Database` is new and empty, with
/// `url()` and `connect()`.
template <class Database, const auto& Market, const auto& Nothing, const auto&... Models>
class server_tool_test : public tool_test {
protected:
    transcript market(std::string_view line) const { return run<Market, Models...>(line); }
    template <const auto& History, const auto&... Compared>
    transcript run(std::string_view line) const {
        std::vector<std::string> arguments = words(line);
        arguments.insert(arguments.end(), {"-d", own.url()});
        return run_tool<History, Compared...>(arguments);
    }
    std::string text(std::string_view sql) { return test::text_of(db, sql); }

    void migrate_and_tell_where_it_is() {
        EXPECT_EQ(market("current").code, 0);
        EXPECT_EQ(market("upgrade 2fda -q").code, 0);
        EXPECT_EQ(market("current -q").out, "2fda6446e69f\n");
        const transcript at_head = market("upgrade --verify");
        EXPECT_TRUE(at_head.out.ends_with("The database is as the history says.\n")) << at_head;
        EXPECT_EQ(market("redo -q").code, 0);
        const std::string log = market("log -n 1").out;  // as on every database, 2026-01-31T12:00:00.000Z
        ASSERT_GT(log.size(), 34U) << log;
        EXPECT_EQ(log.substr(4, 1) + log.substr(10, 1) + log.substr(23, 11), "-TZ  upgrade ") << log;
        EXPECT_EQ(market("downgrade base -q").code, 0);
        EXPECT_EQ(text("SELECT count(*) FROM aludel_version"), "0|\n");
        EXPECT_EQ(market("stamp 2fda -q").code, 0);
        EXPECT_EQ(market("current -q").out, "2fda6446e69f\n");
        EXPECT_EQ(market("stamp base -q").code, 0);
        EXPECT_EQ(market("current -q").out, "");
    }

    /// `change` changes the type of `users.username`, and `difference` says how it differs then.
    void check_and_verify(std::string_view change, const std::string& difference) {
        ASSERT_EQ(market("upgrade -q").code, 0);
        EXPECT_EQ(market("check").code, 0);
        db.execute(std::string(change) + "; CREATE TABLE tmp_notes (body text)");
        const std::string column = "column `username` of table `users` differs: " + difference + "\n";
        EXPECT_TRANSCRIPT(market("check"), 3, "drift: " + column + "drift: table `tmp_notes` is unexpected\n", "");
        EXPECT_TRANSCRIPT(market("upgrade --verify -q --exclude tmp_*"), 3, "drift: " + column, "");
        EXPECT_EQ(market("upgrade --verify -q --exclude tmp_* --exclude users.username").code, 0);
        EXPECT_NE(market("upgrade --verify --json").out.find("table `tmp_notes` is unexpected"), std::string::npos);
    }

    void take_over_a_database() {
        ASSERT_EQ(market("upgrade -q").code, 0);
        forget();
        db.execute("CREATE TABLE tmp_notes (body text)");
        const transcript refused = market("baseline head");
        EXPECT_EQ(refused.code, 1);
        EXPECT_NE(refused.err.find("table `tmp_notes` is unexpected. Nothing was changed"), std::string::npos)
            << refused;
        EXPECT_NE(market("baseline --user-version 1=2fda").err.find("has no number"), std::string::npos);
        EXPECT_EQ(market("baseline head --exclude tmp_*").out, "Baseline: the database is at 5ca0f991801d (head)\n");
        EXPECT_EQ(market("downgrade 2fda -q").code, 0);
    }

    /// The header of the first revision, for the digital market and what `more` creates, must have the parts.
    void write_the_first_revision(std::string_view more, const char* warnings, std::vector<std::string_view> parts) {
        ASSERT_EQ(market("upgrade -q").code, 0);
        forget();
        db.execute(more);
        std::filesystem::create_directory("migrations");
        std::ofstream("migrations/history.hpp") << "// aludel: the next include\n// aludel: the next revision\n";
        const transcript adopted = run<Nothing>("adopt --models --rev-id a1");
        EXPECT_EQ(adopted.code, 0) << adopted;
        EXPECT_EQ(adopted.err, warnings);
        // Models are verified for the databases of their history.
        const std::string models = content_of("models.hpp"), word = own.url().substr(0, own.url().find(':'));
        EXPECT_NE(models.find("databases = al::settings().dialects(al::" + word), std::string::npos) << models;
        EXPECT_NE(models.find("al::metadata<\n    tables::databases,\n"), std::string::npos) << models;
        std::string header;
        for (const auto& each : std::filesystem::directory_iterator("migrations"))
            if (each.path().filename() != "history.hpp") header = content_of(each.path().string());
        for (const std::string_view part : parts)
            EXPECT_NE(header.find(part), std::string::npos) << part << " is not in\n" << header;
    }

    /// What `adopt` writes of a database makes the same one: it is adopted once more. Returns the remarks of the first.
    std::string adopted_twice(std::string_view sql, const std::vector<std::string>& schemas = {}) {
        db.execute(sql);
        const Database copy;
        std::string remarks;
        const auto adopt = [&](const Database& which, const Database* made) {
            const al::history_view nothing = Nothing.view();
            const auto opened = al::cli::open_session(al::cli::program_of<Nothing>(), which.url());
            const al::schema found = opened->reflect(nothing, schemas);
            const al::query_result stored = opened->stored_statements(schemas);
            al::code::adoption adopted(found, stored, *nothing.settings);
            // Calls a function with the revision as a history.
            const auto with_history = [&](const auto& use) {
                const al::op::operations upgrade = adopted.upgrade();
                const al::op::revision revision = adopted.revision(upgrade.view());
                const al::revision_index order[] = {0};
                return use(al::history_view{"", &adopted.settings(), {&revision, 1}, {order, 1}, {}});
            };
            const auto drift = [&](const al::history_view& alone) { return opened->drift(alone, {}, "heads"); };
            while (adopted.write_in_sql(with_history(drift))) {}
            std::string code;
            for (const std::string& each : adopted.code()) code += each + ",\n";
            for (const std::string& each : adopted.errors()) ADD_FAILURE() << each;
            for (const al::difference& each : with_history(drift))
                ADD_FAILURE() << al::online::text_of(each) << "\n" << code;
            if (made == nullptr) return code;
            for (const std::string& each : adopted.remarks()) remarks += each + "\n";
            with_history([&](const al::history_view& alone) {
                al::cli::open_session(al::cli::program_of<Nothing>(), made->url())
                    ->migrate(alone, al::online::goal::upgrade, {"heads"}, {});
            });
            return code;
        };
        const std::string first = adopt(own, &copy);
        EXPECT_EQ(adopt(copy, nullptr), first);
        return remarks;
    }

    /// Drops the tables of the library.
    void forget() {
        db.execute("DROP TABLE IF EXISTS aludel_version_claim; DROP TABLE aludel_version; DROP TABLE aludel_journal");
    }

    const Database own;
    decltype(own.connect()) db = own.connect();
};
