// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/cli/context.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/rule/rule.hpp>
#include <aludel/rule/slug.hpp>

#include <cstddef>      // size_t
#include <ostream>      // ostream
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// "AL203"
inline std::string id_of(rule which) { return "AL" + std::to_string(static_cast<int>(which)); }

/// "error" or "warning", in the color of its level.
inline std::string level_word(const context& tool, const finding& one, bool capital) {
    const char* const words[] = {"error", "warning", "Error", "Warning"};
    const bool is_error = one.level == level::error;
    return tool.paint(is_error ? style::bad : style::id, words[(capital ? 2 : 0) + (is_error ? 0 : 1)]);
}

/// Writes a finding as a JSON object.
inline void write(json_writer& writer, const finding& one) {
    writer.object().key("rule").value(id_of(one.rule)).key("slug").value(slug(one.rule));
    writer.key("level").value(one.level == level::error ? "error" : "warning");
    writer.key("revision").text_or_null(one.revision).key("message").value(one.text()).end();
}

/// Whose findings are meant: what concerns one database, what concerns any that the history is for, or those of the
/// models alone.
enum class finding_scope : unsigned char { database, every_database, models };

/// What the review finds in the history and the models of a program. It replays the whole history.
class program_findings {
public:
    explicit program_findings(const context& tool, finding_scope scope = finding_scope::database) : tool_(tool) {
        if (scope != finding_scope::models) found_ = verify(tool.history());
        if (scope == finding_scope::database) leave_to_others();
        verify(tool.program.models, *tool.history().settings, found_);
    }

    [[nodiscard]] const detail::vector<finding>& list() const { return found_; }
    /// The number of findings of a level.
    [[nodiscard]] std::size_t count(level wanted) const {
        std::size_t result = 0;
        for (const finding& each : found_) result += each.level == wanted ? 1U : 0U;
        return result;
    }

    /// The warnings about some revisions.
    [[nodiscard]] detail::vector<finding> warnings_about(const std::vector<std::string>& revisions) const {
        detail::vector<finding> result;
        for (const finding& each : found_)
            for (const std::string& id : revisions) {
                if (each.level != level::warning || each.revision.text() != id) continue;
                result.push_back(each);
                break;  // a revision can have begun twice
            }
        return result;
    }

    /// Whether there is a finding about a revision.
    [[nodiscard]] bool has(std::string_view revision) const {
        for (const finding& each : found_)
            if (each.revision.text() == revision) return true;
        return false;
    }
    /// Writes a line for each finding about a revision: `Warning: [AL806] ...`. Returns whether there are any.
    bool print(std::ostream& out, std::string_view revision, std::string_view margin = {}) const {
        bool any = false;
        for (const finding& each : found_) {
            if (each.revision.text() != revision) continue;
            out << margin << level_word(tool_, each, true) << ": " << each.text() << '\n';
            any = true;
        }
        return any;
    }
    /// Writes the same as a member `findings`, an array of texts.
    void write_member(json_writer& writer, std::string_view revision) const {
        writer.key("findings").array();
        for (const finding& each : found_)
            if (each.revision.text() == revision) writer.value(each.text());
        writer.end();
    }

private:
    /// Removes the warnings that do not concern the tool's database, if the history is for others as well.
    void leave_to_others() {
        const op::settings& settings = *tool_.history().settings;
        if (settings.checked_dialects().size() < 2 || count(level::error) != 0) return;
        op::settings own = settings;
        own.dialects[0] = tool_.dialect(), own.dialect_count = 1;
        history_view alone = tool_.history();
        alone.settings = &own;
        found_.clear();
        for (const finding& each : verify(alone))
            if (each.level == level::warning) found_.push_back(each);
    }

    const context& tool_;
    detail::vector<finding> found_;
};

}  // namespace aludel::inline v0_1::cli
