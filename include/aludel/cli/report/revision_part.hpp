// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/html_text.hpp>
#include <aludel/cli/report/report_facts.hpp>

#include <algorithm>    // min
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// A list of findings.
inline std::string html_findings(const std::vector<finding>& findings) {
    std::string result;
    for (const finding& each : findings)
        result += std::string("<li class=\"") +
            (each.level == level::error ? "error\"><b>Error</b> " : "warning\"><b>Warning</b> ") +
            html_sentence(each.text()) + "</li>\n";
    return result;
}

/// The part of the report about one revision: what it says about itself, findings, and its SQL.
class revision_part {
public:
    revision_part(const report_facts& facts, revision_index which)
        : facts_(facts),
          which_(which),
          revision_(facts.history.at(which)),
          known_(facts.known.revisions[which]) {}

    [[nodiscard]] std::string html() const {
        const std::string anchor = facts_.anchor(which_);
        std::string result = "<article id=\"" + anchor + "\" data-position=\"" +
            std::to_string(facts_.position(which_)) + "\" aria-labelledby=\"h" + anchor +
            "\" tabindex=\"-1\">\n<h2 id=\"h" + anchor + "\">" + html_text(facts_.title(which_)) + "</h2>\n";
        std::string_view rest = revision_.message;
        rest.remove_prefix(std::min(rest.size(), rest.find('\n')));
        rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of('\n')));
        if (!rest.empty()) result += "<p class=\"message\">" + html_text(rest) + "</p>\n";
        return result + properties() + findings() + sql() + "</article>\n";
    }

private:
    static std::string property(std::string_view what, std::string_view html) {
        return "<div><dt>" + std::string(what) + "</dt><dd>" + std::string(html) + "</dd></div>\n";
    }
    static std::string code(std::string_view what) {
        return "<code>" + html_text(what, detail::line_breaks::escaped) + "</code>";
    }

    [[nodiscard]] std::string links(detail::span<const revision_index> others) const {
        std::string result;
        for (const revision_index each : others)
            (result += result.empty() ? "" : ", ") +=
                "<a href=\"#" + facts_.anchor(each) + "\">" + code(facts_.history.at(each).id) + "</a>";
        return result;
    }

    /// Names as links, where they are revisions of the history.
    [[nodiscard]] std::string links(const op::list_view<name>& others) const {
        std::string result;
        for (const name& each : others) {
            const revision_index found[] = {facts_.graph.index_of(each)};
            (result += result.empty() ? "" : ", ") +=
                found[0] != facts_.graph.size() && facts_.graph.id(found[0]) == each ? links(found) : code(each);
        }
        return result;
    }

    [[nodiscard]] std::string properties() const {
        const bool shortcut = facts_.is_shortcut(which_);
        std::string result = "<dl>\n" + property("Revision", code(revision_.id));
        result += property(revision_.parents.size() > 1 ? "Merges" : "Revises",
                           revision_.parents.empty() ? "<a href=\"#base\">base</a>" : links(revision_.parents));
        if (!revision_.dependencies.empty()) result += property("Depends on", links(revision_.dependencies));
        if (!revision_.replaces.empty()) result += property("Replaces", links(revision_.replaces));
        if (!shortcut && !facts_.graph.children(which_).empty())
            result += property("Revised by", links(facts_.graph.children(which_)));
        std::string labels;
        if (!shortcut)
            for (const name& each : facts_.graph.labels(which_)) (labels += labels.empty() ? "" : ", ") += code(each);
        if (!labels.empty()) result += property("Branch", labels);
        if (!revision_.transactional) result += property("Transaction", "none: each statement by itself");
        if (facts_.database.is_asked)
            result += property("Database",
                               facts_.is_current(which_)       ? "is at this revision"
                                   : facts_.is_applied(which_) ? "has it"
                                                               : "does not have it yet");
        return result + "</dl>\n";
    }

    [[nodiscard]] std::string findings() const {
        std::string result = html_findings(known_.findings);
        if (const std::string edit = facts_.edit_of(which_); !edit.empty())
            result += "<li class=\"warning\"><b>Edited</b> " + html_sentence(edit) + "</li>\n";
        for (const op::acknowledgement& each : revision_.acknowledgements)
            result += "<li class=\"acknowledged\"><b>Acknowledged</b> [" + id_of(each.rule) + "] " +
                html_sentence(each.reason) + "</li>\n";
        return result.empty() ? result : "<ul class=\"findings\" aria-label=\"Findings\">\n" + result + "</ul>\n";
    }

    static std::string direction(std::string_view title, std::string_view remark, std::string_view text) {
        std::string result = "<section><h3>" + std::string(title);
        if (!remark.empty()) result += " <small>" + std::string(remark) + "</small>";
        result += "</h3>\n";
        if (text.empty()) return result + "<p class=\"nothing\">Nothing to run.</p></section>\n";
        return result + "<pre tabindex=\"0\" aria-label=\"SQL of the " + std::string(title) + "\"><code>" +
            html_text(text) + "</code></pre></section>\n";
    }

    [[nodiscard]] std::string sql() const {
        if (known_.in_doubt)
            return "<p class=\"nothing\">There are errors in this revision, or below it: it has no SQL yet.</p>\n";
        std::string result = "<div class=\"sql\">\n" + direction("Upgrade", "", known_.upgrade);
        if (revision_.irreversible.empty())
            result += direction("Downgrade", revision_.downgrade_written ? "" : "derived", known_.downgrade);
        else
            result += "<section><h3>Downgrade</h3>\n<p class=\"nothing\">Irreversible: " +
                html_sentence(revision_.irreversible) + "</p></section>\n";
        return result + "</div>\n";
    }

    const report_facts& facts_;
    revision_index which_;
    const op::revision& revision_;
    const revision_facts& known_;
};

}  // namespace aludel::inline v0_1::cli
