// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/revision_line.hpp>

#include <string>  // string

namespace aludel::inline v0_1::cli {

/// `branches`: shows the revisions that several others revise, and those.
class branches_command {
public:
    static constexpr const char* word = "branches";
    static constexpr const char* summary = "Show where the history forks, and into what";
    static constexpr const char* examples = "branches\nbranches -v\nbranches --json";
    static constexpr auto needs = soundness::graph;

    void add_options(CLI::App&) {}

    int run(const context& tool) const {
        const revision_graph graph = tool.graph();
        const revision_lines lines(tool, graph);
        json_writer writer;
        writer.array();
        for (const revision_index each : graph.history()) {
            if (!graph.is_branch_point(each)) continue;
            if (tool.as_json) {
                writer.object();
                lines.members(writer, each);
                writer.key("children").strings(graph.ids(graph.children(each))).end();
                continue;
            }
            if (tool.quiet) {
                tool.out << graph.id(each).text() << '\n';
                continue;
            }
            tool.out << (tool.verbose ? lines.entry(each) : lines.line(each, {}) + "\n");
            const std::string margin(graph.id(each).text().size(), ' ');
            for (const revision_index child : graph.children(each))
                tool.out << margin << " -> " << lines.line(child, {.message = tool.verbose}) << '\n';
            tool.out << '\n';
        }
        if (tool.as_json) tool.out << writer.end().take();
        return ok;
    }
};

}  // namespace aludel::inline v0_1::cli
