// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/fleet.hpp>
#include <aludel/cli/revision_line.hpp>

#include <algorithm>  // equal
#include <cstddef>    // size_t
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
        many_.add_options(command);
    }

    int run(const context& tool) const {
        const revision_graph graph = tool.graph();
        if (tool.is_fleet()) {
            fleet_state work(graph, check_heads_);
            return fleet(tool, many_, word, work).run();
        }
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
    static bool is_at_heads(const revision_graph& graph, const std::vector<std::string>& rows) {
        const auto heads = graph.ids(graph.real_heads());
        return std::equal(heads.begin(), heads.end(), rows.begin(), rows.end(),
                          [&](const name& a, const std::string& b) { return a == graph.id(graph.index_of(name(b))); });
    }

    /// The revisions of each of many databases.
    class fleet_state {
    public:
        static constexpr bool is_listing = true;

        fleet_state(const revision_graph& graph, bool check_heads) : graph_(graph), check_heads_(check_heads) {}

        void run(const context& one, std::size_t, fleet_result& result) const {
            result.report.to = one.known_rows(graph_);
        }
        [[nodiscard]] exit_code code(std::size_t, const fleet_result& result) const {
            return check_heads_ && !is_at_heads(graph_, result.report.to) ? not_as_asked : ok;
        }
        [[nodiscard]] std::string text(std::size_t which, const fleet_result& result) const {
            return (result.report.to.empty() ? "base" : with_commas(result.report.to)) +
                (code(which, result) == ok ? "" : " (not at the heads)");
        }
        static void write(json_writer& writer, std::size_t, const fleet_result& result) {
            writer.key("current").strings(result.report.to);
        }

    private:
        const revision_graph& graph_;
        bool check_heads_;
    };

    static int compare_with_heads(const context& tool, const revision_graph& graph,
                                  const std::vector<std::string>& rows) {
        const auto heads = graph.ids(graph.real_heads());
        if (is_at_heads(graph, rows)) return ok;
        throw command_error("the database is not on all head revisions (" + with_commas(heads) + "). " +
                                std::string(tool.name) + " upgrade heads brings it there",
                            not_as_asked);
    }

    bool check_heads_ = false;
    fleet_switches many_;
};

}  // namespace aludel::inline v0_1::cli
