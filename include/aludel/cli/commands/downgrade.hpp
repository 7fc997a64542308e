// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/commands/plan.hpp>
#include <aludel/cli/migrate.hpp>
#include <aludel/cli/sql_script.hpp>

#include <string>  // string

namespace aludel::inline v0_1::cli {

/// `downgrade TARGET`: reverts the revisions above a target.
class downgrade_command {
public:
    static constexpr const char* word = "downgrade";
    static constexpr const char* summary = "Revert the revisions above a target";
    static constexpr const char* examples =
        "downgrade -1\ndowngrade 2fda\ndowngrade base --dry-run\ndowngrade head:2fda --sql > downgrade.sql";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        command.add_option("target", target_, "a revision, -N, base, label@base; with --sql from:to")->required();
        switches_.add_options(command);
    }

    int run(const context& tool) const {
        if (switches_.sql) {
            if (target_.find(':') == target_.npos)
                throw command_error(
                    "downgrade with --sql requires <fromrev>:<torev>, for a script cannot know where the database is",
                    wrong_usage);
            return write_sql(tool, tool.dialect(), target_, direction::downgrade, switches_.tag), ok;
        }
        if (switches_.dry_run) return print_plan(tool, target_, direction::downgrade);
        return migrate(tool, online::goal::downgrade, {target_}, access::change, word, switches_);
    }

private:
    std::string target_;
    migration_switches switches_;
};

}  // namespace aludel::inline v0_1::cli
