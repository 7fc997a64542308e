// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/html_text.hpp>
#include <aludel/cli/lane_layout.hpp>
#include <aludel/cli/report/report_facts.hpp>

#include <algorithm>    // max, min
#include <cstddef>      // size_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// The graph of the report: a list of links, one a row, newest first, and beside it an SVG picture of the lanes.
class graph_part {
public:
    explicit graph_part(const report_facts& facts) : facts_(facts), layout_(lane_layout(facts.graph, newest_first())) {
        const history_view& history = facts_.history;
        for (const lane_row& each : layout_) {
            lanes_ = std::max(lanes_, each.lane + 1);
            for (const lane_link& link : each.ending) lanes_ = std::max(lanes_, link.lane + 1);
            for (std::size_t i = 0; i < history.shortcuts.size(); ++i)
                if (facts_.last_replaced(history.shortcuts[i]) == each.revision) {
                    rows_.push_back(static_cast<revision_index>(history.revisions.size() + i));
                    has_brackets_ = true;
                }
            row_of_.push_back(rows_.size());
            rows_.push_back(each.revision);
            has_dependencies_ = has_dependencies_ || !history.at(each.revision).dependencies.empty();
        }
    }

    [[nodiscard]] std::string html() const {
        const std::string width = std::to_string(edge() + 8);
        const std::string height = std::to_string(y_of(rows_.size() + 1));
        std::string result = "<div class=\"graph\" style=\"--graph:" + width + "px\">\n<svg width=\"" + width +
            "\" height=\"" + height + "\" aria-hidden=\"true\">\n";
        result += links() + nodes() + "</svg>\n<ol>\n";
        if (facts_.known.is_branched) result += row_of_several("heads", "all heads", facts_.is_at_heads());
        for (const revision_index each : rows_) result += row(each);
        return result + row_of_several("base", "base", facts_.is_at_base()) + "</ol>\n</div>\n";
    }

private:
    static constexpr std::size_t row_height = 32;

    [[nodiscard]] revision_list newest_first() const {
        revision_list result;
        for (std::size_t i = facts_.history.order.size(); i-- > 0;) result.push_back(facts_.history.order[i]);
        return result;
    }

    /// The first row of all is of all heads, where there are several.
    [[nodiscard]] std::size_t y_of(std::size_t row) const {
        return (row + (facts_.known.is_branched ? 1 : 0)) * row_height + row_height / 2;
    }
    /// Many lanes are closer to one another.
    [[nodiscard]] std::size_t x_of(std::size_t lane) const { return 12 + lane * (lanes_ <= 12 ? 14 : 168 / lanes_); }
    /// The line in which brackets and dependencies run, right of all lanes.
    [[nodiscard]] std::size_t edge() const { return x_of(lanes_ - 1) + (has_brackets_ || has_dependencies_ ? 14 : 0); }

    static std::string point(std::size_t x, std::size_t y) { return std::to_string(x) + " " + std::to_string(y); }

    /// A line from one place down to another: an S if they are in different lanes.
    static std::string curve(std::size_t x, std::size_t y, std::size_t to_x, std::size_t to_y) {
        if (x == to_x) return "V" + std::to_string(to_y);
        const std::size_t middle = (y + to_y) / 2;
        return "C" + point(x, middle) + " " + point(to_x, middle) + " " + point(to_x, to_y);
    }

    [[nodiscard]] std::string links() const {
        std::string result;
        for (std::size_t i = 0; i < layout_.size(); ++i) {
            const std::size_t end = y_of(row_of_[i]), end_x = x_of(layout_[i].lane);
            for (const lane_link& each : layout_[i].ending) {
                const std::size_t start = y_of(row_of_[each.child]), start_x = x_of(layout_[each.child].lane);
                const std::size_t x = x_of(each.lane);
                std::size_t y = start;
                result += "<path class=\"lane" + std::to_string(each.lane % 6) + "\" d=\"M" + point(start_x, start);
                if (start_x != x) result += curve(start_x, y, x, y + row_height), y += row_height;
                if (end_x != x && end - y > row_height)
                    result += curve(x, y, x, end - row_height), y = end - row_height;
                result += curve(x, y, end_x, end) + "\"/>\n";
            }
            for (const revision_index each : facts_.graph.dependencies(layout_[i].revision))
                result += "<path class=\"dependency\" d=\"M" + point(end_x, end) + around(end, each) + "\"/>\n";
        }
        return result + brackets();
    }

