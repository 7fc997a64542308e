// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/lane_layout.hpp>
#include <aludel/cli/revision_line.hpp>

#include <cstddef>      // size_t
#include <ostream>      // ostream
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// Escapes a text for a double-quoted label of Graphviz, where backslashes begin commands and HTML entities are
/// decoded.
inline std::string in_dot(std::string_view what) {
    std::string result;
    for (const char each : revision_lines::one_line(what)) {
        if (each == '&') result += "&amp;";
        else result += each == '"' || each == '\\' ? std::string("\\") + each : std::string(1, each);
    }
    return result;
}

/// Escapes a text for a double-quoted label of Mermaid: everything that could be a quote, Markdown, HTML, a directive
/// (`%%{`) or the end of a statement becomes an entity.
inline std::string in_mermaid(std::string_view what) {
    constexpr std::string_view plain = " .,-_()/+='!?*|@$^";
    std::string result;
    for (const char each : revision_lines::one_line(what)) {
        const bool letter = (each >= '0' && each <= '9') || (each >= 'a' && each <= 'z') ||
            (each >= 'A' && each <= 'Z') || (static_cast<unsigned char>(each) & 0x80U) != 0;
        if (letter || plain.find(each) != plain.npos) result += each;
        else result += "#" + std::to_string(static_cast<int>(each)) + ";";
    }
    return result;
}

