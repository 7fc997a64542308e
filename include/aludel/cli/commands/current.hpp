// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/revision_line.hpp>

#include <algorithm>  // equal
#include <string>     // string
#include <vector>     // vector

namespace aludel::inline v0_1::cli {

/// `current`: shows the revisions that the database is at.
class current_command {
public:
    static constexpr const char* word = "current";
    static constexpr const char* summary = "Show the revisions that the database is at";
    static constexpr const char* examples =
        "current\ncurrent -v\ncurrent --check-heads  # 3 unless it is at the heads\ncurrent --json";
    static constexpr auto needs = soundness::graph;

    void add_options(CLI::App& command) {
        command.add_flag("-c,--check-heads", check_heads_, "fail unless the database is at all heads");
    }

    int run(const context& tool) const {
        const revision_graph graph = tool.graph();
        const std::vector<std::string> rows = tool.rows();
        const revision_lines lines(tool, graph, rows);
        json_writer writer;
        writer.array();
        if (tool.verbose && !tool.as_json) tool.out << "Current revision(s) for " << redacted_url(tool.url) << ":\n";
        for (const std::string& row : rows) {
            const revision_index which = graph.index_of(name(row));
            if (tool.as_json) {
                if (which != graph.size()) lines.write(writer, which);
                else writer.object().key("revision").value(row).key("unknown").value(true).end();
            } else if (which == graph.size()) {
                tool.out << tool.paint(style::bad, detail::visible(row)) << " (unknown)\n";
            } else if (tool.quiet) {
                tool.out << row << '\n';
            } else if (tool.verbose) {
                tool.out << lines.entry(which);
            } else {
                tool.out << revision_lines(tool, graph).line(which, {.labels = false}) << '\n';
            }
        }
        if (tool.as_json) tool.out << writer.end().take();
        else if (rows.empty())
            tool.note(tool.is_missing() ? "There is no database yet."
                                        : "The database is at base: no revision is applied.");
        tool.require_known(graph, rows);
        return check_heads_ ? compare_with_heads(tool, graph, rows) : ok;
    }

private:
    static int compare_with_heads(const context& tool, const revision_graph& graph,
                                  const std::vector<std::string>& rows) {
        const auto heads = graph.ids(graph.real_heads());
        const bool same =
            std::equal(heads.begin(), heads.end(), rows.begin(), rows.end(),
                       [&](const name& a, const std::string& b) { return a == graph.id(graph.index_of(name(b))); });
        if (same) return ok;
        throw command_error("the database is not on all head revisions (" + with_commas(heads) + "). " +
                                std::string(tool.name) + " upgrade heads brings it there",
                            not_as_asked);
    }

    bool check_heads_ = false;
};

}  // namespace aludel::inline v0_1::cli
