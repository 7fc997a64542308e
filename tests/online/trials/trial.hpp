// SPDX-License-Identifier: BSL-1.0
// Shared by the trials. Each trial injects a fault at every possible point, and then checks that the database is in a
// state that undisturbed runs produce, that the connection is unchanged, and that the next run finishes.
//
// The suite runs a part of the points, spread over all of them; ALUDEL_TRIALS=long (`tests/run.sh long`) runs each.
#pragma once

#include "../online_test.hpp"
#include "faulty_vfs.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>

#include <sys/wait.h>

namespace trial {

inline bool is_long() {
    const char* const length = std::getenv("ALUDEL_TRIALS");
    return length != nullptr && std::string_view(length) == "long";
}
/// The number of cases to run: for a trial without end, or for one with this many points.
inline int count(int short_form, int long_form) { return is_long() ? long_form : short_form; }
inline long stride(long points, long short_form) { return is_long() ? 1 : std::max(1L, points / short_form); }

// The history. Each revision records in `runs` that it ran; each of its data steps doubles all balances, so a step that
// ran twice or was lost is visible in every row.

inline constexpr auto doubling = al::execute("UPDATE account SET balance = balance * 2");
inline constexpr auto halving = al::execute("UPDATE account SET balance = balance / 2");
constexpr auto ran(const char* id) { return al::insert("runs", al::row(al::value("revision", id))); }

inline constexpr auto tables =
    al::revision("t0", "tables, and a trigger that the schema does not know")
        .upgrade(al::create_table("runs", al::column("revision", al::text, al::primary_key)),
                 al::create_table("log", al::column("what", al::text)),
                 al::create_table("owner", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null)),
                 al::create_table("account", al::column("id", al::integer, al::primary_key),
                                  al::column("owner_id", al::integer, al::not_null,
                                             al::references("owner", "id").on_delete(al::cascade)),
                                  al::column("balance", al::integer, al::not_null), al::column("remark", al::text)),
                 al::create_index("ix_account_owner", "account", "owner_id"),
                 al::execute("CREATE TRIGGER account_log AFTER INSERT ON account BEGIN INSERT INTO log VALUES "
                             "('account ' || NEW.id); END"),
                 ran("t0"))
        .irreversible("the first");
inline constexpr auto native_change =
    al::revision("n1", "what SQLite alters by itself")
        .revises("t0")
        .upgrade(al::add_column("account", al::column("currency", al::text, al::not_null, al::default_to("EUR"))),
                 ran("n1"));
inline constexpr auto data_step =
    al::revision("d2", "a data step").revises("n1").upgrade(doubling, ran("d2")).irreversible("test");
inline constexpr auto rebuild = al::revision("b3", "a data step before two rebuilds")
                                    .revises("d2")
                                    .upgrade(doubling, al::alter_column("owner", "name").type(al::varchar(80)),
                                             al::alter_column("account", "balance").type(al::bigint), ran("b3"))
                                    .acknowledge(al::rule::narrows_type, "SQLite cuts nothing")
                                    .irreversible("test");
inline constexpr auto function =
    al::revision("f4", "a step in C++")
        .revises("b3")
        .upgrade(al::run([](auto& db) { db.execute("UPDATE account SET balance = balance * 2"); }), ran("f4"))
        .irreversible("test");
inline constexpr auto last = al::revision("l5", "a name")
                                 .revises("f4")
                                 .upgrade(al::rename_column("account", "remark", "note"),
                                          al::create_index("ix_account_note", "account", "note"), ran("l5"))
                                 .irreversible("test");
inline constexpr al::history<tables, native_change, data_step, rebuild, function, last> steps{};

/// A last revision that must always fail: its rebuild leaves accounts without their owner.
inline constexpr auto orphaning = al::revision("x5", "orphans")
                                      .revises("f4")
                                      .upgrade(al::alter_column("account", "balance").nullable(),
                                               al::execute("DELETE FROM owner WHERE id > 0"), ran("x5"))
                                      .acknowledge(al::rule::drops_not_null, "test")
                                      .irreversible("test");
inline constexpr al::history<tables, native_change, data_step, rebuild, function, orphaning> orphans{};

