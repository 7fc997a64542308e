// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/commands/plan.hpp>
#include <aludel/cli/revision_line.hpp>
#include <aludel/code/operation_code.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/migration/renderer.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// `show REV`: prints everything about a revision.
class show_command {
public:
    static constexpr const char* word = "show";
    static constexpr const char* summary = "Show a revision: what it does, its SQL, and what its downgrade does";
    static constexpr const char* examples = "show head\nshow 2fda\nshow current\nshow head --json";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& to) { to.add_option("revision", revision_, "a revision, head, current, label@head")->required(); }

    int run(const context& at) const {
        const revision_graph graph = at.graph();
        std::vector<std::string> rows;
        if (revision_ == "current" || revision_[0] == '+' || revision_[0] == '-') rows = at.known_rows(graph);
        revision_list found;
        for (revision_index i = 0; i < at.history().shortcuts.size(); ++i)
            if (at.history().shortcuts[i].id.text() == revision_) found.push_back(static_cast<revision_index>(graph.size() + i));
        if (found.empty()) found = graph.find(revision_, version_rows(rows));
        if (found.empty()) throw command_error("`" + revision_ + "` is not a revision. Name one");
        json_writer to;
        to.array();
        for (const revision_index each : found) {
            const subject about(at, graph, each);
            if (at.as_json) about.write(to);
            else about.print();
        }
        if (at.as_json) at.out << to.end().take();
        return ok;
    }

private:
    /// One revision with both of its directions.
    class subject {
    public:
        subject(const context& at, const revision_graph& graph, revision_index which)
            : at_(at), lines_(at, graph), which_(which), revision_(at.history().at(which)), up_(at.history(), sqlite), down_(at.history(), sqlite) {
            revision_list before, with;
            detail::vector<char> below(at.history().size()), wanted(at.history().size());
            for (const revision_index each : graph.ancestors(lines_.is_shortcut(which) ? graph.index_of(revision_.replaces[0]) : which)) below[each] = 1;
            wanted[which] = 1;
            for (const revision_index each : at.history().order) {
                if (below[each]) before.push_back(each);
                if (below[each] || each == which) with.push_back(each);
            }
            if (lines_.is_shortcut(which)) with.push_back(which);
            up_.start_at(before, {});
            down_.start_at(with, wanted);
            for (const finding& each : verify(at.history()))
                if (each.revision == revision_.id) findings_.push_back(each);
        }

        void print() const {
            std::ostream& out = at_.out;
            out << lines_.entry(which_);
            for (const finding& each : findings_) out << (each.level == level::error ? "Error: " : "Warning: ") << each.text() << '\n';
            for (const op::acknowledgement& each : revision_.acknowledgements) out << "Acknowledges AL" << static_cast<int>(each.rule) << ": " << each.reason.text() << '\n';
            if (!revision_.transactional) out << "Runs without a transaction\n";
            out << at_.paint(style::mark, "Upgrade:") << '\n';
            print_operations(revision_.upgrade);
            print_sql(detail::renderer(up_).upgrade(which_).statements);
            out << at_.paint(style::mark, "Downgrade:") << (revision_.downgrade_written || !revision_.irreversible.empty() ? "" : " (derived)") << '\n';
            if (!revision_.irreversible.empty()) {
                out << "    irreversible: " << revision_.irreversible.text() << "\n\n";
                return;
            }
            print_operations(down_.downgrade_of(which_));
            print_sql(detail::renderer(down_).downgrade(which_).statements);
        }

        void write(json_writer& to) const {
            to.object();
            lines_.members(to, which_);
            to.key("transactional").value(revision_.transactional).key("irreversible");
            if (revision_.irreversible.empty()) to.null_value();
            else to.value(revision_.irreversible);
            to.key("findings").array();
            for (const finding& each : findings_) to.value(each.text());
            to.end().key("acknowledgements").array();
            for (const op::acknowledgement& each : revision_.acknowledgements)
                to.object().key("rule").value("AL" + std::to_string(static_cast<int>(each.rule))).key("reason").value(each.reason).end();
            to.end().key("upgrade");
            write_direction(to, revision_.upgrade, detail::renderer(up_).upgrade(which_).statements);
            if (revision_.irreversible.empty()) {
                to.key("downgrade");
                write_direction(to, down_.downgrade_of(which_), detail::renderer(down_).downgrade(which_).statements);
            }
            to.end();
        }

    private:
        void print_operations(const op::operations& of) const {
            const code::operation_code in_code(at_.history().settings->naming, "", "        ");
            for (const op::operation& each : of.list) at_.out << "    " << in_code(of, each) << '\n';
            at_.out << (of.empty() ? "    nothing\n\n" : "\n");
        }

        void print_sql(const statement_list& statements) const {
            bool any = false;
            for (const statement& each : statements)
                if (is_shown(each)) at_.out << revision_lines::indented(words_of(each), "    "), any = true;
            if (any) at_.out << '\n';
        }

        void write_direction(json_writer& to, const op::operations& of, const statement_list& statements) const {
            const code::operation_code in_code(at_.history().settings->naming, "", " ");
            to.object().key("operations").array();
            for (const op::operation& each : of.list) to.value(in_code(of, each));
            to.end().key("sql").array();
            for (const statement& each : statements)
                if (each.kind == statement_kind::sql) to.value(each.sql.str());
            to.end().end();
        }

        const context& at_;
        revision_lines lines_;
        revision_index which_;
        const op::revision& revision_;
        detail::renderer up_, down_;
        std::vector<finding> findings_;
    };

    std::string revision_;
};

}  // namespace aludel::inline v0_1::cli
