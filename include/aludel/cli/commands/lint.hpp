// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/counted.hpp>
#include <aludel/cli/finding_line.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/rule/finding.hpp>

#include <cstddef>  // size_t
#include <string>   // string

namespace aludel::inline v0_1::cli {

/// `lint`: lists all findings about the history and the models, also those that are compile errors.
class lint_command {
public:
    static constexpr const char* word = "lint";
    static constexpr const char* summary = "List all findings of the history and the models, errors and warnings";
    static constexpr const char* examples =
        "lint                # 3 when there are errors\n"
        "lint --level error  # no warnings\n"
        "lint --strict       # 3 when there are warnings, too\n"
        "lint --json";
    static constexpr auto needs = soundness::nothing;

    void add_options(CLI::App& command) {
        command.add_option("--level", level_, "the findings to list: error, or warning for both (warning)")
            ->check(CLI::IsMember({"error", "warning"}));
        command.add_flag("--models", models_only_, "only the findings of the models");
        command.add_flag("--strict", strict_, "return 3 for warnings as well");
    }

    int run(const context& tool) const {
        tool.note_stale_sources();
        const program_findings found(tool, models_only_ ? finding_scope::models : finding_scope::every_database);
        const std::size_t errors = found.count(level::error), warnings = found.count(level::warning);
        if (tool.as_json) write_all(tool, found, errors, warnings);
        else print(tool, found, errors, warnings);
        return errors != 0 || (strict_ && warnings != 0) ? not_as_asked : ok;
    }

private:
    [[nodiscard]] bool is_wanted(const finding& one) const { return one.level == level::error || level_ == "warning"; }

    void print(const context& tool, const program_findings& found, std::size_t errors, std::size_t warnings) const {
        for (const finding& each : found.list()) {
            if (!is_wanted(each)) continue;
            if (!tool.quiet) tool.out << level_word(tool, each, false) << ": " << each.text() << '\n';
            else tool.out << id_of(each.rule) << (each.revision.empty() ? "" : " ") << each.revision.text() << '\n';
        }
        if (tool.quiet) return;
        if (found.list().empty())
            tool.out << (models_only_ ? "No findings: the models hold.\n" : "No findings: the history holds.\n");
        else tool.out << counted(errors, "error") << ", " << counted(warnings, "warning") << '\n';
    }

    void write_all(const context& tool, const program_findings& found, std::size_t errors, std::size_t warnings) const {
        json_writer writer;
        writer.object().key("errors").value(errors).key("warnings").value(warnings).key("findings").array();
        for (const finding& each : found.list())
            if (is_wanted(each)) write(writer, each);
        tool.out << writer.end().end().take();
    }

    std::string level_ = "warning";
    bool models_only_ = false;
    bool strict_ = false;
};

}  // namespace aludel::inline v0_1::cli
