// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/cli/command.hpp>
#include <aludel/cli/revision_line.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/model/schema_at.hpp>
#include <aludel/online/edited.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/difference_text.hpp>

#include <memory>       // unique_ptr
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// `check`: compares the models with the history, and the history with the database.
class check_command {
public:
    static constexpr const char* word = "check";
    static constexpr const char* summary = "Compare the models with the history, and the history with the database";
    static constexpr const char* examples = "check            # 3 when something is not as it should be\ncheck --offline  # models and history alone\ncheck --json";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& to) { to.add_flag("--offline", offline_, "look at no database"); }

    int run(const context& at) {
        const revision_graph graph = at.graph();
        if (at.program.has_models) compare_models(at);
        const bool has_database = !offline_ && (!at.url.empty() || !at.program.has_models);
        if (has_database) compare_database(at, graph);
        if (at.as_json) {
            json_writer to;
            to.object().key("ok").value(problems_.empty()).key("problems").array();
            for (const problem& each : problems_) write(to, each);
            at.out << to.end().end().take();
        } else {
            for (const problem& each : problems_) at.out << at.paint(style::bad, each.kind) << ": " << detail::visible(each.message) << '\n';
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
        edited_revision edited{};
    };

    static void write(json_writer& to, const problem& of) {
        to.object().key("kind").value(of.kind).key("message").value(of.message);
        if (!of.edited.revision.empty())
            to.key("revision").value(of.edited.revision).key("checksum_in_journal").value(of.edited.checksum_in_journal).key("checksum_now").value(of.edited.checksum_now);
        to.end();
    }

    void compare_models(const context& at) {
        const schema is = detail::schema_at_revision(at.history(), "heads");
        const schema wanted = detail::schema_of(at.program.models, *at.history().settings);
        for (const difference& each : compare(is, wanted)) problems_.push_back({"models", "after all revisions " + std::string(each.text().text()) + ". Write a revision that makes up for it, or change the models"});
    }

    void compare_database(const context& at, const revision_graph& graph) {
        const std::vector<std::string> rows = at.known_rows(graph);
        migration_plan rest(at.history(), version_rows(rows));
        rest.upgrade("heads");
        for (const plan_step& step : rest.plan().steps) problems_.push_back({"pending", "revision `" + std::string(step.id) + "` is not applied. Upgrade"});
        if (at.is_missing()) return;
        const std::unique_ptr<session> db = at.open(access::look);
        compare_journal(at, *db);
        for (const difference& each : db->drift(at.history(), at.options())) problems_.push_back({"drift", online::text_of(each)});
    }

    /// Finds revisions that were edited after they had been applied.
    void compare_journal(const context& at, session& db) {
        for (const edited_revision& each : db.edited(at.history(), at.options()))
            problems_.push_back({"edited", "revision `" + each.revision + "` was edited after it had been applied (checksum " + each.checksum_in_journal + " then, " + each.checksum_now +
                                           " now). Restore it, and write a new revision; or say .accept_checksum(\"" + each.checksum_in_journal + "\") on it", each});
    }

    std::vector<problem> problems_;
    bool offline_ = false;
};

}  // namespace aludel::inline v0_1::cli