    /// The way from a row to that of a revision below, right of all lanes.
    [[nodiscard]] std::string around(std::size_t y, revision_index below) const {
        const std::size_t x = edge(), row = row_of(below), end = y_of(row_of_[row]);
        return "Q" + point(x, y) + " " + point(x, y + row_height / 2) + "V" + std::to_string(end - row_height / 2) +
            "Q" + point(x, end) + " " + point(x_of(layout_[row].lane), end);
    }

    [[nodiscard]] std::size_t row_of(revision_index which) const {
        std::size_t row = 0;
        while (layout_[row].revision != which) ++row;
        return row;
    }

    /// A dotted line beside the revisions that a shortcut replaces, from its own row on.
    [[nodiscard]] std::string brackets() const {
        std::string result;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (!facts_.is_shortcut(rows_[i])) continue;
            const std::size_t first = row_of(facts_.graph.index_of(facts_.history.at(rows_[i]).replaces[0]));
            result += "<path class=\"bracket\" d=\"M" + point(edge(), y_of(i)) + "V" +
                std::to_string(y_of(row_of_[first])) + "\"/>\n";
        }
        return result;
    }

    [[nodiscard]] std::string nodes() const {
        std::string result;
        std::size_t row = 0;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const bool shortcut = facts_.is_shortcut(rows_[i]);
            const std::size_t x = shortcut ? edge() : x_of(layout_[row++].lane), y = y_of(i);
            std::string kind = facts_.is_applied(rows_[i]) ? "applied" : "pending";
            if (!shortcut && facts_.graph.is_merge_point(rows_[i])) kind += " merge";
            if (facts_.is_shortcut(rows_[i]) || !facts_.history.at(rows_[i]).replaces.empty())
                result += "<rect class=\"" + kind + "\" x=\"" + std::to_string(x - 4) + "\" y=\"" +
                    std::to_string(y - 4) + "\" width=\"8\" height=\"8\" rx=\"1.5\"/>\n";
            else
                result += "<circle class=\"" + kind + "\" cx=\"" + std::to_string(x) + "\" cy=\"" + std::to_string(y) +
                    "\" r=\"4.5\"/>\n";
        }
        const auto small = [](std::size_t y) {
            return "<circle class=\"several\" cx=\"12\" cy=\"" + std::to_string(y) + "\" r=\"3\"/>\n";
        };
        if (facts_.known.is_branched) result += small(row_height / 2);
        return result + small(y_of(rows_.size()));
    }

    /// A row that is of no revision.
    static std::string row_of_several(const std::string& anchor, const std::string& title, bool is_current) {
        return "<li><a href=\"#" + anchor + "\"><span class=\"title\">" + title + "</span>" +
            (is_current ? mark("here", "database") : "") + "</a></li>\n";
    }

    static std::string mark(std::string_view kind, std::string_view text) {
        return "<span class=\"mark " + std::string(kind) + "\">" + std::string(text) + "</span>";
    }

    [[nodiscard]] std::string row(revision_index which) const {
        const op::revision& revision = facts_.history.at(which);
        std::string result = "<li><a href=\"#" + facts_.anchor(which) + "\"><span class=\"title\">" +
            html_text(facts_.title(which)) + "</span>";
        if (facts_.is_shortcut(which)) result += mark("squash", "squash");
        else if (facts_.graph.is_head(which)) result += mark("head", "head");
        if (facts_.is_current(which)) result += mark("here", "database");
        std::size_t errors = 0, warnings = 0;
        for (const finding& each : facts_.known.revisions[which].findings)
            ++(each.level == level::error ? errors : warnings);
        if (errors != 0) result += mark("error", counted(errors, "error"));
        if (warnings != 0) result += mark("warning", counted(warnings, "warning"));
        if (!facts_.edit_of(which).empty()) result += mark("warning", "edited");
        return result + "<code>" + html_text(revision.id, detail::line_breaks::escaped) + "</code></a></li>\n";
    }

    const report_facts& facts_;
    std::vector<lane_row> layout_;
    std::vector<revision_index> rows_;  ///< those of the layout, and the shortcuts
    std::vector<std::size_t> row_of_;   ///< for each row of the layout its row in the list
    std::size_t lanes_ = 1;
    bool has_brackets_ = false, has_dependencies_ = false;
};

}  // namespace aludel::inline v0_1::cli
