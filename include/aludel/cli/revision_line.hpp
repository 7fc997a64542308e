// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/cli/context.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/code/header_index.hpp>

#include <algorithm>    // any_of
#include <cstddef>      // size_t
#include <filesystem>   // path
#include <optional>     // optional
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// Names, separated by commas.
template <class Names>
std::string with_commas(const Names& whole) {
    std::string result;
    for (const auto& each : whole) (result += result.empty() ? "" : ", ") += std::string_view(each);
    return result;
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

    revision_lines(const context& tool, const revision_graph& graph, std::vector<std::string> current = {})
        : tool_(tool),
          graph_(graph),
          current_(std::move(current)) {}

    [[nodiscard]] const op::revision& revision(revision_index which) const { return tool_.history().at(which); }
    [[nodiscard]] bool is_current(revision_index which) const {
        return std::any_of(current_.begin(), current_.end(),
                           [&](const std::string& row) { return graph_.index_of(name(row)) == which; });
    }

    /// Whether a revision is a squash that is not in the graph because the revisions that it replaces still are.
    [[nodiscard]] bool is_shortcut(revision_index which) const { return which >= graph_.size(); }

    [[nodiscard]] std::string parents(revision_index which) const {
        return revision(which).parents.empty() ? "<base>" : with_commas(revision(which).parents);
    }

    [[nodiscard]] std::string line(revision_index which, const parts& shown) const {
        std::string result;
        if (shown.parents) {
            result = parents(which);
            if (!revision(which).dependencies.empty()) result += " (" + with_commas(revision(which).dependencies) + ")";
            result += " -> ";
        }
        result += tool_.paint(style::id, revision(which).id);
        if (shown.labels && !is_shortcut(which))
            if (const auto labels = graph_.labels(which); !labels.empty()) result += " (" + with_commas(labels) + ")";
        result += marks(which, shown.tree);
        if (shown.message && !revision(which).message.empty()) result += ", " + one_line(revision(which).message);
        return result;
    }

    /// A revision in several lines, for --verbose.
    [[nodiscard]] std::string entry(revision_index which) const {
        std::string result = "Rev: " + tool_.paint(style::id, revision(which).id) + marks(which, true) + "\n";
        result += (revision(which).parents.size() > 1 ? "Merges: " : "Parent: ") + parents(which) + "\n";
        const code::revision_header header = header_of(which);
        if (!header.path.empty()) result += "Path: " + header.path + "\n";
        if (!header.created.empty()) result += "Created: " + header.created + "\n";
        if (!revision(which).replaces.empty()) result += "Replaces: " + with_commas(revision(which).replaces) + "\n";
        if (!revision(which).dependencies.empty())
            result += "Also depends on: " + with_commas(revision(which).dependencies) + "\n";
        if (is_shortcut(which)) return result + "\n" + indented(revision(which).message, "    ") + "\n";
        if (graph_.is_branch_point(which))
            result += "Branches into: " + with_commas(graph_.ids(graph_.children(which))) + "\n";
        if (const auto labels = graph_.labels(which); !labels.empty())
            result += "Branch names: " + with_commas(labels) + "\n";
        return result + "\n" + indented(revision(which).message, "    ") + "\n";
    }

    void write(json_writer& writer, revision_index which) const {
        writer.object();
        members(writer, which);
        writer.end();
    }

    void members(json_writer& writer, revision_index which) const {
        writer.key("revision").value(revision(which).id).key("message").value(revision(which).message);
        writer.key("parents")
            .strings(revision(which).parents)
            .key("dependencies")
            .strings(revision(which).dependencies);
        if (const code::revision_header header = header_of(which); !header.path.empty()) {
            writer.key("path").value(header.path).key("created");
            if (header.created.empty()) writer.null_value();
            else writer.value(header.created);
        }
        if (!revision(which).replaces.empty())
            writer.key("replaces").strings(revision(which).replaces).key("shortcut").value(is_shortcut(which));
        if (is_shortcut(which)) return;
        writer.key("labels").strings(graph_.labels(which));
        writer.key("head")
            .value(graph_.is_head(which) && !graph_.is_effective_head(which))
            .key("effective_head")
            .value(graph_.is_effective_head(which));
        writer.key("branch_point")
            .value(graph_.is_branch_point(which))
            .key("merge_point")
            .value(graph_.is_merge_point(which));
        writer.key("current").value(is_current(which));
    }

    /// The header that defines a revision.
    [[nodiscard]] code::revision_header header_of(revision_index which) const {
        if (!headers_) headers_.emplace(std::filesystem::path(tool_.program.directory));
        return headers_->find(revision(which).id);
    }

    /// The lines of a text, each with the same margin in front.
    static std::string indented(std::string_view what, std::string_view margin) {
        std::string result;
        while (true) {
            const std::size_t end = what.find('\n');
            if (!what.substr(0, end).empty())
                (result += margin) += detail::visible(what.substr(0, end), detail::line_breaks::kept);
            result += '\n';
            if (end == what.npos) return result;
            what.remove_prefix(end + 1);
        }
    }

    static std::string one_line(std::string_view what) {
        return detail::visible(what.substr(0, what.find('\n')), detail::line_breaks::spaces);
    }

private:
    [[nodiscard]] std::string marks(revision_index which, bool tree) const {
        std::string result;
        if (const std::size_t count = revision(which).replaces.size(); count != 0)
            result += " (squash of " + std::to_string(count) + (count == 1 ? " revision)" : " revisions)");
        if (is_shortcut(which)) return result;
        if (graph_.is_effective_head(which)) result += " (effective head)";
        else if (graph_.is_head(which)) result += " " + tool_.paint(style::mark, "(head)");
        if (is_current(which)) result += " " + tool_.paint(style::mark, "(current)");
        if (tree && graph_.is_branch_point(which)) result += " (branchpoint)";
        if (tree && graph_.is_merge_point(which)) result += " (mergepoint)";
        return result;
    }

    const context& tool_;
    const revision_graph& graph_;
    std::vector<std::string> current_;
    mutable std::optional<code::header_index> headers_;  ///< read when it is needed
};

/// Writes a list of revisions as JSON.
inline void write_json(const context& tool, const revision_lines& lines, const revision_list& shown) {
    json_writer writer;
    writer.array();
    for (const revision_index each : shown) lines.write(writer, each);
    tool.out << writer.end().take();
}

}  // namespace aludel::inline v0_1::cli
