// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/config.hpp>

#if ALUDEL_HAS_CLI11

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
    static constexpr const char* examples = "script > all.sql\nscript -o all.sql\nscript 2fda:head\nscript head:2fda";

    void add_options(CLI::App& to) {
        to.add_option("range", range_, "from:to, either end may be left out (base:heads)");
        to.add_option("--tag", tag_, "a remark for the head of the script");
        to.add_option("-o,--output", file_, "write it into a file")->type_name("FILE");
    }

    int run(const context& at) const { return write_sql(at, range_, std::nullopt, tag_, file_), ok; }

private:
    std::string range_ = "base:heads";
    std::string tag_;
    std::string file_;
};

}  // namespace aludel::inline v0_1::cli

#endif
