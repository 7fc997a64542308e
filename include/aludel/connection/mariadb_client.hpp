// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/database_url.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/dialect/mysql_family/errors.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/io/connection_error.hpp>
#include <aludel/io/sql_value.hpp>
#include <aludel/operation/dialect.hpp>

#include <mysql.h>

#include <charconv>     // to_chars
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <memory>       // unique_ptr
#include <optional>     // nullopt, optional
#include <stdexcept>    // invalid_argument
#include <string>       // string, stoul, to_string
#include <string_view>  // string_view
#include <vector>       // vector

// What the connections by MariaDB Connector/C do with its URLs, parameters, results and errors.

namespace aludel::inline v0_1::libmariadb {

// What the client allocates, with its end.
struct free_result {
    void operator()(MYSQL_RES* result) const { mysql_free_result(result); }
};
using result = std::unique_ptr<MYSQL_RES, free_result>;
struct close_statement {
    void operator()(MYSQL_STMT* statement) const { mysql_stmt_close(statement); }
};
using prepared = std::unique_ptr<MYSQL_STMT, close_statement>;

/// An error of the server or the client.
inline connection_error error_of(unsigned code, const char* state, const char* message) {
    const int number = static_cast<int>(code);
    return {connection_error_details{.code = number, .kind = mysql_family::errors::kind_of(number), .sqlstate = state},
            message};
}
inline connection_error error_of(MYSQL* handle) {
    return error_of(mysql_errno(handle), mysql_sqlstate(handle), mysql_error(handle));
}
inline connection_error error_of(MYSQL_STMT* statement) {
    return error_of(mysql_stmt_errno(statement), mysql_stmt_sqlstate(statement), mysql_stmt_error(statement));
}

/// A part of a URL without its percent encoding.
inline std::string decoded(std::string_view part) {
    std::string plain;
    const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
    for (std::size_t i = 0; i < part.size(); ++i)
        if (part[i] == '%' && i + 2 < part.size())
            plain += static_cast<char>(digit(part[i + 1]) * 16 + digit(part[i + 2])), i += 2;
        else plain += part[i];
    return plain;
}

/// Where a server is, and who connects.
struct target {
    std::string user, password, host, database, socket, options_file, options_group;
    unsigned port = 0;

