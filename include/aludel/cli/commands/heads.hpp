// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/revision_line.hpp>

namespace aludel::inline v0_1::cli {

/// `heads`: shows the revisions that no other revises.
class heads_command {
public:
    static constexpr const char* word = "heads";
    static constexpr const char* summary = "Show the heads: the revisions that no other revises";
    static constexpr const char* examples = "heads\nheads --resolve-dependencies\nheads --json";
    static constexpr auto needs = soundness::graph;

    void add_options(CLI::App& command) {
        command.add_flag("--resolve-dependencies", resolve_, "leave out what another revision depends on");
    }

    int run(const context& tool) const {
        const revision_graph graph = tool.graph();
        const revision_lines lines(tool, graph);
        revision_list wanted = graph.heads();
        if (resolve_) wanted = graph.real_heads();
        if (tool.as_json) return write_json(tool, lines, wanted), ok;
        for (const revision_index each : wanted) {
            if (tool.quiet) tool.out << graph.id(each).text() << '\n';
            else if (tool.verbose) tool.out << lines.entry(each);
            else tool.out << lines.line(each, {.tree = false}) << '\n';
        }
        return ok;
    }

private:
    bool resolve_ = false;
};

}  // namespace aludel::inline v0_1::cli
