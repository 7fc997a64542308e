// SPDX-License-Identifier: BSL-1.0
// Malicious and damaged files: nothing in a file is executed but the one statement that it claims to be, no file
// crashes the program, and a refused file is unchanged.
#include "../describe.hpp"
#include "trial.hpp"

#include <csignal>
#include <random>

namespace {

using namespace trial;
using crafted_trial = online_test;

/// A database with a table that no statement of the history names, and with objects of every kind.
struct target {
    explicit target(const std::filesystem::path& of_test) : folder(of_test), database(of_test) {
        database.learn({"n1", "d2", "b3", "f4", "l5"});
        al::sqlite3::connection db = prepared();
        secret_ = rows_of(db.handle(), "SELECT * FROM secret");
        original = online_test::bytes_of(database.file());
    }

    /// The database before it is manipulated.
    [[nodiscard]] al::sqlite3::connection prepared() const {
        al::sqlite3::connection db = database.fresh();
        db.execute(
            "CREATE TABLE secret (word TEXT); INSERT INTO secret VALUES ('one'), ('two');"
            "CREATE VIEW seen AS SELECT balance FROM account; CREATE INDEX mine ON account (balance);"
            "CREATE TRIGGER named AFTER UPDATE OF name ON owner BEGIN INSERT INTO log VALUES ('name ' || NEW.name); "
            "END");
        return db;
    }
    void write(const std::string& bytes) const {
        { const al::sqlite3::connection db = database.fresh(); }
        std::ofstream(database.file(), std::ios::binary) << bytes;
    }

    /// Calls everything that reads a database, in a process that must neither crash nor hang. `damaged`: bytes of the
    /// file were changed, so its contents may differ.
    void examine(tally& result, const std::string& label, bool damaged) const {
        result.begin(label);
        const std::string before = online_test::bytes_of(database.file());
        const int status = in_process([&] {
            alarm(60);
            static_cast<void>(outcome_of([&] {
                const al::schema seen = al::reflect(open());
                static_cast<void>(al::compare(seen, seen));
            }));
            static_cast<void>(outcome_of([&] {
                auto db = open();
                static_cast<void>(oracle::describe(db));
            }));
            static_cast<void>(outcome_of([&] { al::baseline<steps>(open(), "l5"); }));
            static_cast<void>(outcome_of([&] {
                static_cast<void>(al::pending<steps>(open()));
                static_cast<void>(al::edited<steps>(open()));
            }));
            const outcome run = outcome_of([&] { al::upgrade<steps>(open()); });
            std::ofstream(folder / "message") << run.message;
            _exit(run.succeeded ? 10 : run.clear ? 11 : 12);
        });
        const std::string message = online_test::bytes_of((folder / "message").string());
        const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
        result.expect(code == 10 || code == 11 || code == 12, "a crash",
                      "signal " + std::to_string(WIFSIGNALED(status) ? WTERMSIG(status) : 0));
        result.expect(code != 12, "an error that is not the library's", message);
        result.expect(!std::filesystem::exists(folder / "stolen.db"), "the file wrote another file", message);
        std::filesystem::remove(folder / "stolen.db");
        if (code != 10)
            result.expect(online_test::bytes_of(database.file()) == before, "refused, but changed", message);
        if (damaged) return;
        al::sqlite3::connection db(database.file());
        db.execute("PRAGMA writable_schema = ON");  // broken entries are read too
        const std::string secret = rows_of(db.handle(), "SELECT * FROM secret");
        result.expect(secret == secret_, "the file executed a statement", "`" + secret + "` after: " + message);
    }
    [[nodiscard]] al::sqlite3::connection open() const { return al::sqlite3::connection(database.file()); }

