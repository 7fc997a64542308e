// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/config.hpp>

#if ALUDEL_HAS_CLI11

#include <aludel/cli/command.hpp>
#include <aludel/cli/revision_line.hpp>
#include <aludel/dialect/quote.hpp>
#include <aludel/history/models.hpp>
#include <aludel/online/drift.hpp>
#include <aludel/operation/checksum.hpp>
#include <aludel/schema/compare.hpp>

#include <cstdint>      // uint64_t
#include <memory>       // unique_ptr
#include <set>          // set
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// check: the models against the history, and the history against a database.
class check_command {
public:
    static constexpr const char* word = "check";
    static constexpr const char* summary = "Compare the models with the history, and the history with the database";
    static constexpr const char* examples = "check            # 3 when something is not as it should be\ncheck --offline  # models and history alone\ncheck --json";

    void add_options(CLI::App& to) { to.add_flag("--offline", offline_, "look at no database"); }

    int run(const context& at) {
        const revision_graph graph = at.graph();
        if (at.program.has_models) compare_models(at);
        const bool has_database = !offline_ && (!at.url.empty() || !at.program.has_models);
        if (has_database) compare_database(at, graph);
        if (at.as_json) {
            json_writer to;
            to.object().key("ok").value(problems_.empty()).key("problems").array();
            for (const problem& each : problems_) to.object().key("kind").value(each.kind).key("message").value(each.message).end();
            at.out << to.end().end().take();
        } else {
            for (const problem& each : problems_) at.out << at.paint(style::bad, each.kind) << ": " << each.message << '\n';
            if (problems_.empty() && !at.quiet)
                at.out << (at.program.has_models ? "No new upgrade operations detected: the history leads to the models.\n" : "")
                       << (has_database ? "The database is as the history says.\n" : "");
        }
        return problems_.empty() ? ok : not_as_asked;
    }

private:
    struct problem {
        std::string_view kind;
        std::string message;
    };

    void compare_models(const context& at) {
        const schema is = detail::schema_at_revision(at.history(), "heads");
        const schema wanted = detail::schema_of(at.program.models, *at.history().settings);
        for (const difference& each : compare(is, wanted)) problems_.push_back({"models", "after all revisions " + std::string(each.text().text()) + ". Write a revision that makes up for it, or change the models"});
    }

    void compare_database(const context& at, const revision_graph& graph) {
        const std::vector<std::string> rows = at.known_rows(graph);
        const plan rest = graph.upgrade(version_rows(rows), "heads");
        for (const plan_step& step : rest.steps) problems_.push_back({"pending", "revision `" + std::string(step.id) + "` is not applied. Upgrade"});
        if (at.is_missing()) return;
        const std::unique_ptr<session> db = at.open(access::look);
        compare_journal(at, graph, rows, *db);
        compare_schema(at, graph, rows, *db);
    }

    /// Revisions that were edited after they had been applied.
    void compare_journal(const context& at, const revision_graph& graph, const std::vector<std::string>& rows, session& db) {
        sql_text exists, select;
        exists.put("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ");
        dialect::put_string(exists, at.history().settings->journal_table);
        if (db.query(exists.str()).empty()) return;
        // What was taken back and applied again counts as it was applied last.
        select.put("SELECT revision, checksum FROM ");
        dialect::put_identifier(select, at.history().settings->journal_table);
        select.put(" WHERE direction <> 'downgrade' ORDER BY entry DESC");
        std::vector<char> applied = applied_at(graph, rows);
        for (const row_values& entry : db.query(select.str())) {
            for (revision_index i = 0; i < graph.size(); ++i) {
                if (!applied[i] || !entry[0] || graph.id(i).text() != *entry[0]) continue;
                applied[i] = 0;
                if (entry[1] != hexadecimal(op::checksum_of(at.history().at(i).upgrade)))
                    problems_.push_back({"edited", "revision `" + *entry[0] + "` was edited after it had been applied. Restore it, and write a new revision"});
            }
        }
    }

    /// What the database holds, against the schema at its revisions, made in memory.
    void compare_schema(const context& at, const revision_graph& graph, const std::vector<std::string>& rows, session& db) {
        const op::settings& settings = *at.history().settings;
        const std::unique_ptr<session> scratch = at.program.open("sqlite:///:memory:");
        schema wanted;
        wanted.naming = settings.naming;
        const std::vector<char> applied = applied_at(graph, rows);
        detail::replay replay{wanted, &settings};
        for (const revision_index each : at.history().order)
            if (applied[each]) replay.revision = &at.history().at(each), detail::apply(replay, replay.revision->upgrade);
        create_all(*scratch, wanted);
        const std::set<std::string> own{std::string(settings.version_table.text()), std::string(settings.journal_table.text())};
        for (const std::string& each : differences(describe(db, own), describe(*scratch, own)))
            problems_.push_back({"drift", (each[0] == '-' ? "missing: " : "unknown: ") + each.substr(2)});
    }

    static std::vector<char> applied_at(const revision_graph& graph, const std::vector<std::string>& rows) {
        std::vector<char> made(graph.size());
        for (const revision_index row : graph.find("current", version_rows(rows))) {
            made[row] = 1;
            for (const revision_index below : graph.ancestors(row)) made[below] = 1;
        }
        return made;
    }

    static std::string hexadecimal(std::uint64_t of) {
        std::string made;
        for (int shift = 60; shift >= 0; shift -= 4) made += "0123456789abcdef"[of >> shift & 15U];
        return made;
    }

    std::vector<problem> problems_;
    bool offline_ = false;
};

}  // namespace aludel::inline v0_1::cli

#endif
