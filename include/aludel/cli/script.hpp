// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/sql_script.hpp>

#include <optional>  // nullopt
#include <string>    // string

namespace aludel::inline v0_1::cli {

/// script [FROM:TO]: `upgrade --sql`, and `downgrade --sql` where the range leads down.
class script_command {
public:
    static constexpr const char* word = "script";
    static constexpr const char* summary = "Print the SQL of a range, up or down";
    static constexpr const char* examples = "script > all.sql\nscript 2fda:head\nscript head:2fda";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& to) {
        to.add_option("range", range_, "from:to, either end may be left out (base:heads)");
        to.add_option("--tag", tag_, "a remark for the head of the script");
    }

    int run(const context& at) const { return write_sql(at, range_, std::nullopt, tag_), ok; }

private:
    std::string range_ = "base:heads";
    std::string tag_;
};

}  // namespace aludel::inline v0_1::cli
