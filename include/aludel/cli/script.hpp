// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/migration_files.hpp>
#include <aludel/cli/sql_script.hpp>
#include <aludel/operation/dialect.hpp>

#include <fstream>   // ifstream
#include <iterator>  // istreambuf_iterator
#include <optional>  // nullopt
#include <sstream>   // istringstream, ostringstream
#include <string>    // string

namespace aludel::inline v0_1::cli {

/// A dialect as it is spelled in C++: `sqlite`, `sqlite.since(3, 53)`.
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
    throw command_error("`" + spelled + "` is no dialect that scripts are written for. It is sqlite, or sqlite.since(3, 53)", wrong_usage);
}

/// script [FROM:TO]: `upgrade --sql`, and `downgrade --sql` where the range leads down.
class script_command {
public:
    static constexpr const char* word = "script";
    static constexpr const char* summary = "Print the SQL of a range, up or down";
    static constexpr const char* examples = "script > all.sql\nscript 2fda:head\nscript head:2fda --output down.sql";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& to) {
        to.add_option("range", range_, "from:to, either end may be left out (base:heads)");
        to.add_option("-o,--output", output_, "write it to a file, which is not touched where it says the same already")->type_name("FILE");
        to.add_option("--dialect", dialect_, "what it is written for, as sqlite or sqlite.since(3, 53) (sqlite)");
        to.add_option("--tag", tag_, "a remark for the head of the script");
    }

    int run(const context& at) const {
        if (output_.empty()) return write_sql(at, at.out, dialect_of(dialect_), range_, std::nullopt, tag_), ok;
        std::ostringstream made;
        write_sql(at, made, dialect_of(dialect_), range_, std::nullopt, tag_);
        std::ifstream old(output_, std::ios::binary);
        if (!old || std::string{std::istreambuf_iterator<char>(old), {}} != made.str()) migration_files::write(output_, made.str());
        return ok;
    }

private:
    std::string range_ = "base:heads";
    std::string output_;
    std::string dialect_ = "sqlite";
    std::string tag_;
};

}  // namespace aludel::inline v0_1::cli