    /// Reads `scheme://user:password@host:port/database?socket=...&options_file=...&options_group=...`. Throws
    /// std::invalid_argument for other parameters.
    explicit target(std::string_view url) {
        const database_url parsed(url);
        std::string_view where = parsed.authority;
        if (const std::size_t sign = where.rfind('@'); sign != where.npos) {
            const std::string_view who = where.substr(0, sign);
            const std::size_t colon = who.find(':');
            user = decoded(who.substr(0, colon));
            if (colon != who.npos) password = decoded(who.substr(colon + 1));
            where.remove_prefix(sign + 1);
        }
        if (const std::size_t colon = where.rfind(':'); colon != where.npos && where.find(']', colon) == where.npos) {
            port = static_cast<unsigned>(std::stoul("0" + std::string(where.substr(colon + 1))));
            where = where.substr(0, colon);
        }
        if (where.starts_with('[') && where.ends_with(']')) where = where.substr(1, where.size() - 2);
        host = decoded(where), database = decoded(parsed.path);
        for (std::string_view rest = parsed.query; !rest.empty();) {
            const std::string_view one = rest.substr(0, rest.find('&'));
            rest.remove_prefix(one.size() == rest.size() ? one.size() : one.size() + 1);
            const std::string_view key = one.substr(0, one.find('='));
            const std::string value = decoded(one.substr(key.size() == one.size() ? one.size() : key.size() + 1));
            if (key == "socket") socket = value;
            else if (key == "options_file") options_file = value;
            else if (key == "options_group") options_group = value;
            else
                throw std::invalid_argument("`" + redacted_url(url) + "`: the parameter `" + std::string(key) +
                                            "` is not known; socket, options_file and options_group are");
        }
    }
};

/// What a URL of a database names. Throws std::invalid_argument for a URL of another one.
inline target target_of(std::string_view url, op::dialect_id database) {
    const auto& words = traits_of(database);
    if (database_url(url).scheme == words.word) return target(url);
    throw std::invalid_argument("`" + redacted_url(url) + "`: this is no " + std::string(words.name) +
                                " database. Its URL begins with " + std::string(words.word) + "://");
}

/// A handle that is not connected, with the options of a target: texts are UTF-8; TLS, time limits and the like are
/// read from the options file. Throws `connection_error`.
inline MYSQL* new_handle(const target& wanted) {
    MYSQL* const handle = mysql_init(nullptr);
    if (handle == nullptr) throw connection_error(0, "there is no memory left");
    mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (!wanted.options_file.empty()) mysql_options(handle, MYSQL_READ_DEFAULT_FILE, wanted.options_file.c_str());
    if (!wanted.options_group.empty()) mysql_options(handle, MYSQL_READ_DEFAULT_GROUP, wanted.options_group.c_str());
    return handle;
}
/// Calls a function with the arguments of mysql_real_connect behind the handle. Changed rows are those that a statement
/// matches, also where it writes the values that are there.
template <class Connect>
auto with_arguments(const target& wanted, Connect connect) {
    const auto c_text = [](const std::string& text) { return text.empty() ? nullptr : text.c_str(); };
    constexpr unsigned long flags = CLIENT_FOUND_ROWS | CLIENT_MULTI_STATEMENTS;
    return connect(c_text(wanted.host), c_text(wanted.user), c_text(wanted.password), c_text(wanted.database),
                   wanted.port, c_text(wanted.socket), flags);
}
/// The error of a handle that could not be connected.
inline connection_error unreachable(MYSQL* handle, std::string_view url) {
    const connection_error why = error_of(handle);
    return {{.code = why.code(), .kind = why.kind(), .sqlstate = why.sqlstate()},
            "cannot connect to `" + redacted_url(url) + "`: " + why.what()};
}
/// Throws `connection_error` if the server is not the database.
inline void require_database(MYSQL* handle, op::dialect_id database) {
    const bool is_mariadb = mariadb_connection(handle) != 0;
    if (is_mariadb == (database == op::dialect_id::mariadb)) return;
    throw connection_error(0,
                           "the server is " + std::string(is_mariadb ? "MariaDB" : "MySQL") + ", and not " +
                               std::string(traits_of(database).name) + ": use the connection and the URL for that");
}

/// A database, at the version of the server.
inline op::dialect dialect_of(MYSQL* handle, op::dialect_id database) {
    const auto version = static_cast<int>(mysql_get_server_version(handle));  // 101119
    return {database, version / 10000 * 1'000'000 + version / 100 % 100 * 1'000 + version % 100, &traits_of(database)};
}
/// What the server said last of its transaction.
inline bool is_in_transaction(MYSQL* handle) {
    unsigned status = 0;
    mariadb_get_infov(handle, MARIADB_CONNECTION_SERVER_STATUS, &status);
    return (status & SERVER_STATUS_IN_TRANS) != 0;
}

/// The rows of a result, as texts.
inline query_result texts(MYSQL_RES* received) {
    query_result rows;
    if (received == nullptr) return rows;
    const unsigned columns = mysql_num_fields(received);
    while (const MYSQL_ROW row = mysql_fetch_row(received)) {
        const unsigned long* const sizes = mysql_fetch_lengths(received);
        row_values& values = rows.emplace_back(columns);
        for (unsigned i = 0; i < columns; ++i)
            if (row[i] != nullptr) values[i] = std::string(row[i], sizes[i]);
    }
    return rows;
}

/// Parameters in the form of the client. They refer to the values.
class parameters {
public:
    explicit parameters(sql_values values) : binds_(values.count) {
        for (std::size_t i = 0; i < values.count; ++i) bind(binds_[i], values.values[i]);
    }
    [[nodiscard]] MYSQL_BIND* data() { return binds_.data(); }

private:
    static void bind(MYSQL_BIND& to, const sql_value& value) {
        const auto buffer = [&](enum_field_types type, const void* bytes, std::size_t size) {
            to.buffer_type = type, to.buffer = const_cast<void*>(bytes), to.buffer_length = size;
        };
        switch (value.kind) {
            case sql_value_kind::none: buffer(MYSQL_TYPE_NULL, nullptr, 0); break;
            case sql_value_kind::int64: buffer(MYSQL_TYPE_LONGLONG, &value.integer, sizeof value.integer); break;
            case sql_value_kind::float64: buffer(MYSQL_TYPE_DOUBLE, &value.real, sizeof value.real); break;
            case sql_value_kind::utf8: buffer(MYSQL_TYPE_STRING, value.text.data(), value.text.size()); break;
            case sql_value_kind::bytes: buffer(MYSQL_TYPE_BLOB, value.text.data(), value.text.size()); break;
        }
    }

    std::vector<MYSQL_BIND> binds_;
};

/// Throws `connection_error` if a prepared statement has another number of placeholders.
inline void require_placeholders(MYSQL_STMT* statement, sql_values values) {
    if (mysql_stmt_param_count(statement) == values.count) return;
    throw connection_error(0,
                           "the statement has " + std::to_string(mysql_stmt_param_count(statement)) +
                               " placeholders, and " + std::to_string(values.count) + " values are given");
}

/// The rows of an executed statement, one by one as the server sends them: numbers by the type of their column, bytes
/// of binary columns, and otherwise text.
class row_stream {
public:
    explicit row_stream(MYSQL_STMT* statement)
        : statement_(statement),
          fields_(mysql_stmt_result_metadata(statement)),
          columns_(fields_ ? mysql_num_fields(fields_.get()) : 0) {
        for (unsigned i = 0; i < columns_.size(); ++i)
            prepare(columns_[i], *mysql_fetch_field_direct(fields_.get(), i));
        binds_.resize(columns_.size());
        for (std::size_t i = 0; i < columns_.size(); ++i) bind(binds_[i], columns_[i]);
        if (!binds_.empty() && mysql_stmt_bind_result(statement, binds_.data()) != 0) fail();
    }
    row_stream(const row_stream&) = delete;
    row_stream& operator=(const row_stream&) = delete;
    /// Reads the rest, so that the connection can be used afterwards.
    ~row_stream() { mysql_stmt_free_result(statement_); }

    /// Hands each row to a function.
    template <class Read>
    void for_each(Read read) {
        std::vector<sql_value> row(columns_.size());
        while (!columns_.empty()) {
            const int state = mysql_stmt_fetch(statement_);
            if (state == MYSQL_NO_DATA) return;
            if (state == 1) fail();
            for (unsigned i = 0; i < columns_.size(); ++i) row[i] = value(columns_[i], i);
            read(sql_values{row.data(), row.size()});
        }
    }

private:
    struct column {
        enum_field_types type = MYSQL_TYPE_STRING;
        sql_value_kind kind = sql_value_kind::utf8;
        std::int64_t integer = 0;
        double real = 0;
        std::string text;
        unsigned long size = 0;
        my_bool is_null = 0;
    };

    static void prepare(column& made, const MYSQL_FIELD& field) {
        constexpr unsigned binary = 63;
        switch (field.type) {
            case MYSQL_TYPE_TINY:
            case MYSQL_TYPE_SHORT:
            case MYSQL_TYPE_INT24:
            case MYSQL_TYPE_LONG:
            case MYSQL_TYPE_LONGLONG:
            case MYSQL_TYPE_YEAR:
                if (field.type == MYSQL_TYPE_LONGLONG && (field.flags & UNSIGNED_FLAG) != 0) break;
                made.type = MYSQL_TYPE_LONGLONG, made.kind = sql_value_kind::int64;
                break;
            case MYSQL_TYPE_FLOAT:
            case MYSQL_TYPE_DOUBLE: made.type = MYSQL_TYPE_DOUBLE, made.kind = sql_value_kind::float64; break;
            case MYSQL_TYPE_BIT: made.kind = sql_value_kind::bytes; break;
            case MYSQL_TYPE_TINY_BLOB:
            case MYSQL_TYPE_MEDIUM_BLOB:
            case MYSQL_TYPE_LONG_BLOB:
            case MYSQL_TYPE_BLOB:
            case MYSQL_TYPE_STRING:
            case MYSQL_TYPE_VAR_STRING:
            case MYSQL_TYPE_VARCHAR:
            case MYSQL_TYPE_GEOMETRY:
                if (field.charsetnr == binary) made.kind = sql_value_kind::bytes;
                break;
            default: break;
        }
    }
    static void bind(MYSQL_BIND& to, column& from) {
        to.buffer_type = from.type, to.is_null = &from.is_null, to.length = &from.size;
        if (from.type == MYSQL_TYPE_LONGLONG) to.buffer = &from.integer;
        if (from.type == MYSQL_TYPE_DOUBLE) to.buffer = &from.real;
    }
    /// A text has no room when its row is fetched; its size is known then.
    sql_value value(column& read, unsigned which) {
        if (read.is_null != 0) return {};
        if (read.kind == sql_value_kind::int64) return {.kind = read.kind, .integer = read.integer};
        if (read.kind == sql_value_kind::float64) return {.kind = read.kind, .real = read.real};
        read.text.resize(read.size);
        MYSQL_BIND rest{};
        unsigned long size = 0;
        my_bool is_null = 0;
        rest.buffer_type = MYSQL_TYPE_STRING, rest.buffer = read.text.data(), rest.buffer_length = read.text.size();
        rest.length = &size, rest.is_null = &is_null;
        if (read.size != 0 && mysql_stmt_fetch_column(statement_, &rest, which, 0) != 0) fail();
        return {.kind = read.kind, .text = read.text};
    }
    [[noreturn]] void fail() const { throw error_of(statement_); }

    MYSQL_STMT* statement_;
    result fields_;
    std::vector<column> columns_;
    std::vector<MYSQL_BIND> binds_;
};

/// A value as text; NULL is none.
inline std::optional<std::string> text_of(const sql_value& value) {
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
/// The rows of an executed statement, as texts.
inline query_result texts(MYSQL_STMT* statement) {
    query_result rows;
    row_stream(statement).for_each([&](sql_values row) {
        row_values& kept = rows.emplace_back();
        for (const sql_value& each : row) kept.push_back(text_of(each));
    });
    return rows;
}
/// The number of rows that an executed statement changed; its own rows are discarded.
inline std::int64_t changes(MYSQL_STMT* statement) {
    const row_stream discarded(statement);
    const auto rows = static_cast<std::int64_t>(mysql_stmt_affected_rows(statement));
    return rows < 0 ? 0 : rows;
}

}  // namespace aludel::inline v0_1::libmariadb
