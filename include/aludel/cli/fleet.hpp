// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <CLI/CLI.hpp>

#include <aludel/base/threads.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/base/visible.hpp>
#include <aludel/cli/clients.hpp>
#include <aludel/cli/context.hpp>
#include <aludel/cli/counted.hpp>
#include <aludel/cli/databases.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/cli/progress_bar.hpp>
#include <aludel/cli/session.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/online/fleet.hpp>

#include <cstddef>      // size_t
#include <exception>    // exception_ptr, rethrow_exception
#include <stdexcept>    // invalid_argument
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

// A command on many databases: each is handled as if it were the only one, several at the same time, and there is one
// report.

namespace aludel::inline v0_1::cli {

/// The options of commands that take many databases.
struct fleet_switches {
    std::size_t jobs = 0;
    bool keep_going = false;

    void add_options(CLI::App& command) {
        command.add_option("-j,--jobs", jobs, "of many databases, how many at the same time (one per processor)")
            ->type_name("N")
            ->check(CLI::Range(std::size_t{1}, std::size_t{1024}));
        command.add_flag("--keep-going", keep_going, "of many databases, begin others after one failed");
    }
};

/// The exit code of a command on one database that ended with this error.
inline exit_code exit_code_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const command_error& why) {
        return why.code();
    } catch (const std::invalid_argument&) {
        return wrong_usage;
    } catch (...) {
        return failed;
    }
}
/// The worse of two exit codes; a failure is worse than something that is not as asked.
inline exit_code worse(exit_code one, exit_code other) {
    const auto weight = [](exit_code code) { return code == not_as_asked ? 1 : code == ok ? 0 : 1 + code; };
    return weight(one) < weight(other) ? other : one;
}

/// Where a database was and is: "47f559ec82bb -> 1b95d36c8908", or "at 1b95d36c8908" if nothing was done.
inline std::string way_of(const migration_report& done) {
    const auto place = [](const std::vector<std::string>& rows) { return rows.empty() ? "base" : with_commas(rows); };
    return done.from == done.to ? "at " + place(done.to) : place(done.from) + " -> " + place(done.to);
}

/// Runs the work of a command on each database of --database, and writes a report. Returns the worst exit code; throws
/// a `command_error` if a database failed. A work is a class with
///
///     static constexpr bool is_listing = false;  // whether --quiet shows every database, or only those not as asked
///     void run(const context& one, std::size_t which, fleet_result& result);  // on one database; may throw
///     // Of a database that is done: ok or not_as_asked; what became of it, for people; and the members of an object.
///     exit_code code(std::size_t which, const fleet_result& result) const;
///     std::string text(std::size_t which, const fleet_result& result) const;
///     void write(json_writer& writer, std::size_t which, const fleet_result& result) const;
template <class Work>
class fleet {
public:
    fleet(const context& tool, const fleet_switches& how, std::string_view verb, Work& work)
        : tool_(tool),
          how_(how),
          verb_(verb),
          work_(work),
          urls_(databases_of(tool.urls)) {}

    [[nodiscard]] std::size_t size() const { return urls_.size(); }

    /// Does the work. `write_more` may add members to the report in JSON.
    template <class Members>
    int run(Members&& write_more) {
        progress_bar bar(tool_.err, tool_.mark);
        detail::mutex mutex;
        std::size_t begun = 0;
        const std::size_t jobs = are_thread_safe(found_connections()) ? how_.jobs : 1;
        prepare_for_threads(found_connections());
        whole_ = online::run_fleet(size(), jobs, how_.keep_going, [&](std::size_t which, fleet_result& result) {
            if (tool_.watched && !tool_.quiet && !tool_.verbose) {
                const std::string shown = redacted_url(urls_[which]);
                const detail::mutex_lock lock(mutex);
                bar.show({.kind = event_kind::begin, .revision = shown, .index = begun++, .count = size()}, verb_);
            }
            work_.run(tool_.with_database(urls_[which]), which, result);
        });
        bar.clear();
        if (tool_.as_json) write_json(write_more);
        else write_text();
        exit_code worst = ok;
        for (std::size_t i = 0; i < size(); ++i) worst = worse(worst, code(i));
        if (whole_.count(fleet_status::failed) != 0) throw command_error(first_failure(), worst);
        return worst;
    }
    int run() {
        return run([](json_writer&) {});
    }

private:
    [[nodiscard]] exit_code code(std::size_t which) const {
        if (whole_[which].status == fleet_status::failed) return exit_code_of(whole_[which].error);
        return whole_[which].status == fleet_status::done ? work_.code(which, whole_[which]) : ok;
    }

