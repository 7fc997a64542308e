// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/databases.hpp>
#include <aludel/cli/exit_code.hpp>
#include <aludel/cli/object_patterns.hpp>
#include <aludel/cli/output.hpp>
#include <aludel/cli/program.hpp>
#include <aludel/cli/program_history.hpp>
#include <aludel/cli/session.hpp>
#include <aludel/cli/stale_sources.hpp>
#include <aludel/code/header_name.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/dialect/dialects.hpp>
#include <aludel/graph/revision_graph.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/migrator.hpp>

#include <cerrno>       // errno, ENOENT
#include <chrono>       // milliseconds
#include <cstdio>       // fopen, fclose
#include <memory>       // unique_ptr
#include <ostream>      // ostream
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// What a command does with the database: only read it, change it, or create it where it does not exist.
enum class access { look, change, create };

/// Colors of the output: of a revision's id, of marks such as (head), and of errors.
enum class style { plain, id, mark, bad };

/// What every command is given: the program, the values of the shared options, and the output streams.
struct context {
    const cli::program& program;
    const program_history& checked;
    std::string name;                 ///< of the program, as it was called
    output& out;                      ///< results, as text or JSON
    output& err;                      ///< remarks, progress and errors
    std::string_view mark{};          ///< the secret prefix of the tool's own control sequences, see `output`
    std::vector<std::string> urls{};  ///< of --database: one database, several, or patterns for files
    std::string url{};                ///< the database; empty if none is named, or several
    std::string file_template{code::default_file_template};  ///< for the headers of new revisions
    object_patterns compared{};                              ///< the objects that take part in comparisons
    bool sortable_ids = false;                               ///< new ids begin with the time
    double wait = 5;                                         ///< how long to wait for a locked database, in seconds
    bool verbose = false;
    bool quiet = false;
    bool as_json = false;
    bool color = false;
    bool watched = false;  ///< stderr is a terminal
    int exit = ok;

    [[nodiscard]] const history_view& history() const { return checked.view(); }
    [[nodiscard]] revision_graph graph() const { return revision_graph(nodes_of(history())); }

    /// Throws a `command_error` if the history is not as valid as a command needs it.
    void require(soundness needed) const {
        const detail::vector<finding> errors = checked.errors(needed);
        if (errors.empty()) return;
        const std::string more = errors.size() == 1
            ? errors[0].rule == rule::multiple_heads ? "`" + name + " merge -m TEXT` writes one"
                                                     : "`" + name + " lint` says the same"
            : "It is the first of " + std::to_string(errors.size()) + " errors; `" + name + " lint` lists them";
        throw command_error(std::string(errors[0].text()) + ". " + more);
    }

    [[nodiscard]] std::string paint(style how, std::string_view what) const {
        const char* const codes[] = {"", "33", "32", "31"};
        if (!color || how == style::plain) return std::string(what);
        return control_sequence(mark, std::string("\033[") + codes[static_cast<int>(how)] + "m") + std::string(what) +
            control_sequence(mark, "\033[0m");
    }

    /// Writes a remark to stderr, unless --quiet.
    void note(std::string_view what) const {
        if (!quiet) err << what << '\n';
    }

    /// Warns, also with --quiet, if the history or the models were edited and the program was not built since.
    void note_stale_sources() const {
        if (const std::string source = newer_source(program); !source.empty())
            err << "Warning: `" << source << "` was changed after this program was built. Build it to have that\n";
    }

    /// The output for text that other programs read (SQL, source code, shell scripts), which is not escaped.
    [[nodiscard]] std::ostream& exact() const { return out.exact(); }

    /// Whether --database names any number of databases: it is given more than once, or a pattern for files.
    [[nodiscard]] bool is_fleet() const { return urls.size() > 1 || (urls.size() == 1 && is_pattern(urls[0])); }