/// Revisions outside of transactions: only the library keeps two processes from running one at once.
inline constexpr auto outside =
    al::revision("o5", "outside of a transaction")
        .revises("f4")
        .without_transaction()
        .upgrade(al::create_index("ix_account_balance", "account", "balance"), doubling, ran("o5"))
        .irreversible("test")
        .acknowledge(al::rule::steps_without_transaction, "test");
inline constexpr auto outside_again =
    al::revision("o6", "a rebuild outside of a transaction")
        .revises("o5")
        .without_transaction()
        .upgrade(doubling, al::alter_column("account", "remark").not_null(), doubling, ran("o6"))
        .irreversible("test")
        .acknowledge(al::rule::sets_not_null, "all are")
        .acknowledge(al::rule::steps_without_transaction, "test");
inline constexpr auto inside_again =
    al::revision("l7", "inside again").revises("o6").upgrade(doubling, ran("l7")).irreversible("test");
inline constexpr al::history<tables, native_change, data_step, rebuild, function, outside, outside_again, inside_again>
    mixed{};

/// Rows that fill a few pages of each table; and objects that a database may have beside its history.
inline void fill(al::sqlite3::connection& db, int owners) {
    const std::string series = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ";
    db.execute("BEGIN; " + series + std::to_string(owners) + ") INSERT INTO owner SELECT i, 'owner ' || i FROM n;" +
               series + std::to_string(3 * owners) +
               ") INSERT INTO account (id, owner_id, balance, remark) SELECT i, 1 + i % " + std::to_string(owners) +
               ", i, printf('%.40c', 'x') FROM n; COMMIT");
}

/// The rows of a statement with their types, line by line.
inline std::string rows_of(::sqlite3* db, const std::string& sql) {
    std::string lines;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        return sql + ": " + sqlite3_errmsg(db) + "\n";
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
            lines += static_cast<char>('0' + sqlite3_column_type(statement, i));
            const unsigned char* const text = sqlite3_column_text(statement, i);
            lines.append(text == nullptr ? "" : reinterpret_cast<const char*>(text)) += '|';
        }
        lines += '\n';
    }
    if (sqlite3_finalize(statement) != SQLITE_OK) lines += sql + ": " + sqlite3_errmsg(db) + "\n";
    return lines;
}

/// Everything in a database: its schema and its rows. Of the tables of the library only the meaning, and of the journal
/// only the operations.
inline std::string contents(al::sqlite3::connection& db, const std::string& schema = "main") {
    std::string text;
    for (const al::row_values& row :
         db.query("SELECT type, name, sql FROM " + schema +
                  ".sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1, 2")) {
        const std::string &type = *row[0], &name = *row[1];
        const bool is_own = name == "aludel_version" || name == "aludel_journal";
        if (!is_own) text += type + ' ' + name + ": " + row[2].value_or("") + '\n';
        if (type != "table") continue;
        const std::string columns = name == "aludel_journal" ? "revision, direction" : "*";
        const std::string rows = rows_of(db.handle(), "SELECT " + columns + " FROM " + schema + ".\"" + name + "\"");
        if (!rows.empty()) text += "rows of " + name + ":\n" + rows;
    }
    return text;
}

/// The settings that the caller may have made on a connection.
inline std::string settings(al::sqlite3::connection& db) {
    std::string text = db.in_transaction() ? "in a transaction; " : "";
    for (const char* const pragma :
         {"foreign_keys", "legacy_alter_table", "busy_timeout", "defer_foreign_keys", "query_only", "writable_schema",
          "trusted_schema", "recursive_triggers", "ignore_check_constraints", "locking_mode", "journal_mode",
          "synchronous", "temp_store"})
        text += pragma + ('=' + rows_of(db.handle(), std::string("PRAGMA ") + pragma));
    return text;
}

/// The first line that differs between two texts.
inline std::string difference(const std::string& text, const std::string& wanted) {
    std::size_t i = 0, begin = 0;
    for (; i < std::min(text.size(), wanted.size()) && text[i] == wanted[i]; ++i)
        if (text[i] == '\n') begin = i + 1;
    const auto line = [&](const std::string& of_text) {
        return of_text.substr(begin, std::min(of_text.find('\n', i), begin + 120) - begin);
    };
    return "`" + line(text) + "` instead of `" + line(wanted) + "`";
}

