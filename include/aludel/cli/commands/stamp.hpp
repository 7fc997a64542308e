// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/migrate.hpp>
#include <aludel/cli/sql_script.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// `stamp TARGET...`: sets the rows of the version table without running revisions.
class stamp_command {
public:
    static constexpr const char* word = "stamp";
    static constexpr const char* summary = "Set the current revisions in the version table, and run nothing";
    static constexpr const char* examples = "stamp head\nstamp base\nstamp --purge 2fda\nstamp 2fda:head --sql";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        command.add_option("targets", targets_, "one or more revisions, head, heads, base; with --sql from:to")
            ->required();
        command.add_flag("--purge", purge_, "replace the table, whatever its rows and columns are");
        command.add_flag("--sql", sql_, "print the SQL instead of running it; needs no database");
        switches_.many.add_options(command);
    }

    int run(const context& tool) const {
        if (sql_) return write_sql_of_stamp(tool), ok;
        return migrate(tool, online::goal::stamp, targets_, access::create, word, switches_, purge_);
    }

private:
    void write_sql_of_stamp(const context& tool) const {
        if (purge_)
            throw command_error("stamp --sql cannot purge: a script does not know the rows of the table", wrong_usage);
        version_rows rows;
        std::vector<std::string_view> targets(targets_.begin(), targets_.end());
        const revision_graph graph = tool.graph();
        for (std::string_view& each : targets) {
            if (each.find(':') == each.npos) continue;
            if (targets.size() != 1)
                throw command_error(
                    "stamp --sql starts from one place only. Give one range from:to, or revisions alone", wrong_usage);
            const symbol_range range = detail::value_or_throw(parse_range(each));
            for (const name& id : graph.ids(graph.find(range.start.empty() ? "base" : range.start)))
                rows.ids.push_back(id);
            each = range.end;
        }
        const plan result = graph.stamp(rows, targets);
        sql_text words;
        const op::dialect target = tool.dialect();
        tool.with_words(target, [&]<class Dialect>(Dialect) {
            words = detail::script_of_stamp<Dialect>(tool.history(), target, rows, result);
        });
        write(tool.exact(), words);
    }

    std::vector<std::string> targets_;
    bool purge_ = false;
    bool sql_ = false;
    migration_switches switches_;
};

}  // namespace aludel::inline v0_1::cli
