// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/cli/command.hpp>
#include <aludel/cli/finding_line.hpp>
#include <aludel/cli/revision_line.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/model/schema_at.hpp>
#include <aludel/online/edited.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/difference_text.hpp>
#include <aludel/schema/object_filter.hpp>

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
    static constexpr const char* examples =
        "check            # 3 when something is not as it should be\ncheck --offline  # models and history "
        "alone\ncheck --json";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) { command.add_flag("--offline", offline_, "look at no database"); }

    int run(const context& tool) {
        const revision_graph graph = tool.graph();
        tool.compared.require_valid();
        if (tool.program.has_models) compare_models(tool);
        const bool has_database = !offline_ && (!tool.url.empty() || !tool.program.has_models);
        if (has_database) compare_database(tool, graph);
        if (tool.as_json) write_all(tool);
        else print_all(tool, has_database);
        return problems_.empty() ? ok : not_as_asked;
    }

private:
    void write_all(const context& tool) const {
        const program_findings found(tool);
        json_writer writer;
        writer.object().key("ok").value(problems_.empty()).key("problems").array();
        for (const problem& each : problems_) write(writer, each);
        writer.end().key("warnings").array();
        for (const finding& each : found.list())
            if (each.level == level::warning) cli::write(writer, each);
        tool.out << writer.end().end().take();
    }

    void print_all(const context& tool, bool has_database) const {
        for (const problem& each : problems_)
            tool.out << tool.paint(style::bad, each.kind) << ": " << detail::visible(each.message) << '\n';
        if (tool.quiet) return;
        const program_findings found(tool);
        for (const finding& each : found.list())
            if (each.level == level::warning) tool.out << level_word(tool, each, false) << ": " << each.text() << '\n';
        if (!problems_.empty()) return;
        if (tool.program.has_models)
            tool.out << "No new upgrade operations detected: the history leads to the models.\n";
        else if (!has_database) tool.out << "The program has no models that the history could lead to.\n";
        if (has_database) tool.out << "The database is as the history says.\n";
    }

    struct problem {
        std::string_view kind;
        std::string message;
        edited_revision edited{};
    };

    static void write(json_writer& writer, const problem& subject) {
        writer.object().key("kind").value(subject.kind).key("message").value(subject.message);
        if (!subject.edited.revision.empty())
            writer.key("revision")
                .value(subject.edited.revision)
                .key("checksum_in_journal")
                .value(subject.edited.checksum_in_journal)
                .key("checksum_now")
                .value(subject.edited.checksum_now);
        writer.end();
    }

    void compare_models(const context& tool) {
        detail::vector<finding> mistakes;
        verify(tool.program.models, *tool.history().settings, mistakes);
        for (const finding& each : mistakes) problems_.push_back({"models", std::string(each.text())});
        if (!mistakes.empty()) return;
        const schema is = detail::schema_at_revision(tool.history(), "heads");
        const schema wanted = detail::schema_of(tool.program.models, *tool.history().settings);
        for (const difference& each : filtered(compare(is, wanted), tool.compared))
            problems_.push_back({"models",
                                 "after all revisions " + std::string(each.text().text()) +
                                     ". Write a revision that makes up for it, or change the models"});
    }

    void compare_database(const context& tool, const revision_graph& graph) {
        const std::vector<std::string> rows = tool.known_rows(graph);
        migration_plan rest(tool.history(), version_rows(rows));
        rest.upgrade("heads");
        for (const plan_step& step : rest.plan().steps)
            problems_.push_back({"pending", "revision `" + std::string(step.id) + "` is not applied. Upgrade"});
        if (tool.is_missing()) return;
        const std::unique_ptr<session> db = tool.open(access::look);
        compare_journal(tool, *db);
        for (const difference& each : filtered(db->drift(tool.history(), tool.options()), tool.compared))
            problems_.push_back({"drift", online::text_of(each)});
    }

    /// Finds revisions that were edited after they had been applied.
    void compare_journal(const context& tool, session& db) {
        for (const edited_revision& each : db.edited(tool.history(), tool.options()))
            problems_.push_back({"edited",
                                 "revision `" + each.revision + "` was edited after it had been applied (checksum " +
                                     each.checksum_in_journal + " then, " + each.checksum_now +
                                     " now). Restore it, and write a new revision; or say .accept_checksum(\"" +
                                     each.checksum_in_journal + "\") on it",
                                 each});
    }

    std::vector<problem> problems_;
    bool offline_ = false;
};

}  // namespace aludel::inline v0_1::cli
