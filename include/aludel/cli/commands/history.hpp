// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/finding_line.hpp>
#include <aludel/cli/history_picture.hpp>
#include <aludel/cli/revision_line.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// `history`: lists the revisions, newest first.
class history_command {
public:
    static constexpr const char* word = "history";
    static constexpr const char* summary = "List the revisions, newest first";
    static constexpr const char* examples =
        "history\nhistory -r 2fda:head -v\nhistory -r current: -i\nhistory --graph\nhistory --format mermaid";
    static constexpr auto needs = soundness::graph;

    void add_options(CLI::App& command) {
        command.add_option("-r,--rev-range", range_, "start:end, both included; also current:, -3:, :+2");
        command.add_flag("-i,--indicate-current", indicate_current_, "mark the revisions that the database is at");
        command.add_flag("--graph", graph_, "draw the graph with characters");
        command.add_option("--format", format_, "list, mermaid or dot")
            ->check(CLI::IsMember({"list", "mermaid", "dot"}));
    }

    int run(const context& tool) const {
        if (tool.as_json && (graph_ || format_ != "list"))
            throw command_error("--json is a format of its own. Leave --graph and --format out", wrong_usage);
        if (graph_ && format_ != "list")
            throw command_error(
                "--graph is for the terminal, --format " + format_ + " for another program. Leave one of them out",
                wrong_usage);
        const revision_graph graph = tool.graph();
        const bool asks_database = indicate_current_ || needs_rows(parse_range(range_).value);
        const std::vector<std::string> rows = asks_database ? tool.known_rows(graph) : std::vector<std::string>();
        const revision_list wanted = graph.history(range_, version_rows(rows));
        const revision_list with_shortcuts = beside(tool, graph, wanted);
        const revision_lines lines(tool, graph, indicate_current_ ? rows : std::vector<std::string>());
        if (format_ == "mermaid") return draw_mermaid(tool.out, lines, graph, with_shortcuts), ok;
        if (format_ == "dot") return draw_dot(tool.out, lines, graph, with_shortcuts), ok;
        if (graph_) return draw_lanes(tool.out, lines, graph, with_shortcuts), ok;
        if (tool.as_json || (tool.verbose && !tool.quiet)) return list_all(tool, lines, with_shortcuts), ok;
        for (const revision_index each : with_shortcuts) {
            if (tool.quiet) tool.out << tool.history().at(each).id.text() << '\n';
            else tool.out << lines.line(each, {.parents = true, .message = true}) << '\n';
        }
        return ok;
    }

private:
    /// Everything about each revision, with what the review finds in it.
    static void list_all(const context& tool, const revision_lines& lines, const revision_list& shown) {
        const program_findings findings(tool);
        json_writer writer;
        writer.array();
        for (const revision_index each : shown) {
            const std::string_view id = tool.history().at(each).id;
            if (!tool.as_json) {
                tool.out << lines.entry(each);
                if (findings.print(tool.out, id)) tool.out << '\n';
                continue;
            }
            writer.object();
            lines.members(writer, each);
            if (findings.has(id)) findings.write_member(writer, id);
            writer.end();
        }
        if (tool.as_json) tool.out << writer.end().take();
    }

    /// The revisions, and each squash that is not in the graph before the last of the revisions that it replaces.
    static revision_list beside(const context& tool, const revision_graph& graph, const revision_list& wanted) {
        revision_list result;
        for (const revision_index each : wanted) {
            for (revision_index i = 0; i < tool.history().shortcuts.size(); ++i)
                if (graph.index_of(tool.history().shortcuts[i].id) == each)
                    result.push_back(static_cast<revision_index>(graph.size() + i));
            result.push_back(each);
        }
        return result;
    }

    std::string range_ = ":";
    std::string format_ = "list";
    bool indicate_current_ = false;
    bool graph_ = false;
};

}  // namespace aludel::inline v0_1::cli
