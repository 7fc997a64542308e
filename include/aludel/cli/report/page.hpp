// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/report/diagram_script.hpp>
#include <aludel/cli/report/graph_part.hpp>
#include <aludel/cli/report/layout_script.hpp>
#include <aludel/cli/report/page_script.hpp>
#include <aludel/cli/report/report_facts.hpp>
#include <aludel/cli/report/revision_part.hpp>
#include <aludel/cli/report/style.hpp>
#include <aludel/cli/schema_picture.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// The page of the report. Everything but the diagram is HTML, which is there without the script.
class report_page {
public:
    explicit report_page(const report_facts& facts) : facts_(facts) {}

    [[nodiscard]] std::string html() const {
        const std::string title = html_text(facts_.history.title, detail::line_breaks::spaces);
        std::string result(report_head);
        result += "<title>" + title + ": migrations</title>\n<style>\n";
        ((result += report_style) += "</style>\n</head>\n") += report_body;
        result += "<nav aria-label=\"Revisions\">\n<header>\n<h1>" + title + "</h1>\n<p>" + summary() + "</p>\n";
        (result += report_filter) += "</header>\n" + graph_part(facts_).html() + "</nav>\n<main>\n";
        result += general_findings() + database() + std::string(report_diagram) + tables();
        result += "<div id=\"revisions\">\n";
        result += several("base", "base", "Before the first revision.", 0);
        for (const revision_index each : facts_.history.order) result += revision_part(facts_, each).html();
        if (facts_.known.is_branched) result += several("heads", "all heads", heads(), facts_.graph.size() + 1);
        for (std::size_t i = 0; i < facts_.history.shortcuts.size(); ++i)
            result += revision_part(facts_, static_cast<revision_index>(facts_.graph.size() + i)).html();
        result += "</div>\n</main>\n<script id=\"data\" type=\"application/json\">";
        (result += data()) += "</script>\n<script>\n\"use strict\";\n";
        ((result += report_layout_script) += report_diagram_script) += report_page_script;
        return result + "</script>\n</body>\n</html>\n";
    }

private:
    [[nodiscard]] std::string summary() const {
        std::string result = counted(facts_.graph.size(), "revision");
        if (const std::size_t count = facts_.history.shortcuts.size(); count != 0)
            result += " · " + std::to_string(count) + (count == 1 ? " squash" : " squashes");
        result += " · " + counted(facts_.graph.heads().size(), "head");
        std::size_t errors = 0, warnings = 0;
        const auto count = [&](const std::vector<finding>& findings) {
            for (const finding& each : findings) ++(each.level == level::error ? errors : warnings);
        };
        count(facts_.known.findings);
        for (const revision_facts& each : facts_.known.revisions) count(each.findings);
        if (errors != 0) result += " · " + counted(errors, "error");
        if (warnings != 0) result += " · " + counted(warnings, "warning");
        result += " · SQL for " + std::string(facts_.dialect.traits->name);
        if (facts_.database.is_asked)
            result += "<br><span class=\"dot applied\"></span>applied <span class=\"dot\"></span>to apply";
        return result;
    }

    [[nodiscard]] std::string general_findings() const {
        const std::string result = html_findings(facts_.known.findings);
        return result.empty() ? result : "<ul class=\"findings\" aria-label=\"Findings\">\n" + result + "</ul>\n";
    }

    [[nodiscard]] std::string link(revision_index which) const {
        return "<a href=\"#" + facts_.anchor(which) + "\"><code>" +
            html_text(facts_.history.at(which).id, detail::line_breaks::escaped) + "</code> " +
            html_text(facts_.title(which)) + "</a>";
    }

    /// Where the database is, and what is different there.
    [[nodiscard]] std::string database() const {
        const database_facts& known = facts_.database;
        if (!known.is_asked) return {};
        std::size_t pending = 0;
        for (const char each : known.applied) pending += each == 0 ? 1 : 0;
        std::string result = "<section id=\"database\" aria-label=\"Database\">\n<p><b>Database</b> <code>" +
            html_text(known.url, detail::line_breaks::escaped) + "</code> ";
        if (known.is_missing) result += "does not exist yet";
        else if (facts_.is_at_base()) result += "is at <a href=\"#base\">base</a>";
        else result += "is at ";
        std::string places;
        for (const revision_index each : known.rows) (places += places.empty() ? "" : ", ") += link(each);
        for (const std::string& each : known.unknown)
            (places += places.empty() ? "" : ", ") +=
                "<code>" + html_text(each, detail::line_breaks::escaped) + "</code>, which the history does not have";
        result +=
            places + ". " + (pending == 0 ? "All revisions are applied." : counted(pending, "revision") + " to apply.");
        if (!known.not_compared.empty())
            result += " Its schema was not compared: " + std::string(known.not_compared) + ".";
        else if (!known.is_missing && known.drift.empty()) result += " Its schema is as the history says.";
        else if (!known.drift.empty()) result += " Its schema differs:";
        result += "</p>\n";
        if (known.drift.empty()) return result + "</section>\n";
        result += "<ul class=\"drift\">\n";
        for (const drift_fact& each : known.drift) result += "<li>" + html_sentence(each.text) + "</li>\n";
        return result + "</ul>\n</section>\n";
    }

