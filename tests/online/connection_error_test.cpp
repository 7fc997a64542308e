// SPDX-License-Identifier: BSL-1.0
// The details of an error that an adapter gives besides its text, and transactions that fail as a whole.
#include "online_test.hpp"

#include <aludel/online/driver.hpp>

namespace {

using kind = al::connection_error_kind;

kind kind_of(al::sqlite3::connection& db, std::string_view sql) {
    try {
        db.execute(sql);
    } catch (const al::connection_error& error) {
        EXPECT_NE(error.code(), 0);
        EXPECT_TRUE(error.sqlstate().empty()) << "SQLite has none";
        return error.kind();
    }
    ADD_FAILURE() << "no error: " << sql;
    return kind::other;
}

struct connection_errors : online_test {};

TEST_F(connection_errors, of_sqlite_say_what_they_are_about) {
    al::sqlite3::connection db(path());
    db.execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a UNIQUE, b NOT NULL CHECK (b > 0)); INSERT INTO t VALUES (1, 1, 1)");
    EXPECT_EQ(kind_of(db, "SELECT * FROM missing"), kind::undefined_table);
    EXPECT_EQ(kind_of(db, "SELECT * FRM t"), kind::other);
    EXPECT_EQ(kind_of(db, "INSERT INTO t VALUES (1, 2, 1)"), kind::duplicate);
    EXPECT_EQ(kind_of(db, "INSERT INTO t VALUES (2, 1, 1)"), kind::duplicate);
    EXPECT_EQ(kind_of(db, "INSERT INTO t VALUES (2, 2, 0)"), kind::constraint);
    EXPECT_EQ(kind_of(db, "INSERT INTO t VALUES (2, 2, NULL)"), kind::constraint);

    al::sqlite3::connection other(path());
    other.execute("BEGIN EXCLUSIVE");
    EXPECT_EQ(kind_of(db, "SELECT * FROM t"), kind::busy);
    other.execute("ROLLBACK");
    al::sqlite3::connection reader(path(), al::sqlite3::open_mode::read_only);
    EXPECT_EQ(kind_of(reader, "INSERT INTO t VALUES (2, 2, 2)"), kind::read_only);

    sqlite3_progress_handler(db.handle(), 1, [](void*) { return 1; }, nullptr);
    EXPECT_EQ(kind_of(db, "SELECT count(*) FROM t, t AS u"), kind::cancelled);
    sqlite3_progress_handler(db.handle(), 0, nullptr, nullptr);
    sqlite3_set_authorizer(
        db.handle(), [](void*, int, const char*, const char*, const char*, const char*) { return SQLITE_DENY; },
        nullptr);
    EXPECT_EQ(kind_of(db, "SELECT * FROM t"), kind::permission);
}

TEST_F(connection_errors, carry_what_another_adapter_knows) {
    const al::connection_error error({.code = 7, .kind = kind::deadlock, .sqlstate = "40P01", .position = 12},
                                     "deadlock detected");
    EXPECT_EQ(error.code(), 7);
    EXPECT_EQ(error.kind(), kind::deadlock);
    EXPECT_EQ(error.sqlstate(), "40P01");
    EXPECT_EQ(error.position(), 12U);
    EXPECT_EQ(al::connection_error(3, "three").kind(), kind::other);
}

/// A connection on which one statement fails the whole transaction, as on databases whose transactions fail as a whole.
struct spoiled_connection {
    [[nodiscard]] static al::op::dialect dialect() { return al::sqlite; }
    [[nodiscard]] bool in_transaction() const { return state != al::transaction_state::none; }
    [[nodiscard]] al::transaction_state transaction_state() const { return state; }
    std::int64_t execute(std::string_view sql) {
        executed.emplace_back(sql);
        if (sql.starts_with("BEGIN")) state = al::transaction_state::open;
        if (sql == "spoil") state = al::transaction_state::failed;
        if (sql == "COMMIT" || sql == "ROLLBACK") state = al::transaction_state::none;
        return 0;
    }
    static al::query_result query(std::string_view) { return {}; }

    al::transaction_state state = al::transaction_state::none;
    strings executed;
};

TEST_F(connection_errors, a_spoiled_transaction_is_not_committed) {
    spoiled_connection db;
    al::online::dialogue channel(al::online::first_state_of(db));
    al::sqlite_dialect::basic_session<al::online::dialogue> session(channel, {});
    const auto drive = [&](auto flow) {
        return al::online::drive(std::move(flow), channel, db, al::online::step_function<spoiled_connection>{});
    };
    drive(session.begin());
    const auto statement = [&]() -> al::online::flow<> { static_cast<void>(co_await channel.execute("spoil")); };
    drive(statement());
    EXPECT_TRUE(channel.transaction_failed());
    try {
        drive(session.commit());
        ADD_FAILURE() << "it was committed, and that would have rolled back";
    } catch (const al::online::failure& why) {
        EXPECT_EQ(why.details.kind, al::migration_error_kind::transaction_ended);
    }
    EXPECT_EQ(db.executed, (strings{"BEGIN IMMEDIATE", "spoil"}));
    drive(session.rollback());
    EXPECT_FALSE(channel.in_transaction());
    EXPECT_FALSE(channel.transaction_failed());
}

}  // namespace