/// Counts the cases of a trial, and its failures by kind. A trial without cases fails.
class tally {
public:
    explicit tally(std::string name) : name_(std::move(name)) {}
    tally(const tally&) = delete;
    tally& operator=(const tally&) = delete;
    ~tally() {
        int violations = 0;
        for (const auto& [kind, seen] : violations_) violations += seen.count;
        std::printf("%s: %d cases, %d violations\n", name_.c_str(), cases_, violations);
        for (const auto& [kind, seen] : violations_)
            std::printf("  %d x %s, first in %s\n", seen.count, kind.c_str(), seen.first.c_str());
        std::fflush(stdout);
        EXPECT_GT(cases_, 0) << name_;
        EXPECT_EQ(violations, 0) << name_;
    }

    void begin(std::string label) { ++cases_, label_ = std::move(label); }
    void expect(bool holds, const std::string& kind, const std::string& details = "") {
        if (holds) return;
        violation& seen = violations_[kind];
        if (seen.count++ == 0) seen.first = label_ + (details.empty() ? "" : ": " + details);
    }

private:
    struct violation {
        int count = 0;
        std::string first;
    };
    std::string name_, label_;
    int cases_ = 0;
    std::map<std::string, violation> violations_;
};

/// The result of a call.
struct outcome {
    bool succeeded = false;
    bool clear = true;  ///< the error is one of the library, or reports exhausted memory
    std::string message;
};

template <class Call>
outcome outcome_of(Call&& call) {
    try {
        call();
        return {.succeeded = true, .message = "success"};
    } catch (const al::migration_error& error) {
        return {.message = error.what()};
    } catch (const al::connection_error& error) {
        return {.message = error.what()};
    } catch (const std::bad_alloc& error) {
        return {.message = error.what()};
    } catch (const std::exception& error) {
        return {.clear = false, .message = error.what()};
    }
}

/// A connection with the settings of its user and a busy handler.
class caller {
public:
    explicit caller(al::sqlite3::connection connection) : db(std::move(connection)) {
        const auto give_up = [](void* self, int) { return ++static_cast<caller*>(self)->waits_, 0; };
        sqlite3_busy_handler(db.handle(), give_up, this);
        before_ = settings(db);
    }
    caller(const caller&) = delete;
    caller& operator=(const caller&) = delete;

    /// Whether the connection is unchanged. `unless_said`: the error may state that it is not, where nothing can be
    /// executed any more. A transaction that is still open is ended, so that the file can be read. The busy handler is
    /// tested with a lock of another connection.
    void examine(tally& result, const outcome& run, bool unless_said = false) {
        const std::string after = settings(db);
        unless_said = unless_said && run.message.find("could not be set back") != std::string::npos;
        result.expect(after == before_ || unless_said, "the settings are not set back",
                      difference(after, before_) + " after: " + run.message);
        if (db.in_transaction()) db.execute("ROLLBACK");
        al::sqlite3::connection other(sqlite3_db_filename(db.handle(), "main"));
        const outcome lock = outcome_of([&] { other.execute("BEGIN EXCLUSIVE"); });
        result.expect(lock.succeeded, "a lock is left behind", run.message);
        waits_ = 0;
        const outcome write = outcome_of([&] { db.execute("BEGIN IMMEDIATE"); });
        if (write.succeeded) db.execute("ROLLBACK");
        result.expect(waits_ == 1 || unless_said, "the busy handler is gone", run.message);
    }

    al::sqlite3::connection db;

private:
    int waits_ = 0;
    std::string before_;
};

/// `attempt(n)` runs with a fault at the n-th point, 0 for none, and returns the number of points that it reached.
template <class Attempt>
void at_every_point(long short_form, Attempt&& attempt) {
    const long points = attempt(0L);
    for (long n = 1, step = stride(points, short_form); n <= points; n += step) static_cast<void>(attempt(n));
}

