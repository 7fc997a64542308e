// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/commands/script.hpp>
#include <aludel/cli/output_file.hpp>
#include <aludel/cli/report/page.hpp>

#include <string>  // string

namespace aludel::inline v0_1::cli {

/// `report`: writes the history as one HTML page.
class report_command {
public:
    static constexpr const char* word = "report";
    static constexpr const char* summary = "Write the history as one HTML page: graph, schemas, SQL and findings";
    static constexpr const char* examples = "report -o report.html\nreport --offline > report.html";
    static constexpr auto needs = soundness::graph;

    void add_options(CLI::App& command) {
        command.add_option("-o,--output", file_, "write it to a file; one with the same content is not touched")
            ->type_name("FILE");
        command.add_option("--dialect", dialect_, "the database that SQL is shown for, as script --dialect");
        command.add_flag("--offline", offline_, "look at no database");
    }

    int run(const context& tool) const {
        if (tool.as_json)
            throw command_error("a report is HTML. Leave --json out, or ask history, show, schema or lint for JSON",
                                wrong_usage);
        const revision_graph graph = tool.graph();
        const op::dialect shown = dialect_.empty() ? tool.dialect() : parse_dialect(dialect_);
        report_facts facts(tool.history(), graph, facts_of(tool, graph, shown), shown);
        if (!offline_ && !tool.urls.empty()) facts.database = facts_of_database(tool, graph, facts.known);
        write_output(tool, report_page(facts).html(), file_);
        return ok;
    }

private:
    std::string file_;
    std::string dialect_;
    bool offline_ = false;
};

}  // namespace aludel::inline v0_1::cli
