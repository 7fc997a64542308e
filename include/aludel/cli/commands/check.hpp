// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/cli/command.hpp>
#include <aludel/cli/fleet.hpp>
#include <aludel/cli/finding_line.hpp>
#include <aludel/cli/revision_line.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/model/schema_at.hpp>
#include <aludel/online/edited.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/difference_text.hpp>
#include <aludel/schema/object_filter.hpp>

#include <cstddef>      // size_t
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

    void add_options(CLI::App& command) {
        command.add_flag("--offline", offline_, "look at no database");
        many_.add_options(command);
    }

    int run(const context& tool) const {
        problem_list problems;
        if (tool.program.has_models) compare_models(tool, problems);
        if (!offline_ && tool.is_fleet()) return check_fleet(tool, problems);
        const bool has_database = !offline_ && (!tool.url.empty() || !tool.program.has_models);
        if (has_database) compare_database(tool, tool.graph(), problems);
        if (tool.as_json) {
            json_writer writer;
            write_all(tool, writer.object(), problems);
            tool.out << writer.end().take();
        } else {
            print_all(tool, problems);
            if (problems.empty() && !tool.quiet) confirm(tool, has_database);
        }
        return problems.empty() ? ok : not_as_asked;
    }

private:
    struct problem {
        std::string_view kind;
        std::string message;
        edited_revision edited{};
    };
    using problem_list = std::vector<problem>;

    /// Writes the problems and the warnings of the history, as members of an object.
    static void write_all(const context& tool, json_writer& writer, const problem_list& problems) {
        write(writer, problems);
        writer.key("warnings").array();
        const program_findings found(tool);
        for (const finding& each : found.list())
            if (each.level == level::warning) cli::write(writer, each);
        writer.end();
    }
    static void print_all(const context& tool, const problem_list& problems) {
        for (const problem& each : problems) tool.out << line_of(tool, each) << '\n';
        if (tool.quiet) return;
        const program_findings found(tool);
        for (const finding& each : found.list())
            if (each.level == level::warning) tool.out << level_word(tool, each, false) << ": " << each.text() << '\n';
    }
    static void confirm(const context& tool, bool has_database) {
        if (tool.program.has_models)
            tool.out << "No new upgrade operations detected: the history leads to the models.\n";
        else if (!has_database) tool.out << "The program has no models that the history could lead to.\n";
        if (has_database) tool.out << "The database is as the history says.\n";
    }

    static std::string line_of(const context& tool, const problem& subject) {
        return tool.paint(style::bad, subject.kind) + ": " + detail::visible(subject.message);
    }

    static void write(json_writer& writer, const problem_list& problems) {
        writer.key("ok").value(problems.empty()).key("problems").array();
        for (const problem& each : problems) write(writer, each);
        writer.end();
    }
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

    /// The problems of each of many databases.
    class fleet_problems {
    public:
        static constexpr bool is_listing = false;

        explicit fleet_problems(const context& tool) : tool_(tool), graph_(tool.graph()) {}

        void resize(std::size_t count) { problems_.resize(count); }
        void run(const context& one, std::size_t which, fleet_result&) {
            compare_database(one, graph_, problems_[which]);
        }
        [[nodiscard]] exit_code code(std::size_t which, const fleet_result&) const {
            return problems_[which].empty() ? ok : not_as_asked;
        }
        [[nodiscard]] std::string text(std::size_t which, const fleet_result&) const {
            std::string result = problems_[which].empty() ? "as the history says" : "not as the history says";
            for (const problem& each : problems_[which]) result += "\n    " + line_of(tool_, each);
            return result;
        }
        void write(json_writer& writer, std::size_t which, const fleet_result&) const {
            check_command::write(writer, problems_[which]);
        }

    private:
        const context& tool_;
        revision_graph graph_;
        std::vector<problem_list> problems_{};
    };

    /// Writes what the models differ in, and a report of the databases.
    [[nodiscard]] int check_fleet(const context& tool, const problem_list& of_models) const {
        fleet_problems work(tool);
        fleet databases(tool, many_, word, work);
        work.resize(databases.size());
        if (!tool.as_json) print_all(tool, of_models);
        const int worst = databases.run([&](json_writer& writer) { write_all(tool, writer, of_models); });
        return of_models.empty() ? worst : worse(static_cast<exit_code>(worst), not_as_asked);
    }

    static void compare_models(const context& tool, problem_list& problems) {
        detail::vector<finding> mistakes;
        verify(tool.program.models, *tool.history().settings, mistakes);
        for (const finding& each : mistakes) problems.push_back({"models", std::string(each.text())});
        if (!mistakes.empty()) return;
        schema is = detail::schema_at_revision(tool.history(), "heads");
        schema wanted = detail::schema_of(tool.program.models, *tool.history().settings);
        detail::tell_apart(is, wanted);
        for (const difference& each : filtered(compare(is, wanted), tool.compared))
            problems.push_back({"models",
                                "after all revisions " + std::string(each.text().text()) +
                                    ". Write a revision that makes up for it, or change the models"});
    }

    static void compare_database(const context& tool, const revision_graph& graph, problem_list& problems) {
        const std::vector<std::string> rows = tool.known_rows(graph);
        migration_plan rest(tool.history(), version_rows(rows));
        rest.upgrade("heads");
        for (const plan_step& step : rest.plan().steps)
            problems.push_back({"pending", "revision `" + std::string(step.id) + "` is not applied. Upgrade"});
        if (tool.is_missing()) return;
        const std::unique_ptr<session> db = tool.open(access::look);
        compare_journal(tool, *db, problems);
        for (const difference& each : filtered(db->drift(tool.history(), tool.options()), tool.compared))
            problems.push_back({"drift", online::text_of(each)});
    }

    /// Finds revisions that were edited after they had been applied.
    static void compare_journal(const context& tool, session& db, problem_list& problems) {
        for (const edited_revision& each : db.edited(tool.history(), tool.options()))
            problems.push_back({"edited",
                                "revision `" + each.revision + "` was edited after it had been applied (checksum " +
                                    each.checksum_in_journal + " then, " + each.checksum_now +
                                    " now). Restore it, and write a new revision; or say .accept_checksum(\"" +
                                    each.checksum_in_journal + "\") on it",
                                each});
    }

    bool offline_ = false;
    fleet_switches many_;
};

}  // namespace aludel::inline v0_1::cli
