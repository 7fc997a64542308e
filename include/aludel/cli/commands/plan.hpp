// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/effect_line.hpp>
#include <aludel/cli/finding_line.hpp>
#include <aludel/cli/migrate.hpp>
#include <aludel/migration/effect_replay.hpp>
#include <aludel/migration/migration.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// How an operation of a step is executed: by a statement of the database, by rebuilding the table, or by a function of
/// the program.
template <dialect_type Dialect>
std::string_view manner_of(const written_step<Dialect>& step, std::uint32_t operation) {
    for (const statement& each : step.statements) {
        if (each.operation != operation) continue;
        if (each.kind == statement_kind::run) return "program";
        if (each.kind == statement_kind::sql && Dialect::is_rebuild(each.sql)) return "rebuild";
    }
    return "native";
}

/// Whether a statement is shown in a plan: SQL and functions, but no guards.
inline bool is_shown(const statement& each) {
    return each.kind == statement_kind::sql || each.kind == statement_kind::run;
}
/// A statement as text.
inline std::string words_of(const statement& each) {
    return each.kind == statement_kind::run ? "(a function of the program)" : each.sql.str() + ";";
}

/// The effects of the statements of a step, in their order.
using effect_list = detail::vector<statement_effect>;

/// Whether the effects of statements are shown as text: where a change locks its tables, and not the whole database.
template <dialect_type Dialect>
inline constexpr bool shows_effects = detail::tells_locks(*Dialect::target.traits);

/// Prints the statements of one step.
template <dialect_type Dialect>
void print_step(const context& tool, const program_findings& findings, const written_step<Dialect>& step,
                const effect_list& effects, std::string_view transaction) {
    tool.out << step_line(tool, *step.revision, step.way) << "\n    ";
    tool.out << (step.transactional ? transaction
                                    : std::string_view("each statement by itself, without a transaction"));
    step.needs.for_each([&](std::string_view, bool needed, std::string_view remark) {
        if (needed) tool.out << "; " << remark;
    });
    if (!step.revision->irreversible.empty() && step.way == direction::upgrade)
        tool.out << "; no way back: " << step.revision->irreversible.text();
    tool.out << '\n';
    findings.print(tool.out, step.revision->id, "    ");
    for (std::size_t i = 0; i < step.statements.size(); ++i) {
        const statement each = step.statements[i];
        if (!is_shown(each)) continue;
        std::string shown = revision_lines::indented(words_of(each), "             ");
        const std::string manner(manner_of(step, each.operation));
        shown.replace(4, manner.size(), tool.paint(manner == "native" ? style::mark : style::id, manner));
        tool.out << shown;
        if (const std::string line = effect_line(effects[i]); shows_effects<Dialect> && !line.empty())
            tool.out << "             -- " << line << '\n';
    }
    tool.out << '\n';
}

/// Writes one step as JSON.
template <dialect_type Dialect>
void write_step(json_writer& writer, const program_findings& findings, const written_step<Dialect>& step,
                const effect_list& effects) {
    writer.object().key("revision").value(step.revision->id).key("message").value(step.revision->message);
    writer.key("direction").value(step.way == direction::upgrade ? "upgrade" : "downgrade");
    writer.key("transactional").value(step.transactional);
    step.needs.for_each([&](std::string_view key, bool needed, std::string_view) { writer.key(key).value(needed); });
    findings.write_member(writer, step.revision->id);
    writer.key("statements").array();
    for (std::size_t i = 0; i < step.statements.size(); ++i) {
        const statement each = step.statements[i];
        if (!is_shown(each)) continue;
        writer.object().key("manner").value(manner_of(step, each.operation)).key("sql");
        if (each.kind == statement_kind::run) writer.null_value();
        else writer.value(each.sql.str());
        write_effect(writer, effects[i]);
        writer.end();
    }
    writer.end().end();
}

/// Prints a plan with the statements of one database.
template <dialect_type Dialect>
void print_plan_for(const context& tool, const op::dialect& database, std::string_view target, direction way) {
    const std::vector<std::string> rows = tool.known_rows(tool.graph());
    migration<Dialect> plan(tool.history(), database, version_rows(rows));
    if (way == direction::upgrade) plan.upgrade(target);
    else plan.downgrade(target);
    if (way == direction::downgrade)
        for (const plan_step& step : plan.plan().steps)
            if (const op::revision& revision = tool.history().at(step.revision); !revision.irreversible.empty())
                throw command_error("revision `" + std::string(revision.id) +
                                    "` is irreversible: " + std::string(revision.irreversible) + ". Stop above it");
    const std::string_view transaction = tool.history().settings->transaction_per_revision
        ? "a transaction of its own"
        : "in one transaction with the others";
    const program_findings findings(tool);
    json_writer writer;
    writer.object().key("from").strings(rows).key("to").strings(plan.plan().heads).key("steps").array();
    detail::effect_replay<Dialect> replay(plan.renderer().current(), database);
    for (std::size_t i = 0; i < plan.size(); ++i) {
        const written_step<Dialect> step = plan.render(i);
        const effect_list effects = replay.read(plan, i, step.statements);
        if (tool.as_json) write_step(writer, findings, step, effects);
        else if (tool.quiet) tool.out << step.revision->id.text() << '\n';
        else print_step(tool, findings, step, effects, transaction);
    }
    if (tool.as_json) tool.out << writer.end().end().take();
    else if (plan.size() == 0) tool.note("Nothing to do: the database is at " + place(tool, tool.graph(), rows));
}

/// Prints the statements that would run. It reads only the version table.
inline int print_plan(const context& tool, std::string_view target, direction way) {
    const op::dialect database = tool.dialect();
    tool.with_words(database, [&]<class Dialect>(Dialect) { print_plan_for<Dialect>(tool, database, target, way); });
    return ok;
}

/// `plan [TARGET]`: the same as `upgrade --dry-run`, or with --down as `downgrade --dry-run`.
class plan_command {
public:
    static constexpr const char* word = "plan";
    static constexpr const char* summary = "Show what would run, statement by statement";
    static constexpr const char* examples = "plan\nplan +1\nplan --down -1\nplan --json";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        command.add_option("target", target_, "as of upgrade (head), or with --down as of downgrade");
        command.add_flag("--down", down_, "the plan of a downgrade");
    }

    int run(const context& tool) const {
        if (down_ && target_.empty())
            throw command_error("how far down? Give `plan --down` a target: -1, a revision, or base", wrong_usage);
        return print_plan(tool, target_.empty() ? "head" : target_, down_ ? direction::downgrade : direction::upgrade);
    }

private:
    std::string target_;
    bool down_ = false;
};

}  // namespace aludel::inline v0_1::cli