/// The name of a revision's node in a Mermaid flowchart: its id, or its bytes in hexadecimal where the id is not a
/// plain name.
inline std::string mermaid_node(std::string_view id) {
    std::string bytes = "x";
    bool plain = true;
    for (const char each : id) {
        plain = plain &&
            ((each >= '0' && each <= '9') || (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
             each == '_');
        const auto byte = static_cast<unsigned char>(each);
        (bytes += "0123456789abcdef"[byte >> 4U]) += "0123456789abcdef"[byte & 15U];
    }
    return plain ? "r" + std::string(id) : bytes;
}

/// The parents of a revision, also of a squash that is not in the graph.
inline revision_list parents_of(const revision_lines& lines, const revision_graph& graph, revision_index which) {
    revision_list result;
    for (const name& each : lines.revision(which).parents)
        if (const revision_index found = graph.index_of(each); found != graph.size()) result.push_back(found);
    return result;
}

/// The message of a revision; a squash that is not in the graph says that it is one.
inline std::string label_of(const revision_lines& lines, revision_index which) {
    std::string result(lines.revision(which).message);
    if (lines.is_shortcut(which))
        result += " (squash of " + std::to_string(lines.revision(which).replaces.size()) + ")";
    return result;
}

/// Writes a Mermaid flowchart with an arrow from each parent to its revision, and a dotted one from each dependency.
inline void draw_mermaid(std::ostream& out, const revision_lines& lines, const revision_graph& graph,
                         const revision_list& shown) {
    const auto node = [&](revision_index which) { return mermaid_node(lines.revision(which).id); };
    out << "flowchart BT\n";
    for (const revision_index each : shown) {
        out << "    " << node(each) << "[\"" << in_mermaid(lines.revision(each).id) << "<br/>"
            << in_mermaid(label_of(lines, each)) << "\"]\n";
        for (const revision_index parent : parents_of(lines, graph, each))
            if (among(shown, parent)) out << "    " << node(parent) << " --> " << node(each) << '\n';
        if (lines.is_shortcut(each)) continue;
        for (const revision_index needed : graph.dependencies(each))
            if (among(shown, needed)) out << "    " << node(needed) << " -.-> " << node(each) << '\n';
    }
}

/// Writes the same graph for Graphviz.
inline void draw_dot(std::ostream& out, const revision_lines& lines, const revision_graph& graph,
                     const revision_list& shown) {
    const auto node = [&](revision_index which) { return "\"" + in_dot(lines.revision(which).id) + "\""; };
    out << "digraph history {\n    rankdir=BT;\n    node [shape=box, fontname=\"sans-serif\"];\n";
    for (const revision_index each : shown) {
        out << "    " << node(each) << " [label=\"" << in_dot(lines.revision(each).id) << "\\n"
            << in_dot(label_of(lines, each)) << "\"];\n";
        for (const revision_index parent : parents_of(lines, graph, each))
            if (among(shown, parent)) out << "    " << node(parent) << " -> " << node(each) << ";\n";
        if (lines.is_shortcut(each)) continue;
        for (const revision_index needed : graph.dependencies(each))
            if (among(shown, needed)) out << "    " << node(needed) << " -> " << node(each) << " [style=dashed];\n";
    }
    out << "}\n";
}

/// Draws the graph with characters, newest first: `*` is a revision, `o` a squash beside those that it replaces.
class lane_drawing {
public:
    lane_drawing(std::ostream& out, const revision_lines& lines) : out_(out), lines_(lines) {}

    void draw(const lane_row& row) {
        if (row.lane >= used_.size()) used_.resize(row.lane + 1);
        used_[row.lane] = 1;
        for (const lane_link& each : row.ending) {
            if (each.lane == row.lane) continue;
            turn(row.lane, each.lane, '/');
            used_[each.lane] = 0;
        }
        trim();
        for (std::size_t i = 0; i < used_.size(); ++i) out_ << (i == row.lane ? "* " : used_[i] != 0 ? "| " : "  ");
        out_ << lines_.line(row.revision, {.message = true});
        if (const auto& needed = lines_.revision(row.revision).dependencies; !needed.empty())
            out_ << " [depends on " << with_commas(needed) << "]";
        out_ << '\n';
        used_[row.lane] = 0;
        for (const std::size_t lane : row.beginning) {
            if (lane >= used_.size()) used_.resize(lane + 1);
            used_[lane] = 1;
            if (lane != row.lane) turn(row.lane, lane, '\\');
        }
        trim();
    }

    /// A squash that is not in the graph.
    void draw_shortcut(revision_index each) {
        for (const char used : used_) out_ << (used != 0 ? "| " : "  ");
        out_ << "o " << lines_.line(each, {.message = true}) << '\n';
    }

private:
    void trim() {
        while (!used_.empty() && used_.back() == 0) used_.pop_back();
    }

    /// Draws a line in which one lane branches off from another or joins it.
    void turn(std::size_t a, std::size_t b, char corner) {
        std::string line;
        for (const char used : used_) (line += used != 0 ? '|' : ' ') += ' ';
        const bool to_right = a < b;
        const std::size_t low = to_right ? a : b, high = to_right ? b : a;
        line[2 * low] = '|', line[2 * high] = ' ';
        for (std::size_t i = 2 * low + 1; i < 2 * high; ++i)
            if (line[i] == ' ') line[i] = '-';
        if (to_right) line[2 * high - 1] = corner;
        else line[2 * high] = '|', line[2 * low] = ' ', line[2 * low + 1] = corner == '/' ? '\\' : '/';
        while (!line.empty() && line.back() == ' ') line.pop_back();
        out_ << line << '\n';
    }

    std::ostream& out_;
    const revision_lines& lines_;
    std::vector<char> used_;  ///< for each lane whether there is a line in it
};

/// Draws the graph with characters.
inline void draw_lanes(std::ostream& out, const revision_lines& lines, const revision_graph& graph,
                       const revision_list& shown) {
    lane_drawing drawing(out, lines);
    revision_list placed;
    for (const revision_index each : shown)
        if (!lines.is_shortcut(each)) placed.push_back(each);
    const std::vector<lane_row> rows = lane_layout(graph, placed);
    std::size_t next = 0;
    for (const revision_index each : shown) {
        if (lines.is_shortcut(each)) drawing.draw_shortcut(each);
        else drawing.draw(rows[next++]);
    }
}

}  // namespace aludel::inline v0_1::cli
