// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/migrate.hpp>
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
inline bool is_shown(const statement& each) { return each.kind == statement_kind::sql || each.kind == statement_kind::run; }
/// A statement as text.
inline std::string words_of(const statement& each) { return each.kind == statement_kind::run ? "(a function of the program)" : each.sql.str() + ";"; }

/// Prints the statements of one step.
template <dialect_type Dialect>
void print_step(const context& at, const written_step<Dialect>& step, std::string_view transaction) {
    at.out << step_line(at, *step.revision, step.way) << "\n    ";
    at.out << (step.transactional ? transaction : std::string_view("each statement by itself, without a transaction"));
    step.needs.for_each([&](std::string_view, bool needed, std::string_view remark) {
        if (needed) at.out << "; " << remark;
    });
    if (!step.revision->irreversible.empty() && step.way == direction::upgrade) at.out << "; no way back: " << step.revision->irreversible.text();
    at.out << '\n';
    for (const statement& each : step.statements) {
        if (!is_shown(each)) continue;
        std::string shown = revision_lines::indented(words_of(each), "             ");
        const std::string manner(manner_of(step, each.operation));
        shown.replace(4, manner.size(), at.paint(manner == "native" ? style::mark : style::id, manner));
        at.out << shown;
    }
    at.out << '\n';
}

/// Writes one step as JSON.
template <dialect_type Dialect>
void write_step(json_writer& to, const written_step<Dialect>& step) {
    to.object().key("revision").value(step.revision->id).key("message").value(step.revision->message);
    to.key("direction").value(step.way == direction::upgrade ? "upgrade" : "downgrade");
    to.key("transactional").value(step.transactional);
    step.needs.for_each([&](std::string_view key, bool needed, std::string_view) { to.key(key).value(needed); });
    to.key("statements").array();
    for (const statement& each : step.statements) {
        if (!is_shown(each)) continue;
        to.object().key("manner").value(manner_of(step, each.operation)).key("sql");
        if (each.kind == statement_kind::run) to.null_value();
        else to.value(each.sql.str());
        to.end();
    }
    to.end().end();
}

/// Prints a plan with the statements of one database.
template <dialect_type Dialect>
void print_plan_for(const context& at, const op::dialect& database, std::string_view target, direction way) {
    const std::vector<std::string> rows = at.known_rows(at.graph());
    migration<Dialect> plan(at.history(), database, version_rows(rows));
    if (way == direction::upgrade) plan.upgrade(target);
    else plan.downgrade(target);
    if (way == direction::downgrade)
        for (const plan_step& step : plan.plan().steps)
            if (const op::revision& revision = at.history().at(step.revision); !revision.irreversible.empty())
                throw command_error("revision `" + std::string(revision.id) + "` is irreversible: " + std::string(revision.irreversible) + ". Stop above it");
    const std::string_view transaction = at.history().settings->transaction_per_revision ? "a transaction of its own" : "in one transaction with the others";
    json_writer to;
    to.object().key("from").strings(rows).key("to").strings(plan.plan().heads).key("steps").array();
    for (std::size_t i = 0; i < plan.size(); ++i) {
        const written_step<Dialect> step = plan.render(i);
        if (at.as_json) write_step(to, step);
        else if (at.quiet) at.out << step.revision->id.text() << '\n';
        else print_step(at, step, transaction);
    }
    if (at.as_json) at.out << to.end().end().take();
    else if (plan.size() == 0) at.note("Nothing to do: the database is at " + place(at, at.graph(), rows));
}

/// Prints the statements that would run. It reads only the version table.
inline int print_plan(const context& at, std::string_view target, direction way) {
    const op::dialect database = at.dialect();
    at.with_words(database, [&]<class Dialect>(Dialect) { print_plan_for<Dialect>(at, database, target, way); });
    return ok;
}

/// `plan [TARGET]`: the same as `upgrade --dry-run`, or with --down as `downgrade --dry-run`.
class plan_command {
public:
    static constexpr const char* word = "plan";
    static constexpr const char* summary = "Show what would run, statement by statement";
    static constexpr const char* examples = "plan\nplan +1\nplan --down -1\nplan --json";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& to) {
        to.add_option("target", target_, "as of upgrade (head)");
        to.add_flag("--down", down_, "the plan of a downgrade");
    }

    int run(const context& at) const { return print_plan(at, target_, down_ ? direction::downgrade : direction::upgrade); }

private:
    std::string target_ = "head";
    bool down_ = false;
};

}  // namespace aludel::inline v0_1::cli
