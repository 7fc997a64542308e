// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/cli/schema_picture.hpp>
#include <aludel/cli/shown_table.hpp>
#include <aludel/code/schema_code.hpp>
#include <aludel/dialect/schema_statements.hpp>
#include <aludel/graph/symbol.hpp>
#include <aludel/model/schema_at.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/complete_table.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// `schema [REV]`: prints the schema at a revision; needs no database.
class schema_command {
public:
    static constexpr const char* word = "schema";
    static constexpr const char* summary = "Show the schema at a revision, or the difference between two";
    static constexpr const char* examples =
        "schema\nschema 2fda --format mermaid\nschema --format dot | dot -Tsvg > schema.svg\nschema --format cpp > "
        "models.hpp\n"
        "schema --diff 2fda:head";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        command.add_option("revision", revision_, "a revision, head, heads (heads)");
        CLI::Option* const format =
            command.add_option("--format", format_, "sql, cpp (models), operations (C++ too), mermaid or dot")
                ->check(CLI::IsMember({"sql", "cpp", "operations", "mermaid", "dot"}));
        command.add_option("--diff", diff_, "from:to, the differences between the schemas of two revisions")
            ->excludes(format);
    }

    int run(const context& tool) const {
        if (tool.as_json && format_ != "sql")
            throw command_error("--json is a format of its own. Leave --format out", wrong_usage);
        if (!diff_.empty()) return print_difference(tool);
        const schema shown = detail::schema_at_revision(tool.history(), revision_);
        detail::text_arena arena;
        const op::operations tables = detail::tables_of(shown, arena);
        if (tool.as_json) write_tables(tool, tables.view(), shown);
        else if (format_ == "cpp") tool.exact() << code::models_header(shown, *tool.history().settings);
        else if (format_ == "operations") print_operations(tool, shown);
        else if (format_ == "mermaid") draw_mermaid(tool.out, tables.view());
        else if (format_ == "dot") draw_dot(tool.out, tables.view());
        else print_sql(tool, shown);
        return ok;
    }

private:
    int print_difference(const context& tool) const {
        const graph_result<symbol_range> range = parse_range(diff_);
        if (!range) throw revision_error(range.error);
        const schema is =
            detail::schema_at_revision(tool.history(), range.value.start.empty() ? "base" : range.value.start);
        const schema wanted =
            detail::schema_at_revision(tool.history(), range.value.end.empty() ? "heads" : range.value.end);
        json_writer writer;
        writer.array();
        for (const difference& each : compare(is, wanted)) {
            const std::string_view sign = sign_of(each.kind);
            const std::string what = object_of(each);
            if (tool.as_json)
                writer.object()
                    .key("change")
                    .value(sign == "+"       ? "added"
                               : sign == "-" ? "removed"
                                             : "changed")
                    .key("what")
                    .value(what)
                    .end();
            else tool.out << tool.paint(sign == "-" ? style::bad : style::mark, sign) << ' ' << what << '\n';
        }
        if (tool.as_json) tool.out << writer.end().take();
        return ok;
    }

    static std::string_view sign_of(difference_kind kind) {
        using enum difference_kind;
        switch (kind) {
            case missing_table:
            case missing_column:
            case missing_constraint:
            case missing_index:
            case missing_view:
            case missing_object: return "+";
            case changed_column:
            case changed_constraint:
            case changed_index:
            case changed_view:
            case changed_object: return "~";
            default: return "-";
        }
    }

    static std::string object_of(const difference& subject) {
        using enum difference_kind;
        const std::string table = shown_table(subject.schema, subject.table), within = " of table `" + table + "`",
                          object = " `" + std::string(subject.object) + "`";
        switch (subject.kind) {
            case missing_table:
            case extra_table:
            case changed_options: return "table `" + table + "`";
            case missing_view:
            case extra_view:
            case changed_view: return "view `" + table + "`";
            case missing_column:
            case extra_column: return "column" + object + within;
            case missing_index:
            case extra_index:
            case changed_index: return "index" + object + within;
            case missing_constraint:
            case extra_constraint:
            case changed_constraint: return std::string(detail::kind_name(subject.constraint->kind)) + object + within;
            case missing_object:
            case extra_object:
            case changed_object: return std::string(subject.object_kind) + object + within;
            case changed_column: break;
        }
        std::string attributes;
        const auto add = [&](op::change one, std::string_view called) {
            if (op::has(subject.changes, one)) (attributes += attributes.empty() ? ": " : ", ") += called;
        };
        add(op::change::type, "type"), add(op::change::nullability, "nullability"),
            add(op::change::default_value, "default");
        add(op::change::collation, "collation"), add(op::change::comment, "comment"),
            add(op::change::identity, "identity");
        return "column" + object + within + attributes;
    }

    /// Prints the operations that create the schema, as the `upgrade` of a revision.
    static void print_operations(const context& tool, const schema& shown) {
        detail::text_arena arena;
        const op::operations list = code::creation_of(shown, arena);
        const op::operations_view view = list.view();
        const code::operation_code in_code(tool.history().settings->naming, "al::", "        ");
        std::string before = ".upgrade(\n    ";
        for (const op::operation& each : view.list) tool.exact() << before << in_code(view, each), before = ",\n    ";
        tool.exact() << (view.list.empty() ? "" : ")\n");
    }

    static void print_sql(const context& tool, const schema& shown) {
        std::ostream& out = tool.exact();
        for (const statement& each : statements_of(shown))
            if (each.kind == statement_kind::sql) out << each.sql.str() << ";\n\n";
    }

    static void write_tables(const context& tool, const op::operations_view& operations, const schema& before) {
        const code::spelling words("");
        json_writer writer;
        writer.array();
        for (const op::operation& table : operations.list) {
            writer.object().key("table").value(shown_table(table)).key("columns").array();
            for (const op::column& each : table.columns.of(operations.columns))
                writer.object()
                    .key("column")
                    .value(each.name)
                    .key("type")
                    .value(words.type(operations, each.type))
                    .key("nullable")
                    .value(each.nullable)
                    .key("default")
                    .text_or_null(words.value(each.default_value))
                    .end();
            writer.end().key("constraints").array();
            for (const op::constraint& each : table.constraints.of(operations.constraints)) {
                writer.object()
                    .key("name")
                    .value(each.name)
                    .key("kind")
                    .value(detail::kind_name(each.kind))
                    .key("columns")
                    .strings(each.columns.of(operations.names));
                if (each.kind == op::constraint_kind::foreign_key) writer.key("target").value(shown_target(each));
                writer.end();
            }
            writer.end().key("indexes").array();
            for (const op::index& each : table.indexes.of(operations.indexes))
                writer.object().key("name").value(each.name).key("unique").value(each.unique).end();
            writer.end().end();
        }
        for (const detail::view_entry& each : before.views.entries())
            if (each.alive) writer.object().key("view").value(shown_table(each.get().schema, each.name)).end();
        for (const detail::trigger_entry& each : before.triggers.entries())
            if (each.alive)
                writer.object()
                    .key("trigger")
                    .value(each.name)
                    .key("table")
                    .value(shown_table(detail::schema_of(before, each.get().table), each.get().table))
                    .end();
        tool.out << writer.end().take();
    }

    std::string revision_ = "heads";
    std::string format_ = "sql";
    std::string diff_;
};

}  // namespace aludel::inline v0_1::cli
