// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/sql_script.hpp>
#include <aludel/dialect/dialects.hpp>
#include <aludel/operation/dialect.hpp>

#include <optional>  // nullopt
#include <sstream>   // istringstream
#include <string>    // string

namespace aludel::inline v0_1::cli {

/// Parses a dialect as it is written in C++: `postgresql`, `postgresql.since(15).plain()`. Throws a `command_error`.
inline op::dialect parse_dialect(const std::string& spelled) {
    constexpr std::string_view plain = ".plain()";
    if (spelled.ends_with(plain)) return parse_dialect(spelled.substr(0, spelled.size() - plain.size())).plain();
    for (const op::dialect& each : named_dialects) {
        const std::string word(each.traits->word), since = word + ".since(";
        if (word.empty() || !with_dialect(each.id, [](const auto&) {})) continue;
        if (spelled == word) return each;
        if (!spelled.starts_with(since) || !spelled.ends_with(')')) continue;
        std::istringstream numbers(spelled.substr(since.size(), spelled.size() - since.size() - 1));
        int version[3]{}, count = 0;
        char comma = ',';
        while (count < 3 && comma == ',' && numbers >> version[count]) ++count, comma = '\0', numbers >> comma;
        if (count != 0 && comma == '\0') return each.since(version[0], version[1], version[2]);
    }
    std::string known;
    for (const op::dialect& each : named_dialects)
        if (with_dialect(each.id, [](const auto&) {}))
            known += std::string(known.empty() ? "" : " or ") + std::string(each.traits->word);
    throw command_error("`" + spelled + "` is no dialect that scripts are written for. It is " + known +
                            ", with a version as " + std::string(default_dialect.traits->word) + ".since(3, 53)",
                        wrong_usage);
}

/// `script [FROM:TO]`: the same as `upgrade --sql`, or as `downgrade --sql` if the range leads down.
class script_command {
public:
    static constexpr const char* word = "script";
    static constexpr const char* summary = "Print the SQL of a range, up or down";
    static constexpr const char* examples = "script > all.sql\nscript -o all.sql\nscript 2fda:head\nscript head:2fda";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        command.add_option("range", range_, "from:to, either end may be left out (base:heads)");
        const std::string usual(default_dialect.traits->word);
        command.add_option("--dialect", dialect_,
                           "what it is written for, as " + usual + " or " + usual +
                               ".since(3, 53) (what -d is, or the first of the history)");
        command.add_flag("--plain", plain_, "without commands of the database's shell, for other clients");
        command.add_option("--tag", tag_, "a remark for the head of the script");
        command.add_option("-o,--output", file_, "write it to a file; one with the same content is not touched")
            ->type_name("FILE");
    }

    int run(const context& tool) const {
        const op::dialect target = dialect_.empty() ? tool.dialect() : parse_dialect(dialect_);
        return write_sql(tool, plain_ ? target.plain() : target, range_, std::nullopt, tag_, file_), ok;
    }

private:
    std::string range_ = "base:heads";
    std::string dialect_;
    std::string tag_;
    std::string file_;
    bool plain_ = false;
};

}  // namespace aludel::inline v0_1::cli
