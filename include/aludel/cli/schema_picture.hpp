// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/cli/history_picture.hpp>
#include <aludel/cli/html_text.hpp>
#include <aludel/cli/shown_table.hpp>
#include <aludel/code/spelling.hpp>
#include <aludel/operation/operations_view.hpp>

#include <ostream>      // ostream
#include <string>       // string
#include <string_view>  // string_view

// Entity-relationship diagrams of tables, which are given as create_table operations.

namespace aludel::inline v0_1::cli {

/// Whether a constraint is over a column.
inline bool has_column(const op::operations_view& arrays, const op::constraint& in, const name& column) {
    for (const name& each : in.columns.of(arrays.names))
        if (each == column) return true;
    return false;
}

/// The keys that a column belongs to: PK, UK and FK, separated by commas.
inline std::string keys_of(const op::operations_view& arrays, const op::operation& table, const name& column) {
    std::string result;
    const char* const words[] = {"PK", "UK", "FK", ""};
    for (const op::constraint& each : table.constraints.of(arrays.constraints)) {
        const std::string key = words[static_cast<int>(each.kind)];
        if (key.empty() || !has_column(arrays, each, column) || result.find(key) != std::string::npos) continue;
        (result += result.empty() ? "" : ", ") += key;
    }
    return result;
}

/// A name that Mermaid accepts without quotes: other characters become underscores. A type may have parentheses.
inline std::string plain_name(std::string_view what, bool is_type = false) {
    std::string result;
    while (!what.empty()) {
        const detail::code_point each = detail::first_code_point(what);
        const bool letter = (each.value >= 'a' && each.value <= 'z') || (each.value >= 'A' && each.value <= 'Z') ||
            (each.valid && each.value >= 0xC0 && !detail::is_control(each.value));
        const bool digit = each.value >= '0' && each.value <= '9',
                   parenthesis = is_type && (each.value == '(' || each.value == ')');
        if (digit && result.empty()) result += '_';
        if (letter || digit || parenthesis) result += what.substr(0, each.size);
        else result += '_';
        what.remove_prefix(each.size);
    }
    return result.empty() ? "_" : result;
}

/// Writes a Mermaid diagram of tables and their foreign keys.
inline void draw_mermaid(std::ostream& out, const op::operations_view& operations) {
    const code::spelling words("");
    out << "erDiagram\n";
    for (const op::operation& table : operations.list) {
        out << "    " << plain_name(shown_table(table)) << " {\n";
        for (const op::column& each : table.columns.of(operations.columns)) {
            const std::string keys = keys_of(operations, table, each.name);
            out << "        " << plain_name(words.type(operations, each.type), true) << ' ' << plain_name(each.name)
                << (keys.empty() ? "" : " ") << keys << '\n';
        }
        out << "    }\n";
    }
    for (const op::operation& table : operations.list)
        for (const op::constraint& each : table.constraints.of(operations.constraints)) {
            if (each.kind != op::constraint_kind::foreign_key) continue;
            bool optional = false;
            for (const op::column& column : table.columns.of(operations.columns))
                optional = optional || (column.nullable && has_column(operations, each, column.name));
            out << "    " << plain_name(shown_target(each)) << (optional ? " |o" : " ||") << "--o{ "
                << plain_name(shown_table(table)) << " : \""
                << in_mermaid(with_commas(each.columns.of(operations.names))) << "\"\n";
        }
}

/// Escapes a text for an HTML label of Graphviz.
inline std::string in_html(std::string_view what) { return html_text(revision_lines::one_line(what)); }

/// Writes the same diagram for Graphviz.
inline void draw_dot(std::ostream& out, const op::operations_view& operations) {
    const code::spelling words("");
    out << "digraph schema {\n    rankdir=LR;\n    node [shape=plaintext, fontname=\"sans-serif\"];\n";
    for (const op::operation& table : operations.list) {
        out << "    \"" << in_dot(shown_table(table))
            << "\" [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\">\n        <tr><td colspan=\"3\"><b>"
            << in_html(shown_table(table)) << "</b></td></tr>\n";
        for (const op::column& each : table.columns.of(operations.columns))
            out << "        <tr><td align=\"left\">" << in_html(each.name) << "</td><td align=\"left\">"
                << in_html(words.type(operations, each.type)) << (each.nullable ? "?" : "") << "</td><td>"
                << keys_of(operations, table, each.name) << "</td></tr>\n";
        out << "    </table>>];\n";
    }
    for (const op::operation& table : operations.list)
        for (const op::constraint& each : table.constraints.of(operations.constraints))
            if (each.kind == op::constraint_kind::foreign_key)
                out << "    \"" << in_dot(shown_table(table)) << "\" -> \"" << in_dot(shown_target(each))
                    << "\" [label=\"" << in_dot(with_commas(each.columns.of(operations.names))) << "\"];\n";
    out << "}\n";
}

}  // namespace aludel::inline v0_1::cli
