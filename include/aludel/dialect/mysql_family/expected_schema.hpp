// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/read_schema.hpp>
#include <aludel/dialect/raw_objects.hpp>
#include <aludel/dialect/schema_statements.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/schema/apply.hpp>

#include <exception>    // current_exception, exception_ptr, rethrow_exception
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::mysql_family {

/// The schema after operations, as the server itself stores it: it rewrites every expression, so the schema is created
/// in a database of its own, `aludel_expected`, read from there, and dropped. Of raw SQL only the names of the tables
/// and triggers that it creates are known.
template <const spelling& Words>
class expected_schema {
public:
    explicit expected_schema(const op::settings& given) : settings_(given) {
        schema_.follow(given, named_dialects[static_cast<unsigned>(Words.id)]);
    }

    void apply(const op::operations_view& operations) {
        for (const op::operation& each : operations.list) {
            raw_.apply(operations, each);
            if (each.kind == op::operation_kind::execute) continue;
            detail::replay_context replay{schema_, &settings_};
            detail::apply(replay, operations, each);
        }
    }

    template <class Session>
    flow<schema> stored(Session& session) const {
        const bool inside = session.is_ours();  // a transaction of the engine, which these statements would commit
        const bool opens = !session.is_open();
        if (inside) co_await session.rollback();
        if (opens) co_await session.open({});
        std::exception_ptr why;
        schema found;
        try {
            const query_result here = co_await rows_of(session, here_query);
            co_await take_database(session, here[0]);
            found = co_await created(session, here[0]);
        } catch (...) {
            why = std::current_exception();
        }
        static_cast<void>(co_await session.execute("DO RELEASE_LOCK('aludel_expected')"));
        if (opens) co_await session.restore();
        if (inside && !why) co_await session.begin();
        if (why) std::rethrow_exception(why);
        raw_.add_to(found);
        co_return found;
    }

private:
    // Only one at a time uses the name. The lock is the server's, and where that is a node of a cluster, CREATE
    // DATABASE is the cluster's: there the name can be in use in spite of the lock.
    static constexpr std::string_view here_query =
        "SELECT CONCAT('`', REPLACE(DATABASE(), '`', '``'), '`'), @@character_set_database, @@collation_database, "
        "@@session.foreign_key_checks, CONCAT(@@hostname, @@port, @@datadir)";
    /// A table in the database tells that it is of this library, and its comment by which server.
    static constexpr const char* marker = "aludel_expected_schema";
    /// How many tables are in the database, how many markers, and how many markers that are left over: by this server,
    /// whose lock is held, or long ago.
    static constexpr std::string_view found_query =
        "SELECT COUNT(*), COALESCE(SUM(table_name = 'aludel_expected_schema'), 0), COALESCE(SUM(table_name = "
        "'aludel_expected_schema' AND (table_comment = CONCAT(@@hostname, @@port, @@datadir) OR create_time < NOW() - "
        "INTERVAL 10 MINUTE)), 0) FROM information_schema.tables WHERE table_schema = 'aludel_expected'";

    /// Creates the empty database with its marker. One that is left over is dropped, and no other.
    template <class Session>
    static flow<> take_database(Session& session, row_values here) {
        constexpr std::string_view lock = "SELECT GET_LOCK('aludel_expected', 0)";
        const std::string create =
            "CREATE DATABASE aludel_expected CHARACTER SET " + cell(here, 1) + " COLLATE " + cell(here, 2);
        session.renew_patience();
        int empty = 0;  // how often it was: another node creates the marker next
        for (bool is_locked = false;;) {
            if (!is_locked) {
                const query_result got = co_await rows_of(session, lock);
                is_locked = cell(got[0], 0) == "1";
            }
            if (is_locked) {
                const reply made = co_await session.query(create);
                if (!made.failed()) break;
                if (made.code != 1007) throw refused(Session::failed(made, create), Session::kind_of(made));
                const query_result found = co_await rows_of(session, found_query);
                const bool is_empty = cell(found[0], 0) == "0";
                if (!is_empty && cell(found[0], 1) == "0")
                    throw failure_of(migration_error_kind::not_possible,
                                     "there is a database `aludel_expected` that Aludel has not made: in one of this "
                                     "name the history's schema is created, to compare it",
                                     "Rename it, or drop it if nobody needs it.");
                if (is_empty ? ++empty > 4 : cell(found[0], 2) == "1") {
                    co_await run(session, "DROP DATABASE IF EXISTS aludel_expected");
                    continue;
                }
            }
            const bool again = co_await session.nap();
            if (!again)
                throw failure_of(migration_error_kind::database_busy,
                                 "another comparison on this server uses the database `aludel_expected`",
                                 "Wait until it is done, or give a longer busy_timeout (--wait of the tool).");
        }
        sql_text mark;
        mark.put("CREATE TABLE aludel_expected.aludel_expected_schema (id INT PRIMARY KEY) COMMENT = ");
        dialect::put_escaped_string(mark, cell(here, 4));
        const std::string sql = mark.str();
        co_await run(session, sql);
    }

    /// Creates the schema in the database, and reads it; then uses the other one again.
    template <class Session>
    flow<schema> created(Session& session, row_values here) const {
        std::exception_ptr why;
        schema found;
        try {
            const query_result functions = co_await functions_of(session);
            co_await run(session, "USE aludel_expected");
            for (const row_values& each : functions) {
                const std::string mode = "SET SESSION sql_mode = '" + cell(each, 1) + "'", sql = cell(each, 2);
                co_await run(session, mode);
                static_cast<void>(co_await session.execute(sql));
            }
            co_await run(session, "SET SESSION foreign_key_checks = 0");  // the tables are created in any order
            const std::string lenient = std::string("SET SESSION sql_mode = '").append(mode_with_zeros()).append("'");
            co_await run(session, lenient);  // the database may have been created with other modes than a migration's
            // Views may use tables of raw SQL, of which only the database itself knows the columns.
            for (const std::string& each : raw_.tables()) {
                if (schema_.has_table(name(std::string_view(each)))) continue;
                const std::string called = quoted(each);
                const std::string copy = "CREATE TABLE " + called + " LIKE " + cell(here, 0) + "." + called;
                static_cast<void>(co_await session.execute(copy));
            }
            const statement_list statements = statements_of<typename Session::dialect_type>(schema_);
            for (const statement& each : statements) co_await run(session, each.sql);
            std::vector<std::string> without;
            without.emplace_back(marker);
            for (const std::string& each : raw_.tables())
                if (!schema_.has_table(name(std::string_view(each)))) without.push_back(each);
            found = co_await read_tables<Words>(session, std::move(without));
        } catch (...) {
            why = std::current_exception();
        }
        const std::string leave = "USE " + cell(here, 0), check = "SET SESSION foreign_key_checks = " + cell(here, 3);
        static_cast<void>(co_await session.execute(leave));
        static_cast<void>(co_await session.execute(check));
        static_cast<void>(co_await session.execute("DROP DATABASE IF EXISTS aludel_expected"));
        if (why) std::rethrow_exception(why);
        co_return found;
    }
    /// The functions of the database in use, as SHOW CREATE FUNCTION has them: views may use them. None if there are no
    /// views.
    template <class Session>
    flow<query_result> functions_of(Session& session) const {
        query_result result;
        bool has_views = false;
        for (const detail::view_entry& each : schema_.views.entries()) has_views = has_views || each.alive;
        if (!has_views) co_return result;
        const query_result names = co_await rows_of(
            session,
            "SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_type = "
            "'FUNCTION'");
        for (const row_values& each : names) {
            const std::string show = "SHOW CREATE FUNCTION " + quoted(cell(each, 0));
            query_result shown = co_await rows_of(session, show);
            if (!shown.empty() && shown[0].at(2)) result.push_back(std::move(shown[0]));
        }
        co_return result;
    }
    static std::string quoted(std::string_view called) {
        std::string result = "`";
        for (const char each : called) result += each == '`' ? std::string("``") : std::string(1, each);
        return result + "`";
    }
    template <class Session>
    static flow<query_result> rows_of(Session& session, std::string_view sql) {
        reply result = co_await session.query(sql);
        if (result.failed()) throw refused(Session::failed(result, sql), Session::kind_of(result));
        co_return std::move(result.rows);
    }
    static failure refused(failure why, connection_error_kind kind) {
        why.sentence = "the history's schema cannot be created beside the database's, to compare them: " + why.sentence;
        if (why.remedy.empty() || kind == connection_error_kind::permission)
            why.remedy = "Grant the user of the connection all on `aludel_expected`.*";
        return why;
    }
    template <class Session>
    static flow<> run(Session& session, std::string_view sql) {
        static_cast<void>(co_await rows_of(session, sql));
    }

    const op::settings& settings_;
    schema schema_;
    dialect::raw_objects raw_{{Words.id, false, false}};
};

}  // namespace aludel::inline v0_1::mysql_family
