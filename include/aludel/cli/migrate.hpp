// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/threads.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/base/visible.hpp>
#include <aludel/cli/command.hpp>
#include <aludel/cli/counted.hpp>
#include <aludel/cli/finding_line.hpp>
#include <aludel/cli/fleet.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/cli/progress_bar.hpp>
#include <aludel/cli/revision_line.hpp>
#include <aludel/cli/seconds.hpp>
#include <aludel/online/differences.hpp>
#include <aludel/schema/object_filter.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <memory>       // unique_ptr, make_unique
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

// Shared by the commands that migrate (upgrade, downgrade, stamp, baseline): progress and the final report.

namespace aludel::inline v0_1::cli {

/// "upgrade 2fda6446e69f -> 1b95d36c8908, add hidden content"
inline std::string step_line(const context& tool, const op::revision& revision, direction way) {
    const std::string id = tool.paint(style::id, revision.id), parents = with_commas(revision.parents);
    std::string line =
        way == direction::upgrade ? "upgrade " + parents + " -> " + id : "downgrade " + id + " -> " + parents;
    if (!revision.message.empty()) line += ", " + revision_lines::one_line(revision.message);
    return line;
}

/// An observer that writes progress to stderr: a line for each revision, with `-v` also each statement and the time. On
/// a terminal, ten or more revisions are shown as a progress bar. With `findings`, what the review found is written to
/// the line of its revision. It adds the revisions to `begun`.
inline observer progress_of(const context& tool, progress_bar& bar, const program_findings* findings,
                            std::vector<std::string>& begun) {
    return [&tool, &bar, findings, &begun](const migration_event& event) {
        if (event.kind == event_kind::begin) begun.emplace_back(event.revision);
        if (tool.quiet) return;
        if (event.kind == event_kind::failed) bar.clear();
        else if (event.kind == event_kind::warning || event.kind == event_kind::repeat) {
            bar.clear();
            tool.err << (event.kind == event_kind::warning ? "WARNING: "
                                                           : "Once more, for another connection was in the way: ")
                     << event.message << '\n'
                     << std::flush;
        } else if (tool.watched && !tool.verbose && event.count > 9) bar.show(event);
        else if (event.kind == event_kind::begin) {
            const op::revision* const revision = tool.history().find(name(event.revision));
            tool.err << (event.count > 9
                             ? "[" + std::to_string(event.index + 1) + "/" + std::to_string(event.count) + "] "
                             : "")
                     << "Running " << step_line(tool, *revision, event.direction) << '\n';
            if (findings != nullptr) findings->print(tool.err, event.revision, "    ");
            tool.err << std::flush;
        } else if (tool.verbose && event.kind == event_kind::statement) {
            tool.err << revision_lines::indented(event.sql.empty() ? "(a function of the program)" : event.sql, "    ");
        } else if (tool.verbose && event.kind == event_kind::done) {
            tool.err << "    done in " << event.elapsed.milliseconds() << " ms\n";
        }
    };
}

/// The revisions that a database is at, as text for people.
inline std::string place(const context& tool, const revision_graph& graph, const std::vector<std::string>& rows) {
    if (rows.empty()) return "base";
    const revision_lines lines(tool, graph);
    std::string result;
    for (const std::string& row : rows)
        if (const revision_index found = graph.index_of(name(row)); found != graph.size())
            (result += result.empty() ? "" : ", ") += lines.line(found, {.labels = false, .tree = false});
    return result;
}

/// Writes what a migration did, as text or JSON, the warnings about the revisions that it applied, and how the database
/// differs from the history then; null: it was not compared.
inline void report(const context& tool, const migration_report& done, std::string_view verb,
                   const detail::vector<finding>& warnings = {}, const std::vector<std::string>* drift = nullptr) {
    if (tool.as_json) {
        json_writer writer;
        writer.object()
            .key("command")
            .value(verb)
            .key("steps")
            .value(done.steps)
            .key("from")
            .strings(done.from)
            .key("to")
            .strings(done.to);
        if (verb == "upgrade") {
            writer.key("warnings").array();
            for (const finding& each : warnings) write(writer, each);
            writer.end();
        }
        if (drift != nullptr) writer.key("drift").strings(*drift);
        tool.out << writer.end().take();
        return;
    }
    if (drift != nullptr)
        for (const std::string& each : *drift)
            tool.out << tool.paint(style::bad, "drift") << ": " << detail::visible(each) << '\n';
    if (tool.quiet) return;
    const std::string where = "the database is at " + place(tool, tool.graph(), done.to) + "\n";
    if (done.steps == 0 && done.from == done.to) tool.out << "Nothing to do: " << where;
    else if (done.steps == 0) tool.out << (verb == "baseline" ? "Baseline: " : "Stamped: ") << where;
    else {
        const std::size_t count = verb == "redo" ? done.steps / 2 : done.steps;
        tool.out << (verb == "upgrade"    ? "Applied "
                         : verb == "redo" ? "Redid "
                                          : "Took back ")
                 << count << (count == 1 ? " revision: " : " revisions: ") << where;
    }
    if (warnings.size() != 0)
        tool.out << counted(warnings.size(), "warning") << (done.steps == 1 ? " about it" : " about them") << "; `"
                 << tool.name << " lint` lists " << (warnings.size() == 1 ? "it\n" : "them\n");
    if (drift != nullptr && drift->empty()) tool.out << "The database is as the history says.\n";
}

/// Options of upgrade and downgrade: what to do instead of migrating, and what to permit that a migration refuses
/// otherwise.
struct migration_switches {
    bool sql = false;
    bool dry_run = false;
    std::string tag;
    bool allow_edited = false;
    bool take_over = false;
    bool transaction_per_revision = false;
    double lock_timeout = 0;
    double statement_timeout = 0;
    bool verify = false;
    fleet_switches many{};
    std::vector<std::string> arguments;

