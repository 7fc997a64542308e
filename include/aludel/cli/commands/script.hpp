// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/sql_script.hpp>
#include <aludel/operation/dialect.hpp>

#include <optional>  // nullopt
#include <sstream>   // istringstream
#include <string>    // string

namespace aludel::inline v0_1::cli {

/// Parses a dialect as it is written in C++: `sqlite`, `sqlite.since(3, 53)`. Throws a `command_error`.
inline op::dialect dialect_of(const std::string& spelled) {
    const std::string since = "sqlite.since(";
    if (spelled == "sqlite") return sqlite;
    if (spelled.starts_with(since) && spelled.ends_with(')')) {
        std::istringstream numbers(spelled.substr(since.size(), spelled.size() - since.size() - 1));
        int version[3]{}, count = 0;
        char comma = ',';
        while (count < 3 && comma == ',' && numbers >> version[count]) ++count, comma = '\0', numbers >> comma;
        if (count != 0 && comma == '\0') return sqlite.since(version[0], version[1], version[2]);
    }
    throw command_error("`" + spelled + "` is no dialect that scripts are written for. It is sqlite, or sqlite.since(3, 53)",
                        wrong_usage);
}

/// `script [FROM:TO]`: the same as `upgrade --sql`, or as `downgrade --sql` if the range leads down.
class script_command {
public:
    static constexpr const char* word = "script";
    static constexpr const char* summary = "Print the SQL of a range, up or down";
    static constexpr const char* examples = "script > all.sql\nscript -o all.sql\nscript 2fda:head\nscript head:2fda";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& to) {
        to.add_option("range", range_, "from:to, either end may be left out (base:heads)");
        to.add_option("--dialect", dialect_, "the database and its oldest version, as sqlite or sqlite.since(3, 53) (sqlite)");
        to.add_option("--tag", tag_, "a remark for the head of the script");
        to.add_option("-o,--output", file_, "write it to a file; one with the same content is not touched")->type_name("FILE");
    }

    int run(const context& at) const { return write_sql(at, dialect_of(dialect_), range_, std::nullopt, tag_, file_), ok; }

private:
    std::string range_ = "base:heads";
    std::string dialect_ = "sqlite";
    std::string tag_;
    std::string file_;
};

}  // namespace aludel::inline v0_1::cli