/// A database at the first revision, with rows; and what undisturbed runs make of it at each revision.
template <const auto& History>
class subject {
public:
    subject(const std::filesystem::path& folder, const std::string& journal_mode = "DELETE", int owners = 30,
            const std::string& encoding = "UTF-8")
        : base_(folder / (journal_mode + "_base.db")),
          file_(folder / (journal_mode + ".db")),
          journal_mode_(journal_mode) {
        faulty_vfs::install();
        remove(base_);
        al::sqlite3::connection db(base_.string());
        db.execute("PRAGMA encoding = '" + encoding + "'; PRAGMA journal_mode = " + journal_mode);
        al::upgrade<History>(db, "t0");
        fill(db, owners);
        states_["t0"] = start = contents(db);
    }

    /// Runs the history undisturbed up to each of the revisions. Throws what the run throws.
    void learn(std::initializer_list<const char*> revisions) {
        for (const char* const revision : revisions) {
            al::sqlite3::connection db = fresh();
            al::upgrade<History>(db, revision);
            states_[revision] = contents(db);
            head_ = revision;
        }
    }

    /// The initial database, in a file of its own.
    al::sqlite3::connection fresh() const {
        remove(file_);
        std::filesystem::copy_file(base_, file_);
        return open();
    }
    [[nodiscard]] al::sqlite3::connection open() const {
        al::sqlite3::connection db(file());
        db.execute("PRAGMA foreign_keys = 1; PRAGMA cache_size = 5");
        if (journal_mode_ != "WAL") db.execute("PRAGMA journal_mode = " + journal_mode_);
        return db;
    }
    [[nodiscard]] std::string file() const { return file_.string(); }

    /// Whether the database is in a state of the history. If the run before succeeded, it must be at the head; if it
    /// failed, as its error says. `finishes`: the next run completes the migration.
    void examine(tally& result, const outcome& run, bool finishes = true) const {
        const outcome looked = outcome_of([&] { examine_(result, run, finishes); });
        result.expect(looked.succeeded, "the database cannot be read", looked.message + " after: " + run.message);
    }

    std::string start;  ///< its initial contents

private:
    void examine_(tally& result, const outcome& run, bool finishes) const {
        result.expect(run.clear, "an error that is not the library's", run.message);
        al::sqlite3::connection db = open();
        result.expect(cell_of(db, "PRAGMA integrity_check") == "ok", "integrity_check", run.message);
        result.expect(rows_of(db.handle(), "PRAGMA foreign_key_check").empty(), "foreign_key_check", run.message);
        const strings version = version_of(db);
        const std::string now = contents(db);
        const auto state = states_.find(version.size() == 1 ? version.front() : "");
        if (state == states_.end()) return result.expect(false, "the version is no revision", run.message);
        // An unfinished revision outside of transactions is reported as such; the next run has to continue it.
        const bool begun = has_table(db, "aludel_version_claim");
        result.expect(begun || now == state->second, "not what the version says",
                      difference(now, state->second) + " after: " + run.message);
        if (run.succeeded) result.expect(state->first == head_, "success without the head", state->first);
        else if (run.message.find("Nothing was changed") != std::string::npos)
            result.expect(now == start, "said that nothing was changed", run.message);
        if (!finishes) return;
        const outcome next = outcome_of([&] { al::upgrade<History>(db, {.busy_timeout = al::duration{}}); });
        result.expect(next.succeeded, "the next run fails", next.message + " after: " + run.message);
        const std::string end = contents(db);
        if (next.succeeded)
            result.expect(end == states_.at(head_), "the next run ends elsewhere",
                          difference(end, states_.at(head_)) + " after: " + run.message);
    }

    static void remove(const std::filesystem::path& file) {
        for (const char* const suffix : {"", "-journal", "-wal", "-shm"})
            std::filesystem::remove(file.string() + suffix);
    }

    std::filesystem::path base_, file_;
    std::string journal_mode_, head_;
    std::map<std::string, std::string> states_;
};

/// Runs a function in a child process that ends without destructors.
template <class Function>
pid_t spawn(Function&& child) {
    std::fflush(stdout);
    const pid_t process = fork();
    if (process != 0) return process;
    child();
    _exit(0);
}
/// The same, and waits for the end; returns the status of waitpid.
template <class Function>
int in_process(Function&& child) {
    int status = 0;
    waitpid(spawn(child), &status, 0);
    return status;
}

}  // namespace trial
