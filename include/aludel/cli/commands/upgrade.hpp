// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/commands/plan.hpp>
#include <aludel/cli/migrate.hpp>
#include <aludel/cli/sql_script.hpp>

#include <string>  // string

namespace aludel::inline v0_1::cli {

/// `upgrade [TARGET]`: applies the revisions that the database does not have.
class upgrade_command {
public:
    static constexpr const char* word = "upgrade";
    static constexpr const char* summary = "Apply the revisions that the database does not have, up to a target";
    static constexpr const char* examples =
        "upgrade\nupgrade 2fda\nupgrade +1\nupgrade --dry-run\nupgrade 2fda:head --sql > upgrade.sql";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        command.add_option("target", target_,
                           "a revision, head, heads, +N, label@head; with --sql also from:to (head)");
        switches_.add_options(command);
    }

    int run(const context& tool) const {
        if (switches_.sql) return write_sql(tool, tool.dialect(), target_, direction::upgrade, switches_.tag), ok;
        if (switches_.dry_run) return print_plan(tool, target_, direction::upgrade);
        return migrate(tool, online::goal::upgrade, {target_}, access::create, word, switches_);
    }

private:
    std::string target_ = "head";
    migration_switches switches_;
};

}  // namespace aludel::inline v0_1::cli
