// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/cli/program.hpp>
#include <aludel/connection/database_url.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/connection/sqlite3.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/migrator.hpp>

#include <cstdint>      // int64_t, uint32_t
#include <memory>       // unique_ptr, make_unique
#include <stdexcept>    // invalid_argument, logic_error
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// An open database behind an interface without the types of its client library and of the history, so that all
/// commands are compiled once and another client is one more derived class. Its functions throw as the online functions
/// of the same names do (`migration_error`, `connection_error`).
class session {
public:
    session() = default;
    session(const session&) = delete;
    session& operator=(const session&) = delete;
    virtual ~session() = default;

    [[nodiscard]] virtual op::dialect dialect() const = 0;
    [[nodiscard]] virtual bool in_transaction() const = 0;
    virtual std::int64_t execute(std::string_view sql) = 0;
    virtual query_result query(std::string_view sql) = 0;
    /// The rows of the version table.
    virtual std::vector<std::string> current(const history_view& of, const migration_options& how) = 0;
    /// The revisions whose operations changed after the database ran them.
    virtual std::vector<edited_revision> edited(const history_view& of, const migration_options& how) = 0;
    /// The differences between the database and the schema at its revisions.
    virtual difference_list drift(const history_view& of, const migration_options& how) = 0;
    /// Upgrades, downgrades or stamps the database.
    virtual migration_report migrate(const history_view& of, online::goal wanted, detail::vector<std::string_view> targets, const migration_options& how) = 0;
};

/// A session over a connection of one type, which it owns.
template <class Connection>
class session_of final : public session {
public:
    session_of(Connection&& db, online::step_function<Connection> run) : db_(std::move(db)), run_(run) {}

    [[nodiscard]] op::dialect dialect() const override { return db_.dialect(); }
    [[nodiscard]] bool in_transaction() const override { return db_.in_transaction(); }
    std::int64_t execute(std::string_view sql) override { return db_.execute(sql); }
    query_result query(std::string_view sql) override { return db_.query(sql); }
    std::vector<std::string> current(const history_view& of, const migration_options& how) override {
        online::dialogue talk(db_.in_transaction());
        online::basic_migrator<online::dialogue> engine(of, db_.dialect(), talk, how);
        return online::drive(engine.current(), talk, db_, run_);
    }
    std::vector<edited_revision> edited(const history_view& of, const migration_options& how) override {
        online::dialogue talk(db_.in_transaction());
        online::basic_migrator<online::dialogue> engine(of, db_.dialect(), talk, how);
        return online::drive(engine.edited(), talk, db_, run_);
    }
    difference_list drift(const history_view& of, const migration_options& how) override {
        online::dialogue talk(db_.in_transaction());
        online::basic_migrator<online::dialogue> engine(of, db_.dialect(), talk, how);
        return online::drive(engine.drift("current"), talk, db_, run_);
    }
    migration_report migrate(const history_view& of, online::goal wanted, detail::vector<std::string_view> targets, const migration_options& how) override {
        online::dialogue talk(db_.in_transaction());
        online::basic_migrator<online::dialogue> engine(of, db_.dialect(), talk, how);
        return online::drive(engine.run(wanted, std::move(targets)), talk, db_, run_);
    }

private:
    Connection db_;
    online::step_function<Connection> run_;
};

#if ALUDEL_HAS_SQLITE3
/// Replaces the functions of `run` steps in a program that was compiled without the client.
inline void run_without_sqlite3(revision_index, direction, std::uint32_t, sqlite3::connection&) {
    throw std::logic_error("the function cannot be called: the program was compiled without <sqlite3.h>. Compile it without ALUDEL_NO_SQLITE3, where the header is found");
}
#endif

/// Opens the database of a URL with the client for its scheme. Throws std::invalid_argument if there is none.
inline std::unique_ptr<session> open_session(const program& tool, std::string_view url) {
    const database_url parsed(url);
#if ALUDEL_HAS_SQLITE3
    if (parsed.scheme == "sqlite")
        return std::make_unique<session_of<sqlite3::connection>>(sqlite3::connection::from_url(url), tool.run_on_sqlite3 != nullptr ? tool.run_on_sqlite3 : run_without_sqlite3);
    throw std::invalid_argument("`" + redacted_url(parsed.scheme) + "` is no database that this program knows. It knows sqlite:///path");
#else
    static_cast<void>(tool);
    throw std::invalid_argument("this program has no client for `" + redacted_url(parsed.scheme) + "`, nor for any other database. Build it where sqlite3.h is found");
#endif
}

/// The client libraries of the program with their versions at run time: "SQLite 3.40.1".
inline std::string client_versions() {
#if ALUDEL_HAS_SQLITE3
    return std::string("SQLite ") + ::sqlite3_libversion();
#else
    return "no database client";
#endif
}

}  // namespace aludel::inline v0_1::cli
