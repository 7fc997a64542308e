// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/cli/command.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/rule/rule.hpp>

#include <cstddef>  // size_t
#include <string>   // string, to_string

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
        command.add_flag("--strict", strict_, "return 3 for warnings as well");
    }

    int run(const context& tool) const {
        tool.note_stale_sources();
        detail::vector<finding> found = verify(tool.history());
        verify(tool.program.models, *tool.history().settings, found);
        std::size_t errors = 0, warnings = 0;
        for (const finding& each : found) ++(each.level == level::error ? errors : warnings);
        if (tool.as_json) write(tool, found, errors, warnings);
        else print(tool, found, errors, warnings);
        return errors != 0 || (strict_ && warnings != 0) ? not_as_asked : ok;
    }

private:
    [[nodiscard]] bool is_wanted(const finding& one) const { return one.level == level::error || level_ == "warning"; }

    static std::string id_of(const finding& one) { return "AL" + std::to_string(static_cast<int>(one.rule)); }
    static const char* level_of(const finding& one) { return one.level == level::error ? "error" : "warning"; }
    static std::string counted(std::size_t count, const char* what) {
        return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
    }

    using finding_list = detail::vector<finding>;

    void print(const context& tool, const finding_list& found, std::size_t errors, std::size_t warnings) const {
        for (const finding& each : found) {
            if (!is_wanted(each)) continue;
            const style color = each.level == level::error ? style::bad : style::id;
            if (!tool.quiet) tool.out << tool.paint(color, level_of(each)) << ": " << each.text() << '\n';
            else tool.out << id_of(each) << (each.revision.empty() ? "" : " ") << each.revision.text() << '\n';
        }
        if (tool.quiet) return;
        if (found.empty()) tool.out << "No findings: the history holds.\n";
        else tool.out << counted(errors, "error") << ", " << counted(warnings, "warning") << '\n';
    }

    void write(const context& tool, const finding_list& found, std::size_t errors, std::size_t warnings) const {
        json_writer writer;
        writer.object().key("errors").value(errors).key("warnings").value(warnings).key("findings").array();
        for (const finding& each : found) {
            if (!is_wanted(each)) continue;
            writer.object().key("rule").value(id_of(each)).key("slug").value(slug(each.rule));
            writer.key("level").value(level_of(each)).key("revision").value(each.revision);
            writer.key("message").value(each.text()).end();
        }
        tool.out << writer.end().end().take();
    }

    std::string level_ = "warning";
    bool strict_ = false;
};

}  // namespace aludel::inline v0_1::cli
