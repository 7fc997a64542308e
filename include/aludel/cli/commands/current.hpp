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
    static constexpr const char* examples = "current\ncurrent -v\ncurrent --check-heads  # 3 unless it is at the heads\ncurrent --json";
    static constexpr auto needs = soundness::graph;

    void add_options(CLI::App& to) { to.add_flag("-c,--check-heads", check_heads_, "fail unless the database is at all heads"); }

    int run(const context& at) const {
        const revision_graph graph = at.graph();
        const std::vector<std::string> rows = at.rows();
        const revision_lines lines(at, graph, rows);
        json_writer to;
        to.array();
        if (at.verbose && !at.as_json) at.out << "Current revision(s) for " << redacted_url(at.url) << ":\n";
        for (const std::string& row : rows) {
            const revision_index which = graph.index_of(name(row));
            if (at.as_json) {
                if (which != graph.size()) lines.write(to, which);
                else to.object().key("revision").value(row).key("unknown").value(true).end();
            } else if (which == graph.size()) {
                at.out << at.paint(style::bad, detail::visible(row)) << " (unknown)\n";
            } else if (at.quiet) {
                at.out << row << '\n';
            } else if (at.verbose) {
                at.out << lines.entry(which);
            } else {
                at.out << revision_lines(at, graph).line(which, {.labels = false}) << '\n';
            }
        }
        if (at.as_json) at.out << to.end().take();
        else if (rows.empty()) at.note(at.is_missing() ? "There is no database yet." : "The database is at base: no revision is applied.");
        at.require_known(graph, rows);
        return check_heads_ ? compare_with_heads(at, graph, rows) : ok;
    }

private:
    static int compare_with_heads(const context& at, const revision_graph& graph, const std::vector<std::string>& rows) {
        const auto heads = graph.ids(graph.real_heads());
        const bool same = std::equal(heads.begin(), heads.end(), rows.begin(), rows.end(), [&](const name& a, const std::string& b) { return a == graph.id(graph.index_of(name(b))); });
        if (same) return ok;
        throw command_error("the database is not on all head revisions (" + with_commas(heads) + "). " + std::string(at.name) + " upgrade heads brings it there", not_as_asked);
    }

    bool check_heads_ = false;
};

}  // namespace aludel::inline v0_1::cli