    /// The URL of the database; throws a `command_error` if none is given, or several.
    [[nodiscard]] const std::string& database() const {
        if (url.empty() && is_fleet())
            throw command_error(
                "this is for one database, and --database names several. Name one; upgrade, downgrade, stamp, current "
                "and check take them all",
                wrong_usage);
        if (url.empty())
            throw command_error("which database? Give --database " + example_url("path") +
                                    ", set ALUDEL_DATABASE_URL, or write `database = \"" + example_url("path") +
                                    "\"` into aludel.ini",
                                wrong_usage);
        require_file_name(url);
        return url;
    }

    /// The same tool for one database of several.
    [[nodiscard]] context with_database(const std::string& one) const {
        context result = *this;
        result.urls = {one}, result.url = one;
        return result;
    }

    /// The same tool for each database of --database: none, one or several.
    [[nodiscard]] std::vector<context> each_database() const {
        std::vector<context> whole;
        for (const std::string& one : databases_of(urls)) whole.push_back(with_database(one));
        return whole;
    }

    /// The database that statements are shown and scripts are written for: the one of --database, as the history names
    /// it, or else the first database of the history. Throws a `command_error` if the history does not name it.
    [[nodiscard]] op::dialect dialect() const {
        const auto databases = history().settings->checked_dialects();
        const std::string_view named = urls.empty() ? std::string_view() : urls.front();
        const std::string_view scheme = named.substr(0, named.find(':'));
        for (const op::dialect& each : databases)
            if (each.traits->word == scheme) return each;
        for (const op::dialect& each : named_dialects)
            if (!scheme.empty() && each.traits->word == scheme)
                throw command_error("the history is not written for " + std::string(each.traits->name) +
                                    ". Name it in settings().dialects(...)");
        return *databases.begin();
    }

    /// Calls a function with the implementation of that database. Throws a `command_error` if there is none.
    template <class Call>
    void with_words(const op::dialect& target, Call call) const {
        if (!with_dialect(target.id, call))
            throw command_error("statements are not written for " + std::string(target.traits->name) +
                                " yet. They are for " + std::string(written_dialects));
    }

    /// Whether the URL names a file that does not exist.
    [[nodiscard]] bool is_missing() const {
        const database_place place = place_of(database());
        if (!place.is_file) return false;
        std::FILE* const file = std::fopen(place.path.c_str(), "rb");
        if (file == nullptr) return errno == ENOENT;
        std::fclose(file);
        return false;
    }

    /// Opens the database. Only `access::create` creates a missing file; otherwise that is a `command_error`.
    [[nodiscard]] std::unique_ptr<session> open(access wanted) const {
        require_client(database());
        static_cast<void>(dialect());  // refuses before a file is made
        const database_place place = place_of(database());
        const bool must_exist = place.is_file && wanted != access::create && place.existing_url != url;
        if (must_exist && is_missing())
            throw command_error("there is no database at `" + redacted_url(place.path) +
                                "` yet. Look at the path, or upgrade, which makes it");
        return open_session(program, must_exist ? place.existing_url : url);
    }

    [[nodiscard]] migration_options options() const {
        migration_options result;
        result.busy_timeout = std::chrono::milliseconds(static_cast<std::int64_t>(wait * 1000));
        return result;
    }

    /// The rows of the database's version table; none if the database does not exist.
    [[nodiscard]] std::vector<std::string> rows() const {
        if (is_missing()) return {};
        return open(access::look)->current(history(), options());
    }

    /// The same; throws a `command_error` if the history does not have one of them.
    [[nodiscard]] std::vector<std::string> known_rows(const revision_graph& graph) const {
        std::vector<std::string> found = rows();
        require_known(graph, found);
        return found;
    }

    void require_known(const revision_graph& graph, const std::vector<std::string>& found) const {
        for (const std::string& row : found) {
            if (graph.index_of(::aludel::name(row)) != graph.size()) continue;
            const online::failure why = online::unknown_row(history(), row);
            throw command_error(why.sentence + ". " + why.remedy.substr(0, why.remedy.size() - 1));
        }
    }
};

}  // namespace aludel::inline v0_1::cli
