// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/cli/schema_picture.hpp>
#include <aludel/graph/symbol.hpp>
#include <aludel/dialect/schema_statements.hpp>
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
    static constexpr const char* examples = "schema\nschema 2fda --format mermaid\nschema --format dot | dot -Tsvg > schema.svg\nschema --diff 2fda:head";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& to) {
        to.add_option("revision", revision_, "a revision, head, heads (heads)");
        CLI::Option* const format = to.add_option("--format", format_, "sql, mermaid or dot")->check(CLI::IsMember({"sql", "mermaid", "dot"}));
        to.add_option("--diff", diff_, "from:to, the differences between the schemas of two revisions")->excludes(format);
    }

    int run(const context& at) const {
        if (at.as_json && format_ != "sql") throw command_error("--json is a format of its own. Leave --format out", wrong_usage);
        if (!diff_.empty()) return print_difference(at);
        const schema shown = detail::schema_at_revision(at.history(), revision_);
        detail::text_arena arena;
        const op::operations tables = detail::tables_of(shown, arena);
        if (at.as_json) write_tables(at, tables.view(), shown);
        else if (format_ == "mermaid") draw_mermaid(at.out, tables.view());
        else if (format_ == "dot") draw_dot(at.out, tables.view());
        else print_sql(at, shown);
        return ok;
    }

private:
    int print_difference(const context& at) const {
        const graph_result<symbol_range> range = parse_range(diff_);
        if (!range) throw revision_error(range.error);
        const schema is = detail::schema_at_revision(at.history(), range.value.start.empty() ? "base" : range.value.start);
        const schema wanted = detail::schema_at_revision(at.history(), range.value.end.empty() ? "heads" : range.value.end);
        json_writer to;
        to.array();
        for (const difference& each : compare(is, wanted)) {
            const std::string_view sign = sign_of(each.kind);
            const std::string what = object_of(each);
            if (at.as_json) to.object().key("change").value(sign == "+" ? "added" : sign == "-" ? "removed" : "changed").key("what").value(what).end();
            else at.out << at.paint(sign == "-" ? style::bad : style::mark, sign) << ' ' << what << '\n';
        }
        if (at.as_json) at.out << to.end().take();
        return ok;
    }

    static std::string_view sign_of(difference_kind kind) {
        using enum difference_kind;
        switch (kind) {
            case missing_table: case missing_column: case missing_constraint: case missing_index: case missing_view: case missing_object: return "+";
            case changed_column: case changed_index: case changed_view: case changed_object: return "~";
            default: return "-";
        }
    }

    static std::string object_of(const difference& of) {
        using enum difference_kind;
        const std::string table(of.table), within = " of table `" + table + "`", object = " `" + std::string(of.object) + "`";
        switch (of.kind) {
            case missing_table: case extra_table: return "table `" + table + "`";
            case missing_view: case extra_view: case changed_view: return "view `" + table + "`";
            case missing_column: case extra_column: return "column" + object + within;
            case missing_index: case extra_index: case changed_index: return "index" + object + within;
            case missing_constraint: case extra_constraint: return std::string(detail::kind_name(of.constraint->kind)) + object + within;
            case missing_object: case extra_object: case changed_object: return std::string(of.object_kind) + object + within;
            case changed_column: break;
        }
        std::string attributes;
        const auto add = [&](op::change one, std::string_view called) {
            if (op::has(of.changes, one)) (attributes += attributes.empty() ? ": " : ", ") += called;
        };
        add(op::change::type, "type"), add(op::change::nullability, "nullability"), add(op::change::default_value, "default");
        add(op::change::comment, "comment"), add(op::change::identity, "identity");
        return "column" + object + within + attributes;
    }

    static void print_sql(const context& at, const schema& shown) {
        std::ostream& out = at.exact();
        for (const statement& each : statements_of(shown))
            if (each.kind == statement_kind::sql) out << each.sql.str() << ";\n\n";
    }

    static void write_tables(const context& at, const op::operations_view& of, const schema& from) {
        const code::spelling words("");
        json_writer to;
        to.array();
        for (const op::operation& table : of.list) {
            to.object().key("table").value(table.table).key("columns").array();
            for (const op::column& each : table.columns.of(of.columns))
                to.object().key("column").value(each.name).key("type").value(words.type(of, each.type)).key("nullable").value(each.nullable).key("default").value(words.value(each.default_value)).end();
            to.end().key("constraints").array();
            for (const op::constraint& each : table.constraints.of(of.constraints)) {
                to.object().key("name").value(each.name).key("kind").value(detail::kind_name(each.kind)).key("columns").strings(each.columns.of(of.names));
                if (each.kind == op::constraint_kind::foreign_key) to.key("target").value(each.target);
                to.end();
            }
            to.end().key("indexes").array();
            for (const op::index& each : table.indexes.of(of.indexes)) to.object().key("name").value(each.name).key("unique").value(each.unique).end();
            to.end().end();
        }
        for (const detail::view_entry& each : from.views.entries())
            if (each.alive) to.object().key("view").value(each.name).end();
        at.out << to.end().take();
    }

    std::string revision_ = "heads";
    std::string format_ = "sql";
    std::string diff_;
};

}  // namespace aludel::inline v0_1::cli
