// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/cli/context.hpp>
#include <aludel/cli/json_writer.hpp>

#include <algorithm>    // any_of
#include <cstddef>      // size_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// Names, separated by commas.
template <class Names>
std::string with_commas(const Names& all) {
    std::string made;
    for (const auto& each : all) (made += made.empty() ? "" : ", ") += std::string_view(each);
    return made;
}

/// Writes revisions in Alembic's format: `<base> -> 47f559ec82bb (head), Initial revision`.
class revision_lines {
public:
    struct parts {
        bool parents = false;
        bool labels = true;
        bool message = false;
        bool tree = true;  ///< the marks (branchpoint) and (mergepoint)
    };

    revision_lines(const context& at, const revision_graph& graph, std::vector<std::string> current = {}) : at_(at), graph_(graph), current_(std::move(current)) {}

    [[nodiscard]] const op::revision& revision(revision_index which) const { return at_.history().at(which); }
    [[nodiscard]] bool is_current(revision_index which) const {
        return std::any_of(current_.begin(), current_.end(), [&](const std::string& row) { return graph_.index_of(name(row)) == which; });
    }

    /// Whether a revision is a squash that is not in the graph because the revisions that it replaces still are.
    [[nodiscard]] bool is_shortcut(revision_index which) const { return which >= graph_.size(); }

    [[nodiscard]] std::string parents(revision_index which) const {
        return revision(which).parents.empty() ? "<base>" : with_commas(revision(which).parents);
    }

    [[nodiscard]] std::string line(revision_index which, const parts& shown) const {
        std::string made;
        if (shown.parents) {
            made = parents(which);
            if (!revision(which).dependencies.empty()) made += " (" + with_commas(revision(which).dependencies) + ")";
            made += " -> ";
        }
        made += at_.paint(style::id, revision(which).id);
        if (shown.labels && !is_shortcut(which))
            if (const auto labels = graph_.labels(which); !labels.empty()) made += " (" + with_commas(labels) + ")";
        made += marks(which, shown.tree);
        if (shown.message && !revision(which).message.empty()) made += ", " + one_line(revision(which).message);
        return made;
    }

    /// A revision in several lines, for --verbose.
    [[nodiscard]] std::string entry(revision_index which) const {
        std::string made = "Rev: " + at_.paint(style::id, revision(which).id) + marks(which, true) + "\n";
        made += (revision(which).parents.size() > 1 ? "Merges: " : "Parent: ") + parents(which) + "\n";
        if (!revision(which).replaces.empty()) made += "Replaces: " + with_commas(revision(which).replaces) + "\n";
        if (!revision(which).dependencies.empty()) made += "Also depends on: " + with_commas(revision(which).dependencies) + "\n";
        if (is_shortcut(which)) return made + "\n" + indented(revision(which).message, "    ") + "\n";
        if (graph_.is_branch_point(which)) made += "Branches into: " + with_commas(graph_.ids(graph_.children(which))) + "\n";
        if (const auto labels = graph_.labels(which); !labels.empty()) made += "Branch names: " + with_commas(labels) + "\n";
        return made + "\n" + indented(revision(which).message, "    ") + "\n";
    }

    void write(json_writer& to, revision_index which) const {
        to.object();
        members(to, which);
        to.end();
    }

    void members(json_writer& to, revision_index which) const {
        to.key("revision").value(revision(which).id).key("message").value(revision(which).message);
        to.key("parents").strings(revision(which).parents).key("dependencies").strings(revision(which).dependencies);
        if (!revision(which).replaces.empty()) to.key("replaces").strings(revision(which).replaces).key("shortcut").value(is_shortcut(which));
        if (is_shortcut(which)) return;
        to.key("labels").strings(graph_.labels(which));
        to.key("head").value(graph_.is_head(which) && !graph_.is_effective_head(which)).key("effective_head").value(graph_.is_effective_head(which));
        to.key("branch_point").value(graph_.is_branch_point(which)).key("merge_point").value(graph_.is_merge_point(which));
        to.key("current").value(is_current(which));
    }

    /// The lines of a text, each with the same margin in front.
    static std::string indented(std::string_view what, std::string_view margin) {
        std::string made;
        while (true) {
            const std::size_t end = what.find('\n');
            if (!what.substr(0, end).empty()) (made += margin) += detail::visible(what.substr(0, end), detail::line_breaks::kept);
            made += '\n';
            if (end == what.npos) return made;
            what.remove_prefix(end + 1);
        }
    }

    static std::string one_line(std::string_view what) {
        return detail::visible(what.substr(0, what.find('\n')), detail::line_breaks::spaces);
    }

private:
    [[nodiscard]] std::string marks(revision_index which, bool tree) const {
        std::string made;
        if (const std::size_t count = revision(which).replaces.size(); count != 0) made += " (squash of " + std::to_string(count) + (count == 1 ? " revision)" : " revisions)");
        if (is_shortcut(which)) return made;
        if (graph_.is_effective_head(which)) made += " (effective head)";
        else if (graph_.is_head(which)) made += " " + at_.paint(style::mark, "(head)");
        if (is_current(which)) made += " " + at_.paint(style::mark, "(current)");
        if (tree && graph_.is_branch_point(which)) made += " (branchpoint)";
        if (tree && graph_.is_merge_point(which)) made += " (mergepoint)";
        return made;
    }

    const context& at_;
    const revision_graph& graph_;
    std::vector<std::string> current_;
};

/// Writes a list of revisions as JSON.
inline void write_json(const context& at, const revision_lines& lines, const revision_list& shown) {
    json_writer to;
    to.array();
    for (const revision_index each : shown) lines.write(to, each);
    at.out << to.end().take();
}

}  // namespace aludel::inline v0_1::cli
