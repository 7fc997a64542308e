// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/migrate.hpp>

#include <charconv>     // from_chars
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <memory>       // unique_ptr
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// `baseline REVISION`: takes over a database that was created without this history.
class baseline_command {
public:
    static constexpr const char* word = "baseline";
    static constexpr const char* summary =
        "Take over a database that is older than the history, if it has the schema of the revision";
    static constexpr const char* examples =
        "baseline 2fda\nbaseline --user-version 1=47f5,2=2fda\nbaseline head --force  # whatever the database holds";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        CLI::Option* const revision = command.add_option("revision", revision_, "the revision that the database is at");
        command
            .add_option("--user-version", numbered_,
                        "revisions by the number of the database (PRAGMA user_version), as 1=2fda,2=1b95")
            ->delimiter(',')
            ->type_name("NUMBER=REVISION")
            ->excludes(revision);
        command.add_flag("--force", force_, "accept differences between the database and the revision");
    }

    int run(const context& tool) const {
        if (revision_.empty() && numbered_.empty())
            throw command_error("which revision is the database at? Name it, or say --user-version 1=2fda6446e69f",
                                wrong_usage);
        const std::unique_ptr<session> db = tool.open(access::change);
        migration_options options = tool.options();
        options.allow_differences = force_;
        options.compared = tool.compared;
        detail::vector<std::int64_t> numbers;
        std::vector<std::string> targets;
        for (const std::string& each : numbered_) {
            const std::size_t middle = each.find('=');
            numbers.push_back(number_in(each, middle)), targets.push_back(each.substr(middle + 1));
        }
        const bool by_number = !numbers.empty();
        if (!by_number) targets.push_back(revision_);
        report(tool,
               db->migrate(tool.history(), online::goal::baseline, targets, options, by_number ? &numbers : nullptr),
               word);
        return ok;
    }

private:
    /// The number in front of the `=` of an assignment.
    static std::int64_t number_in(const std::string& assignment, std::size_t middle) {
        std::int64_t number = 0;
        const char* const first = assignment.data();
        const bool fine = middle != std::string::npos && middle + 1 != assignment.size();
        if (fine && std::from_chars(first, first + middle, number).ptr == first + middle && middle != 0) return number;
        throw command_error("`" + assignment + "` gives no number its revision. Write 1=2fda6446e69f", wrong_usage);
    }

    std::string revision_;
    std::vector<std::string> numbered_;
    bool force_ = false;
};

}  // namespace aludel::inline v0_1::cli
