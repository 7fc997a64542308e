// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>
#include <aludel/connection/mariadb_client.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/io/bound_statements.hpp>
#include <aludel/operation/dialect.hpp>

#include <cstdint>      // int64_t
#include <string>       // string
#include <string_view>  // string_view
#include <tuple>        // tuple
#include <utility>      // swap

namespace aludel::inline v0_1::libmariadb {

/// A connection to a server by MariaDB Connector/C: opened by this class, or a `MYSQL*` that the caller owns. Movable,
/// not copyable; used by one thread at a time. No message holds a password. Users link with libmariadb. `Id` is the
/// database that the server must be.
template <class Self, op::dialect_id Id>
class basic_connection : public bound_statements<Self> {
    using bound = bound_statements<Self>;

public:
    using bound::execute;
    using bound::query;

    static constexpr std::string_view scheme = traits_of(Id).word;  ///< the scheme of its URLs

    /// Name and version of the client library: "MariaDB Connector/C 3.3.14".
    static std::string client() { return std::string("MariaDB Connector/C ") + mysql_get_client_info(); }

    /// Connects to `scheme://user:password@host:port/database?socket=...&options_file=...`; all parts are optional.
    /// Passwords, TLS and limits are better in an options file (mariadb.com/kb/en/configuring-mariadb-connectorc-with-
    /// option-files). Throws `connection_error`, and std::invalid_argument for another URL.
    explicit basic_connection(std::string_view url) : owned_(true), handle_(connect(target_of(url, Id), url)) {
        try {
            require_database(handle_, Id);
        } catch (...) {
            mysql_close(handle_);
            throw;
        }
    }

    /// Uses a handle without owning it. It should have been connected with CLIENT_FOUND_ROWS. Throws
    /// `connection_error` if the server is another database.
    explicit basic_connection(MYSQL* handle) : handle_(handle) {
        require_database(handle_, Id);
        if (mysql_set_server_option(handle_, MYSQL_OPTION_MULTI_STATEMENTS_ON) != 0) throw error_of(handle_);
    }

    basic_connection(basic_connection&& other) noexcept
        : owned_(other.owned_),
          handle_(detail::release(other.handle_)) {}
    basic_connection& operator=(basic_connection&& other) noexcept {
        std::swap(owned_, other.owned_);
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~basic_connection() {
        if (owned_ && handle_ != nullptr) mysql_close(handle_);
    }

    /// Connects to a URL, the form of command lines. Throws std::invalid_argument for any other URL, and
    /// `connection_error`.
    static Self from_url(std::string_view url) { return Self(url); }

    /// What a URL names: never a file.
    static database_place place_of(std::string_view url) {
        return {.is_file = false, .existing_url = std::string(url)};
    }

    /// The handle of the C library, for anything that this class does not offer.
    [[nodiscard]] MYSQL* handle() const noexcept { return handle_; }

    /// The database, at the version of the server.
    [[nodiscard]] op::dialect dialect() const { return dialect_of(handle_, Id); }
    [[nodiscard]] bool in_transaction() const { return is_in_transaction(handle_); }

    /// Executes one or more statements and discards their rows. Returns the number of rows that the last one changed.
    /// Throws `connection_error`.
    std::int64_t execute(std::string_view sql) {
        run(sql);
        return changes_;
    }
    /// The rows of a statement, of the last one that has some if there are several. Throws `connection_error`.
    query_result query(std::string_view sql) { return texts(run(sql).get()); }

    /// Executes exactly one statement with its parameters, each written as `?`. Returns the number of changed rows.
    /// Throws `connection_error`.
    std::int64_t execute_bound(std::string_view sql, sql_values values) { return changes(run(sql, values).get()); }
    /// The rows of exactly one statement with its parameters, as texts. Throws `connection_error`.
    query_result query_bound(std::string_view sql, sql_values values) { return texts(run(sql, values).get()); }
    /// Hands the rows of exactly one statement to a reader, one by one as the server sends them. Throws
    /// `connection_error`, also after rows that have been read.
    void query_bound(std::string_view sql, sql_values values, row_reader& rows) {
        const prepared statement = run(sql, values);
        row_stream(statement.get()).for_each([&](sql_values row) { rows.read(row); });
    }

private:
    static MYSQL* connect(const target& wanted, std::string_view url) {
        MYSQL* const handle = new_handle(wanted);
        const bool succeeds = with_arguments(
            wanted, [&](auto... argument) { return mysql_real_connect(handle, argument...) != nullptr; });
        if (succeeds) return handle;
        const connection_error why = unreachable(handle, url);
        mysql_close(handle);
        throw why;
    }

    /// Executes statements, and returns the last rows.
    result run(std::string_view sql) {
        if (mysql_real_query(handle_, sql.data(), sql.size()) != 0) fail();
        result last;
        for (changes_ = 0;;) {
            result rows(mysql_store_result(handle_));
            if (rows) last = static_cast<result&&>(rows);
            else if (mysql_field_count(handle_) != 0) fail();
            else changes_ = static_cast<std::int64_t>(mysql_affected_rows(handle_));
            const int more = mysql_next_result(handle_);
            if (more < 0) return last;
            if (more > 0) fail();
        }
    }
    prepared run(std::string_view sql, sql_values values) {
        prepared statement(mysql_stmt_init(handle_));
        if (!statement) fail();
        MYSQL_STMT* const prepared_statement = statement.get();
        const auto require = [&](bool succeeds) {
            if (!succeeds) fail(error_of(prepared_statement));
        };
        require(mysql_stmt_prepare(prepared_statement, sql.data(), sql.size()) == 0);
        require_placeholders(prepared_statement, values);
        parameters bound_values(values);
        require(values.count == 0 || mysql_stmt_bind_param(prepared_statement, bound_values.data()) == 0);
        require(mysql_stmt_execute(prepared_statement) == 0);
        return statement;
    }

    [[noreturn]] void fail() { fail(error_of(handle_)); }
    /// Throws an error. The server says with it nothing of the transaction, which it may have ended: it is asked.
    [[noreturn]] void fail(const connection_error& why) {
        if (why.kind() != connection_error_kind::connection_lost) mysql_ping(handle_);
        throw why;
    }

    bool owned_ = false;
    MYSQL* handle_ = nullptr;
    std::int64_t changes_ = 0;
};

}  // namespace aludel::inline v0_1::libmariadb
