// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/commands/plan.hpp>
#include <aludel/cli/effect_line.hpp>
#include <aludel/cli/finding_line.hpp>
#include <aludel/cli/revision_line.hpp>
#include <aludel/code/operation_code.hpp>
#include <aludel/migration/effect_replay.hpp>
#include <aludel/migration/renderer.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// `show REV`: prints everything about a revision.
class show_command {
public:
    static constexpr const char* word = "show";
    static constexpr const char* summary = "Show a revision: what it does, its SQL, and what its downgrade does";
    static constexpr const char* examples = "show head\nshow 2fda\nshow current\nshow head --json";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        command.add_option("revision", revision_, "a revision, head, current, label@head")->required();
    }

    int run(const context& tool) const {
        const revision_graph graph = tool.graph();
        std::vector<std::string> rows;
        if (parse_symbol(revision_).value.needs_rows()) rows = tool.known_rows(graph);
        revision_list found;
        for (revision_index i = 0; i < tool.history().shortcuts.size(); ++i)
            if (tool.history().shortcuts[i].id.text() == revision_)
                found.push_back(static_cast<revision_index>(graph.size() + i));
        if (found.empty()) found = graph.find(revision_, version_rows(rows));
        if (found.empty()) throw command_error("`" + revision_ + "` is not a revision. Name one");
        json_writer writer;
        writer.array();
        for (const revision_index each : found) {
            const op::dialect database = tool.dialect();
            tool.with_words(database, [&]<class Dialect>(Dialect) {
                const subject<Dialect> about(tool, graph, database, each);
                if (tool.as_json) about.write(writer);
                else about.print();
            });
        }
        if (tool.as_json) tool.out << writer.end().take();
        return ok;
    }

private:
    /// One revision with both of its directions.
    template <dialect_type Dialect>
    class subject {
        using renderer = detail::renderer<Dialect>;

    public:
        subject(const context& tool, const revision_graph& graph, const op::dialect& database, revision_index which)
            : tool_(tool),
              lines_(tool, graph),
              which_(which),
              revision_(tool.history().at(which)),
              up_(tool.history(), database),
              down_(tool.history(), database),
              findings_(tool) {
            const revision_index first[] = {lines_.is_shortcut(which) ? graph.index_of(revision_.replaces[0]) : which};
            const detail::revision_marks below = graph.applied_at(first);
            below[first[0]] = 0;
            revision_list applied = detail::in_order(tool.history(), below);
            up_.start_at(applied, {});
            applied.push_back(which);
            detail::vector<char> wanted(tool.history().size());
            wanted[which] = 1;
            down_.start_at(applied, wanted);
        }

        void print() const {
            std::ostream& out = tool_.out;
            out << lines_.entry(which_);
            findings_.print(out, revision_.id);
            for (const op::acknowledgement& each : revision_.acknowledgements)
                out << "Acknowledges " << id_of(each.rule) << ": " << each.reason.text() << '\n';
            if (!revision_.transactional) out << "Runs without a transaction\n";
            out << tool_.paint(style::mark, "Upgrade:") << '\n';
            print_operations(revision_.upgrade);
            print_sql(renderer(up_).upgrade(which_).statements, up_, revision_.upgrade);
            out << tool_.paint(style::mark, "Downgrade:")
                << (revision_.downgrade_written || !revision_.irreversible.empty() ? "" : " (derived)") << '\n';
            if (!revision_.irreversible.empty()) {
                out << "    irreversible: " << revision_.irreversible.text() << "\n\n";
                return;
            }
            print_operations(down_.downgrade_of(which_));
            print_sql(renderer(down_).downgrade(which_).statements, down_, down_.downgrade_of(which_));
        }

        void write(json_writer& writer) const {
            writer.object();
            lines_.members(writer, which_);
            writer.key("transactional").value(revision_.transactional).key("irreversible");
            writer.text_or_null(revision_.irreversible);
            findings_.write_member(writer, revision_.id);
            writer.key("acknowledgements").array();
            for (const op::acknowledgement& each : revision_.acknowledgements)
                writer.object().key("rule").value(id_of(each.rule)).key("reason").value(each.reason).end();
            writer.end().key("upgrade");
            write_direction(writer, revision_.upgrade, renderer(up_).upgrade(which_).statements, up_);
            if (revision_.irreversible.empty()) {
                writer.key("downgrade");
                write_direction(writer, down_.downgrade_of(which_), renderer(down_).downgrade(which_).statements,
                                down_);
            }
            writer.end();
        }

    private:
        void print_operations(const op::operations_view& operations) const {
            const code::operation_code in_code(tool_.history().settings->naming, "", "        ");
            for (const op::operation& each : operations.list) tool_.out << "    " << in_code(operations, each) << '\n';
            tool_.out << (operations.empty() ? "    nothing\n\n" : "\n");
        }

        [[nodiscard]] effect_list effects_of(const statement_list& statements, const renderer& before,
                                             const op::operations_view& operations) const {
            return detail::effect_replay<Dialect>(before.current(), tool_.dialect())
                .read(revision_, operations, statements);
        }

        void print_sql(const statement_list& statements, const renderer& before,
                       const op::operations_view& operations) const {
            const effect_list effects = effects_of(statements, before, operations);
            bool any = false;
            for (std::size_t i = 0; i < statements.size(); ++i) {
                const statement each = statements[i];
                if (!is_shown(each)) continue;
                tool_.out << revision_lines::indented(words_of(each), "    "), any = true;
                if (const std::string line = effect_line(effects[i]); shows_effects<Dialect> && !line.empty())
                    tool_.out << "    -- " << line << '\n';
            }
            if (any) tool_.out << '\n';
        }

        void write_direction(json_writer& writer, const op::operations_view& operations,
                             const statement_list& statements, const renderer& before) const {
            const code::operation_code in_code(tool_.history().settings->naming, "", " ");
            writer.object().key("operations").array();
            for (const op::operation& each : operations.list) writer.value(in_code(operations, each));
            writer.end().key("sql").array();
            for (const statement& each : statements)
                if (each.kind == statement_kind::sql) writer.value(each.sql.str());
            writer.end().key("effects").array();
            const effect_list effects = effects_of(statements, before, operations);
            for (std::size_t i = 0; i < statements.size(); ++i)
                if (statements[i].kind == statement_kind::sql) write_effect(writer.object(), effects[i]), writer.end();
            writer.end().end();
        }

        const context& tool_;
        revision_lines lines_;
        revision_index which_;
        const op::revision& revision_;
        renderer up_, down_;
        program_findings findings_;
    };

    std::string revision_;
};

}  // namespace aludel::inline v0_1::cli