    void write_text() const {
        for (std::size_t i = 0; i < size(); ++i) {
            const fleet_result& each = whole_[i];
            if (tool_.quiet && (!each || (!Work::is_listing && code(i) == ok))) continue;
            tool_.out << detail::visible(redacted_url(urls_[i])) << ": ";
            if (each.status == fleet_status::failed)
                tool_.out << tool_.paint(style::bad, "FAILED:") << ' ' << with_redacted_urls(indented(each.message))
                          << '\n';
            else tool_.out << (each ? work_.text(i, each) : "not begun") << '\n';
        }
        if (!tool_.quiet) tool_.out << summary() << '\n';
    }

    /// "4 databases: 2 done, 1 failed, 1 not begun"
    [[nodiscard]] std::string summary() const {
        std::size_t odd = 0;
        for (std::size_t i = 0; i < size(); ++i) odd += whole_[i] && code(i) != ok ? 1 : 0;
        std::string result =
            counted(size(), "database") + ": " + std::to_string(whole_.count(fleet_status::done) - odd) + " done";
        if (odd != 0) result += ", " + std::to_string(odd) + " not as asked";
        if (const std::size_t count = whole_.count(fleet_status::failed); count != 0)
            result += ", " + std::to_string(count) + " failed";
        if (const std::size_t count = whole_.count(fleet_status::not_begun); count != 0)
            result += ", " + std::to_string(count) + " not begun";
        return result;
    }

    /// A text of several lines, all but the first indented.
    static std::string indented(std::string text) {
        for (std::size_t i = 0; i < text.size(); ++i)
            if (text[i] == '\n') text.insert(i + 1, "    ");
        return text;
    }

    template <class Members>
    void write_json(Members& write_more) const {
        json_writer writer;
        writer.object().key("command").value(verb_);
        write_more(writer);
        writer.key("databases").array();
        for (std::size_t i = 0; i < size(); ++i) {
            const fleet_result& each = whole_[i];
            writer.object().key("database").value(redacted_url(urls_[i])).key("status");
            writer.value(each ? "done" : each.status == fleet_status::failed ? "failed" : "not begun");
            if (each.status == fleet_status::failed) writer.key("error").value(with_redacted_urls(each.message));
            if (each) work_.write(writer, i, each);
            if (each.status != fleet_status::not_begun) writer.key("seconds").seconds(each.elapsed);
            writer.end();
        }
        writer.end();
        writer.key("done").value(whole_.count(fleet_status::done));
        writer.key("failed").value(whole_.count(fleet_status::failed));
        writer.key("not_begun").value(whole_.count(fleet_status::not_begun)).end();
        tool_.out << writer.take();
    }

    /// The first line of the first error, and how many more there are.
    [[nodiscard]] std::string first_failure() const {
        const std::size_t count = whole_.count(fleet_status::failed);
        std::size_t first = 0;
        while (whole_[first].status != fleet_status::failed) ++first;
        std::string text = "`" + redacted_url(urls_[first]) +
            "`: " + whole_[first].message.substr(0, whole_[first].message.find('\n'));
        if (count > 1) text += " (and " + std::to_string(count - 1) + " more of " + counted(size(), "database") + ")";
        return text;
    }

    const context& tool_;
    const fleet_switches& how_;
    std::string_view verb_;
    Work& work_;
    std::vector<std::string> urls_;
    fleet_report whole_{};
};

}  // namespace aludel::inline v0_1::cli
