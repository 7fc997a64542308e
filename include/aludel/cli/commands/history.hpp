// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/history_picture.hpp>
#include <aludel/cli/revision_line.hpp>

#include <string>  // string
#include <vector>  // vector

namespace aludel::inline v0_1::cli {

/// `history`: lists the revisions, newest first.
class history_command {
public:
    static constexpr const char* word = "history";
    static constexpr const char* summary = "List the revisions, newest first";
    static constexpr const char* examples = "history\nhistory -r 2fda:head -v\nhistory -r current: -i\nhistory --graph\nhistory --format mermaid";
    static constexpr auto needs = soundness::graph;

    void add_options(CLI::App& to) {
        to.add_option("-r,--rev-range", range_, "start:end, both included; also current:, -3:, :+2");
        to.add_flag("-i,--indicate-current", indicate_current_, "mark the revisions that the database is at");
        to.add_flag("--graph", graph_, "draw the graph with characters");
        to.add_option("--format", format_, "list, mermaid or dot")->check(CLI::IsMember({"list", "mermaid", "dot"}));
    }

    int run(const context& at) const {
        if (at.as_json && (graph_ || format_ != "list")) throw command_error("--json is a format of its own. Leave --graph and --format out", wrong_usage);
        if (graph_ && format_ != "list") throw command_error("--graph is for the terminal, --format " + format_ + " for another program. Leave one of them out", wrong_usage);
        const revision_graph graph = at.graph();
        const bool asks_database = indicate_current_ || needs_rows(parse_range(range_).value);
        const std::vector<std::string> rows = asks_database ? at.known_rows(graph) : std::vector<std::string>();
        const revision_list wanted = graph.history(range_, version_rows(rows));
        const revision_list with_shortcuts = beside(at, graph, wanted);
        const revision_lines lines(at, graph, indicate_current_ ? rows : std::vector<std::string>());
        if (format_ == "mermaid") return draw_mermaid(at.out, lines, graph, wanted), ok;
        if (format_ == "dot") return draw_dot(at.out, lines, graph, wanted), ok;
        if (at.as_json) return write_json(at, lines, with_shortcuts), ok;
        if (graph_) return draw_lanes(at.out, lines, graph, wanted), ok;
        for (const revision_index each : with_shortcuts) {
            if (at.quiet) at.out << at.history().at(each).id.text() << '\n';
            else if (at.verbose) at.out << lines.entry(each);
            else at.out << lines.line(each, {.parents = true, .message = true}) << '\n';
        }
        return ok;
    }

private:
    /// The revisions, and each squash that is not in the graph before the last of the revisions that it replaces.
    static revision_list beside(const context& at, const revision_graph& graph, const revision_list& wanted) {
        revision_list made;
        for (const revision_index each : wanted) {
            for (revision_index i = 0; i < at.history().shortcuts.size(); ++i)
                if (graph.index_of(at.history().shortcuts[i].id) == each) made.push_back(static_cast<revision_index>(graph.size() + i));
            made.push_back(each);
        }
        return made;
    }

    std::string range_ = ":";
    std::string format_ = "list";
    bool indicate_current_ = false;
    bool graph_ = false;
};

}  // namespace aludel::inline v0_1::cli
