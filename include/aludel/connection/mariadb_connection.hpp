// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>
#include <aludel/connection/mariadb_client.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/io/bound_statements.hpp>
#include <aludel/operation/dialect.hpp>

#include <charconv>     // to_chars
#include <cstdint>      // int64_t
#include <optional>     // nullopt, optional
#include <stdexcept>    // invalid_argument
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
    explicit basic_connection(std::string_view url) : owned_(true), handle_(connect(target_of(url), url)) {
        try {
            require_database();
        } catch (...) {
            mysql_close(handle_);
            throw;
        }
    }

    /// Uses a handle without owning it. It should have been connected with CLIENT_FOUND_ROWS. Throws
    /// `connection_error` if the server is another database.
    explicit basic_connection(MYSQL* handle) : handle_(handle) {
        require_database();
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
    [[nodiscard]] op::dialect dialect() const {
        const auto version = static_cast<int>(mysql_get_server_version(handle_));  // 101119
        return {Id, version / 10000 * 1'000'000 + version / 100 % 100 * 1'000 + version % 100, &traits_of(Id)};
    }
    [[nodiscard]] bool in_transaction() const {
        unsigned status = 0;
        mariadb_get_infov(handle_, MARIADB_CONNECTION_SERVER_STATUS, &status);
        return (status & SERVER_STATUS_IN_TRANS) != 0;
    }

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
    std::int64_t execute_bound(std::string_view sql, sql_values values) {
        const prepared statement = run(sql, values);
        const row_stream discarded(statement.get());
        const auto rows = static_cast<std::int64_t>(mysql_stmt_affected_rows(statement.get()));
        return rows < 0 ? 0 : rows;
    }
    /// The rows of exactly one statement with its parameters, as texts. Throws `connection_error`.
    query_result query_bound(std::string_view sql, sql_values values) {
        query_result rows;
        const prepared statement = run(sql, values);
        row_stream(statement.get()).for_each([&](sql_values row) {
            row_values& kept = rows.emplace_back();
            for (const sql_value& each : row) kept.push_back(text_of(each));
        });
        return rows;
    }
    /// Hands the rows of exactly one statement to a reader, one by one as the server sends them. Throws
    /// `connection_error`, also after rows that have been read.
    void query_bound(std::string_view sql, sql_values values, row_reader& rows) {
        const prepared statement = run(sql, values);
        row_stream(statement.get()).for_each([&](sql_values row) { rows.read(row); });
    }

private:
    static target target_of(std::string_view url) {
        const database_url parsed(url);
        if (parsed.scheme != scheme)
            throw std::invalid_argument("`" + redacted_url(url) + "`: this is no " + std::string(traits_of(Id).name) +
                                        " database. Its URL begins with " + std::string(scheme) + "://");
        return target(url);
    }

    void require_database() const {
        const bool is_mariadb = mariadb_connection(handle_) != 0;
        if (is_mariadb == (Id == op::dialect_id::mariadb)) return;
        const std::string_view other = is_mariadb ? "MariaDB" : "MySQL";
        throw connection_error(0,
                               "the server is " + std::string(other) + ", and not " + std::string(traits_of(Id).name) +
                                   ": use the connection and the URL for that");
    }

    static std::optional<std::string> text_of(const sql_value& value) {
        switch (value.kind) {
            case sql_value_kind::none: return std::nullopt;
            case sql_value_kind::int64: return std::to_string(value.integer);
            case sql_value_kind::float64: {
                char digits[32];
                return std::string(digits, std::to_chars(digits, digits + sizeof digits, value.real).ptr);
            }
            case sql_value_kind::utf8:
            case sql_value_kind::bytes: break;
        }
        return std::string(value.text);
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
        MYSQL_STMT* const made = statement.get();
        const auto require = [&](bool succeeds) {
            if (!succeeds) fail(error_of(mysql_stmt_errno(made), mysql_stmt_sqlstate(made), mysql_stmt_error(made)));
        };
        require(mysql_stmt_prepare(made, sql.data(), sql.size()) == 0);
        if (mysql_stmt_param_count(made) != values.count)
            throw connection_error(0,
                                   "the statement has " + std::to_string(mysql_stmt_param_count(made)) +
                                       " placeholders, and " + std::to_string(values.count) + " values are given");
        parameters bound_values(values);
        require(values.count == 0 || mysql_stmt_bind_param(made, bound_values.data()) == 0);
        require(mysql_stmt_execute(made) == 0);
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