    void add_options(CLI::App& command) {
        CLI::Option* const prints =
            command.add_flag("--sql", sql, "print the SQL script instead of running it; needs no database");
        CLI::Option* const shows =
            command.add_flag("--dry-run", dry_run, "show what would run, statement by statement")->excludes(prints);
        command.add_option("--tag", tag, "a remark for the head of the script")->needs(prints);
        command.add_flag("--allow-edited", allow_edited,
                         "go on although revisions were edited after the database ran them");
        command.add_flag(
            "--take-over", take_over,
            "finish a revision without a transaction that another process began, from the statement it stopped at");
        command.add_flag("--transaction-per-revision", transaction_per_revision,
                         "commit each revision by itself instead of all together");
        command
            .add_option("--lock-timeout", lock_timeout,
                        "how long a statement waits for a table before the transaction is rolled back and repeated")
            ->type_name("SECONDS")
            ->check(seconds());
        command.add_option("--statement-timeout", statement_timeout, "how long a statement may run")
            ->type_name("SECONDS")
            ->check(seconds());
        command
            .add_flag("--verify", verify, "then compare the database with the history, as `check` does (3: it differs)")
            ->excludes(prints)
            ->excludes(shows);
        many.add_options(command);
        command
            .add_option("-x,--argument", arguments,
                        "an argument for functions of `run` steps and for the hook; may be repeated")
            ->type_name("KEY=VALUE")
            ->expected(1)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }

    void write_to(migration_options& options) const {
        options.allow_edited = allow_edited;
        options.take_over = take_over;
        options.arguments = arguments;
        if (transaction_per_revision) options.transaction_per_revision = true;
        if (lock_timeout > 0) options.lock_timeout = duration_of(lock_timeout);
        if (statement_timeout > 0) options.statement_timeout = duration_of(statement_timeout);
    }
    static duration duration_of(double seconds) {
        duration result;
        result.nanoseconds = static_cast<std::int64_t>(seconds * 1e9);
        return result;
    }
};

/// How a database differs from the history, a sentence for each difference, if that is to be verified.
inline std::vector<std::string> drift_behind(const context& tool, session& db, const migration_switches& switches) {
    std::vector<std::string> found;
    if (!switches.verify) return found;
    for (const difference& each : filtered(db.drift(tool.history(), tool.options()), tool.compared))
        found.push_back(online::text_of(each));
    return found;
}

/// The migration of each of many databases. Progress, a line for each revision, is for --verbose.
class fleet_migration {
public:
    static constexpr bool is_listing = false;