    /// A position of the slider that is of no revision.
    static std::string several(const std::string& anchor, const std::string& title, const std::string& remark,
                               std::size_t position) {
        return "<article id=\"" + anchor + "\" data-position=\"" + std::to_string(position) + "\" aria-labelledby=\"h" +
            anchor + "\" tabindex=\"-1\">\n<h2 id=\"h" + anchor + "\">" + title + "</h2>\n<p class=\"nothing\">" +
            remark + "</p>\n</article>\n";
    }

    [[nodiscard]] std::string heads() const {
        std::string links;
        for (const revision_index each : facts_.graph.real_heads()) (links += links.empty() ? "" : ", ") += link(each);
        return "After all revisions: " + links + ".";
    }

    /// The document of the diagram. `<` is escaped, so that no text ends the element.
    [[nodiscard]] std::string data() const {
        json_writer writer(json_layout::compact);
        writer.object();
        facts_.known.tables.write(writer);
        writer.key("revisions").array();
        for (const revision_index each : facts_.history.order) write_revision(writer, each);
        if (facts_.known.is_branched) {
            const revision_index first = facts_.graph.real_heads()[0];
            writer.object().key("from").value(facts_.positions[first]).key("joined");
            write_change(writer, facts_.known.revisions[first].after, facts_.known.at_heads);
            writer.end();
        }
        writer.end().key("database");
        if (facts_.database.is_asked) write_database(writer);
        else writer.null_value();
        std::string result;
        for (const char each : writer.end().take())
            if (each == '<') result += "\\u003c";
            else result += each;
        return result;
    }

    /// The schema of a revision is that of its first parent, plus what other parents bring, plus its own change.
    void write_revision(json_writer& writer, revision_index which) const {
        const revision_facts& known = facts_.known.revisions[which];
        const auto parents = facts_.graph.parents(which);
        const auto source = parents.empty() ? facts_.graph.dependencies(which) : parents;
        writer.object().key("from").value(source.empty() ? std::size_t{0} : facts_.positions[source[0]]);
        if (known.in_doubt) {
            writer.key("in_doubt").value(true).end();
            return;
        }
        const table_numbers& before = source.empty() ? table_numbers() : facts_.known.revisions[source[0]].after;
        if (before != known.before) writer.key("joined"), write_change(writer, before, known.before);
        writer.key("own"), write_change(writer, known.before, known.after);
        const op::operations_view& operations = facts_.history.at(which).upgrade;
        bool any = false;
        for (const op::operation& each : operations.list) {
            const bool is_table = each.kind == op::operation_kind::rename_table;
            const bool is_column = each.kind == op::operation_kind::rename_column ||
                (each.kind == op::operation_kind::alter_column && op::has(each.changes, op::change::name));
            if (!is_table && !is_column) continue;
            if (!any) writer.key("renames").array();
            any = true;
            writer.array().value(detail::visible(each.table));
            if (is_column) writer.value(detail::visible(each.object));
            writer.value(detail::visible(each.to)).end();
        }
        if (any) writer.end();
        writer.end();
    }

    void write_database(json_writer& writer) const {
        writer.object().key("positions").array();
        for (const revision_index each : facts_.database.rows) writer.value(facts_.positions[each]);
        if (facts_.is_at_base()) writer.value(std::size_t{0});
        if (facts_.is_at_heads()) writer.value(facts_.graph.size() + 1);
        writer.end().key("drift").array();
        for (const drift_fact& each : facts_.database.drift)
            writer.object()
                .key("table")
                .value(detail::visible(each.table))
                .key("text")
                .value(detail::visible(each.text))
                .end();
        writer.end().end();
    }

    /// The tables after all revisions, instead of the diagram where there is no script.
    [[nodiscard]] std::string tables() const {
        revision_list applied;
        for (const revision_index each : facts_.history.order)
            if (!facts_.known.revisions[each].in_doubt) applied.push_back(each);
        const schema shown = detail::schema_after(facts_.history, applied);
        detail::text_arena arena;
        const op::operations whole = detail::tables_of(shown, arena);
        const op::operations_view operations = whole.view();
        const code::spelling words("");
        std::string result = "<noscript><article>\n<h2>Tables after all revisions</h2>\n<dl class=\"tables\">\n";
        for (const op::operation& table : operations.list) {
            result += "<div><dt>" + html_text(table.table) + "</dt><dd>";
            bool first = true;
            for (const op::column& each : table.columns.of(operations.columns)) {
                const std::string type = words.type(operations, each.type) + (each.nullable ? "?" : "");
                const std::string keys = keys_of(operations, table, each.name);
                result += std::string(first ? "<b>" : ", <b>") + html_text(each.name) + "</b> " + html_text(type);
                if (!keys.empty()) result += " (" + keys + ")";
                first = false;
            }
            result += "</dd></div>\n";
        }
        return result + "</dl>\n</article></noscript>\n";
    }

    const report_facts& facts_;
};

}  // namespace aludel::inline v0_1::cli
