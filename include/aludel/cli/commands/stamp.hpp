// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/migrate.hpp>
#include <aludel/cli/sql_script.hpp>
#include <aludel/dialect/sqlite/journal.hpp>
#include <aludel/dialect/sqlite/version_table.hpp>

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

    void add_options(CLI::App& to) {
        to.add_option("targets", targets_, "one or more revisions, head, heads, base; with --sql from:to")->required();
        to.add_flag("--purge", purge_, "delete all rows of the table first, also unknown ones");
        to.add_flag("--sql", sql_, "print the SQL instead of running it; needs no database");
    }

    int run(const context& at) const {
        if (sql_) return write_sql_of_stamp(at), ok;
        return migrate(at, online::goal::stamp, targets_, access::create, word, {}, purge_);
    }

private:
    void write_sql_of_stamp(const context& at) const {
        if (purge_) throw command_error("stamp --sql cannot purge: a script does not know the rows of the table", wrong_usage);
        version_rows rows;
        std::vector<std::string_view> targets(targets_.begin(), targets_.end());
        const revision_graph graph = at.graph();
        for (std::string_view& each : targets) {
            const std::size_t colon = each.find(':');
            if (colon == each.npos) continue;
            if (targets.size() != 1) throw command_error("stamp --sql starts from one place only. Give one range from:to, or revisions alone", wrong_usage);
            for (const name& id : graph.ids(graph.find(colon == 0 ? "base" : each.substr(0, colon)))) rows.ids.push_back(id);
            each.remove_prefix(colon + 1);
        }
        const plan made = graph.stamp(rows, targets);
        const op::settings& settings = *at.history().settings;
        sql_text words;
        const auto end = [&] { words.put(";\n\n"); };
        words.put("BEGIN IMMEDIATE;\n\n");
        create_version_table(words, settings, sqlite), end();
        create_journal(words, settings, sqlite), end();
        for (const version_write& each : made.writes) {
            write_version(words, settings, sqlite, each), end();
            if (const op::revision* const revision = each.to.empty() ? nullptr : online::find_revision(at.history(), each.to))
                write_journal(words, settings, sqlite, each.to, "stamp", op::checksum_of(revision->upgrade)), end();
        }
        words.put("COMMIT;\n");
        write(at.exact(), words);
    }

    std::vector<std::string> targets_;
    bool purge_ = false;
    bool sql_ = false;
};

}  // namespace aludel::inline v0_1::cli