    fleet_migration(online::goal wanted, const std::vector<std::string>& targets, access how,
                    const migration_switches& switches, const migration_options& options)
        : wanted_(wanted),
          targets_(targets),
          how_(how),
          switches_(switches),
          options_(options) {}

    void resize(std::size_t count) { drift_.resize(count); }
    void run(const context& one, std::size_t which, fleet_result& result) {
        const std::unique_ptr<session> db = one.open(how_);
        migration_options options = options_;
        if (one.verbose && !one.quiet) options.watch = [&](const migration_event& event) { show(one, event); };
        result.report = db->migrate(one.history(), wanted_, targets_, options);
        drift_[which] = drift_behind(one, *db, switches_);
    }
    [[nodiscard]] exit_code code(std::size_t which, const fleet_result&) const {
        return drift_[which].empty() ? ok : not_as_asked;
    }
    [[nodiscard]] std::string text(std::size_t which, const fleet_result& result) const {
        const std::size_t steps = result.report.steps;
        std::string line = way_of(result.report) + (steps == 0 ? "" : ", " + counted(steps, "revision")) + ", " +
            seconds_of(result.elapsed) + " s";
        for (const std::string& each : drift_[which]) line += "\n    drift: " + detail::visible(each);
        return line;
    }
    void write(json_writer& writer, std::size_t which, const fleet_result& result) const {
        writer.key("steps").value(result.report.steps);
        writer.key("from").strings(result.report.from).key("to").strings(result.report.to);
        if (switches_.verify) writer.key("drift").strings(drift_[which]);
    }

private:
    void show(const context& one, const migration_event& event) {
        if (event.kind != event_kind::begin) return;
        const op::revision* const revision = one.history().find(name(event.revision));
        const detail::mutex_lock lock(mutex_);
        one.err << detail::visible(redacted_url(one.url)) << ": " << step_line(one, *revision, event.direction) << '\n';
    }

    online::goal wanted_;
    const std::vector<std::string>& targets_;
    access how_;
    const migration_switches& switches_;
    const migration_options& options_;
    std::vector<std::vector<std::string>> drift_{};
    detail::mutex mutex_{};
};

/// Runs a migration of the database, or of many, reports it, and returns the exit code.
inline int migrate(const context& tool, online::goal wanted, const std::vector<std::string>& targets, access how,
                   std::string_view verb, const migration_switches& switches = {}, bool purge = false) {
    migration_options options = tool.options();
    switches.write_to(options);
    online::require_arguments(options.arguments, *tool.history().settings);
    options.purge = purge;
    if (tool.is_fleet()) {
        fleet_migration work(wanted, targets, how, switches, options);
        fleet databases(tool, switches.many, verb, work);
        work.resize(databases.size());
        return databases.run();
    }
    const std::unique_ptr<session> db = tool.open(how);
    progress_bar bar(tool.err, tool.mark);
    const auto findings = tool.verbose ? std::make_unique<const program_findings>(tool) : nullptr;
    std::vector<std::string> begun;
    options.watch = progress_of(tool, bar, findings.get(), begun);
    const migration_report done = db->migrate(tool.history(), wanted, targets, options);
    bar.clear();
    if (wanted != online::goal::upgrade) begun.clear();
    const std::vector<std::string> drift = drift_behind(tool, *db, switches);
    report(tool, done, verb, begun.empty() ? detail::vector<finding>() : program_findings(tool).warnings_about(begun),
           switches.verify ? &drift : nullptr);
    return drift.empty() ? ok : not_as_asked;
}

}  // namespace aludel::inline v0_1::cli