    std::filesystem::path folder;
    subject<steps> database;
    std::string original;  ///< the bytes of the file

private:
    std::string secret_;
};

constexpr const char* objects[] = {"ix_account_owner", "mine",  "account_log", "named",          "seen",
                                   "account",          "owner", "log",         "aludel_version", "aludel_journal"};

TEST_F(crafted_trial, texts) {
    tally result("texts in sqlite_schema");
    const target file(folder);
    const std::string steal =
        "ATTACH '" + (folder / "stolen.db").string() + "' AS stolen; CREATE TABLE stolen.t AS SELECT * FROM secret";
    const std::string tails[] = {
        "; DELETE FROM secret",
        ";;; DELETE FROM secret;",
        ";" + steal,
        " /* */ ; /* ; */ DELETE FROM secret --",
        " --\n; DELETE FROM secret",
        "\n;\nDELETE FROM secret",
        ";\v\f DELETE FROM secret",
        "; PRAGMA writable_schema = ON; DELETE FROM secret",
        "; COMMIT; DELETE FROM secret; BEGIN",
        "; END; DELETE FROM secret; END",
        "; CREATE TRIGGER x AFTER INSERT ON runs BEGIN DELETE FROM secret; END",
        "; CREATE TEMP TRIGGER x AFTER INSERT ON runs BEGIN DELETE FROM main.secret; END",
        "; WITH x AS (SELECT 1) DELETE FROM secret",
        "; REPLACE INTO secret (rowid, word) VALUES (1, 'x')",
        "; VACUUM INTO '" + (folder / "stolen.db").string() + "'",
    };
    const std::string wholes[] = {
        "DELETE FROM secret",
        "DROP TABLE secret",
        "CREATE INDEX mine ON secret (word); DELETE FROM secret",
        "CREATE TABLE account AS SELECT * FROM secret",
        "CREATE VIEW seen AS SELECT 1; DELETE FROM secret",
        "CREATE TRIGGER named AFTER INSERT ON secret BEGIN SELECT 1; END; DELETE FROM secret",
        "CREATE",
        "",
        ";",
        "SELECT 1",
        "EXPLAIN DELETE FROM secret",
        "CREATE INDEX mine ON account (balance) WHERE (SELECT 1)",
        "CREATE UNIQUE INDEX other ON account (balance)",
        "CREATE TEMP TRIGGER named AFTER UPDATE ON owner BEGIN DELETE FROM main.secret; END",
    };
    long number = 0;
    const auto craft = [&](const std::string& object, const std::string& sql, const std::string& label) {
        if (number++ % stride(420, 80) != 0) return;
        {
            al::sqlite3::connection db = file.prepared();
            sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
            db.execute("PRAGMA writable_schema = ON; " + sql + " WHERE name = '" + object + "'");
        }
        file.examine(result, object + label, false);
    };
    const auto quoted = [](const std::string& text) {
        std::string sql = "'";
        for (const char c : text) sql += c == '\'' ? std::string("''") : std::string(1, c);
        return sql + "'";
    };
    for (const char* const object : objects) {
        for (const std::string& tail : tails)
            craft(object, "UPDATE sqlite_schema SET sql = sql || " + quoted(tail), tail);
        for (const std::string& whole : wholes)
            craft(object, "UPDATE sqlite_schema SET sql = " + quoted(whole), ": " + whole);
        for (const char* const edit :
             {"sql = NULL", "sql = CAST(sql AS BLOB)", "sql = sql || char(0) || '; DELETE FROM secret'",
              "tbl_name = 'secret'", "tbl_name = NULL", "name = NULL", "name = ''",
              "name = 'x\"; DELETE FROM secret; --'", "type = 'table'", "type = 'view'", "type = 'trigger'",
              "rootpage = 1", "rootpage = 0"})
            craft(object, std::string("UPDATE sqlite_schema SET ") + edit, std::string(": ") + edit);
    }
}

TEST_F(crafted_trial, random_texts) {
    tally result("random edits of sqlite_schema.sql");
    const target file(folder);
    std::mt19937 random(1);
    const std::string letters = "()[]\"'`;,.-*/ \n\tab1";
    for (int i = 0; i < count(60, 3000); ++i) {
        const char* const object = objects[random() % std::size(objects)];
        std::string sql;
        {
            al::sqlite3::connection db = file.prepared();
            sql = cell_of(db, std::string("SELECT sql FROM sqlite_schema WHERE name = '") + object + "'");
            for (unsigned edits = 1 + static_cast<unsigned>(random() % 4); edits > 0 && !sql.empty(); --edits) {
                const std::size_t place = random() % sql.size(), length = random() % 8;
                if (random() % 2 == 0) sql.erase(place, length);
                else sql.insert(place, 1, letters[random() % letters.size()]);
            }
            sqlite3_stmt* statement = nullptr;
            db.execute("PRAGMA writable_schema = ON");
            sqlite3_prepare_v2(db.handle(), "UPDATE sqlite_schema SET sql = ? WHERE name = ?", -1, &statement, nullptr);
            sqlite3_bind_text(statement, 1, sql.c_str(), -1, SQLITE_STATIC),
                sqlite3_bind_text(statement, 2, object, -1, SQLITE_STATIC);
            sqlite3_step(statement), sqlite3_finalize(statement);
        }
        file.examine(result, std::string(object) + ": " + sql, false);
    }
}

TEST_F(crafted_trial, bytes) {
    tally result("damaged and cut files");
    const target file(folder);
    std::mt19937 random(2);
    for (int i = 0; i < count(80, 4000); ++i) {
        std::string bytes = file.original;
        const std::size_t page = 4096 * (random() % (bytes.size() / 4096));
        switch (i % 4) {
            case 0: bytes.resize(random() % bytes.size()); break;
            case 1: std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page), 4096, '\0'); break;
            case 2: bytes[random() % 100] = static_cast<char>(random()); break;
            default:
                for (unsigned edits = 1 + static_cast<unsigned>(random() % 20); edits > 0; --edits)
                    bytes[page + random() % 4096] = static_cast<char>(random());
        }
        file.write(bytes);
        file.examine(result, "case " + std::to_string(i), true);
    }
}

}  // namespace
