// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/migrate.hpp>

#include <memory>  // unique_ptr
#include <string>  // string

namespace aludel::inline v0_1::cli {

/// `baseline REVISION`: takes over a database that was created without this history.
class baseline_command {
public:
    static constexpr const char* word = "baseline";
    static constexpr const char* summary =
        "Take over a database that is older than the history, if it has the schema of the revision";
    static constexpr const char* examples = "baseline 2fda\nbaseline head --force  # whatever the database holds";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        command.add_option("revision", revision_, "the revision that the database is at")->required();
        command.add_flag("--force", force_, "accept differences between the database and the revision");
    }

    int run(const context& tool) const {
        const std::unique_ptr<session> db = tool.open(access::change);
        migration_options options = tool.options();
        options.allow_differences = force_;
        report(tool, db->migrate(tool.history(), online::goal::baseline, {revision_}, options), word);
        return ok;
    }

private:
    std::string revision_;
    bool force_ = false;
};

}  // namespace aludel::inline v0_1::cli
