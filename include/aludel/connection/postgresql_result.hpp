// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/redacted_url.hpp>
#include <aludel/dialect/postgresql/errors.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/io/connection_error.hpp>
#include <aludel/io/sql_value.hpp>

#include <libpq-fe.h>

#include <charconv>     // from_chars, to_chars
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <cstdlib>      // strtod
#include <memory>       // unique_ptr
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

// What both connections by libpq, the blocking and the awaited one, do with its parameters, results and errors.

namespace aludel::inline v0_1::libpq {

// A result of the client, with its end.
struct clear_result {
    void operator()(PGresult* result) const { PQclear(result); }
};
using result = std::unique_ptr<PGresult, clear_result>;

/// What messages of libpq say, without the line breaks at their end.
inline std::string first_lines(std::string written) {
    while (!written.empty() && (written.back() == '\n' || written.back() == ' ')) written.pop_back();
    for (std::size_t i = 0; (i = written.find("\n\t", i)) != written.npos;) written.replace(i, 2, ": ");
    return written;
}
/// A URL or key words without their secrets, for messages. Throws `connection_error` if libpq cannot read them; what it
/// says then may quote a part of a password, and is not repeated.
inline std::string without_secrets(const std::string& target) {
    struct free_options {
        void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
    };
    char* why = nullptr;
    const std::unique_ptr<PQconninfoOption, free_options> options(PQconninfoParse(target.c_str(), &why));
    PQfreemem(why);
    if (options == nullptr)
        throw connection_error({.code = postgresql_dialect::code_of("08001"), .sqlstate = "08001"},
                               "`" + redacted_url(target) +
                                   "` is neither a URL of PostgreSQL nor key words that libpq knows: percent-encode "
                                   "what is special in a URL, and quote values with spaces");
    if (target.find("://") != target.npos) return redacted_url(target);
    std::string shown;
    for (const PQconninfoOption* each = options.get(); each->keyword != nullptr; ++each) {
        if (each->val == nullptr) continue;
        const bool is_secret = *each->dispchar == '*' || detail::is_secret_parameter(each->keyword);
        shown.append(shown.empty() ? "" : " ").append(each->keyword).append("=").append(is_secret ? "***" : each->val);
    }
    return shown;
}

/// The error of a connection that is gone.
inline connection_error lost(PGconn* handle) {
    const bool is_bad = PQstatus(handle) == CONNECTION_BAD;
    return {connection_error_details{.kind = is_bad ? connection_error_kind::connection_lost
                                                    : connection_error_kind::other},
            first_lines(PQerrorMessage(handle))};
}

/// The error that a result reports.
inline connection_error error_of(PGconn* handle, const PGresult* received) {
    const auto field = [&](int which) {
        const char* const written = received == nullptr ? nullptr : PQresultErrorField(received, which);
        return std::string(written == nullptr ? "" : written);
    };
    const std::string state = field(PG_DIAG_SQLSTATE);
    if (state.empty() || PQstatus(handle) == CONNECTION_BAD) return lost(handle);
    std::string message = field(PG_DIAG_MESSAGE_PRIMARY);
    if (const std::string more = field(PG_DIAG_MESSAGE_DETAIL); !more.empty()) message += ": " + more;
    if (const std::string hint = field(PG_DIAG_MESSAGE_HINT); !hint.empty()) message += " (" + hint + ")";
    connection_error_details details{.code = postgresql_dialect::code_of(state),
                                     .kind = postgresql_dialect::errors::kind_of(state),
                                     .sqlstate = state};
    const std::string place = field(PG_DIAG_STATEMENT_POSITION);
    std::from_chars(place.data(), place.data() + place.size(), details.position);
    return {std::move(details), message};
}

/// Throws the error of a result, if it is one. COMMIT of a failed transaction is none to the server, which rolls back
/// and says so in the name of the command.
inline void require_success(PGconn* handle, const PGresult* received, std::string_view sql) {
    switch (PQresultStatus(received)) {
        case PGRES_EMPTY_QUERY:
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_SINGLE_TUPLE:
        case PGRES_NONFATAL_ERROR: break;
        case PGRES_COPY_IN:
        case PGRES_COPY_OUT:
        case PGRES_COPY_BOTH:
            throw connection_error({.code = postgresql_dialect::code_of("0A000"), .sqlstate = "0A000"},
                                   "COPY from or to the client: this connection sends no data beside statements");
        default: throw error_of(handle, received);
    }
    if (sql.starts_with("COMMIT") && std::string_view(PQcmdStatus(const_cast<PGresult*>(received))) == "ROLLBACK")
        throw connection_error({.kind = connection_error_kind::aborted},
                               "a statement had failed, and COMMIT rolled the transaction back");
}

/// Ends a COPY from or to the client, for which there is no data.
inline void end_copy(PGconn* handle, ExecStatusType status) {
    if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH) PQputCopyEnd(handle, "the client sends no data");
    char* row = nullptr;
    while (status == PGRES_COPY_OUT && PQgetCopyData(handle, &row, 0) > 0) PQfreemem(row);
}

/// Reads what is left of a statement, so that the next one can be sent.
inline void read_rest(PGconn* handle) {
    while (const result rest{PQgetResult(handle)}) end_copy(handle, PQresultStatus(rest.get()));
}

/// The number of rows that a statement changed.
inline std::int64_t changes(const PGresult* received) {
    const std::string_view rows = PQcmdTuples(const_cast<PGresult*>(received));
    std::int64_t count = 0;
    std::from_chars(rows.data(), rows.data() + rows.size(), count);
    return count;
}

/// The rows of a result, as texts.
inline query_result texts(const PGresult* received) {
    query_result rows(static_cast<std::size_t>(PQntuples(received)));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].resize(static_cast<std::size_t>(PQnfields(received)));
        for (std::size_t k = 0; k < rows[i].size(); ++k) {
            const int row = static_cast<int>(i), column = static_cast<int>(k);
            if (PQgetisnull(received, row, column) == 0)
                rows[i][k] = std::string(PQgetvalue(received, row, column),
                                         static_cast<std::size_t>(PQgetlength(received, row, column)));
        }
    }
    return rows;
}

/// A value of a row by the type of its column (pg_type.dat). What is no number, truth value or bytes is text. Bytes
/// are stored in `bytes`.
inline sql_value value(const PGresult* received, int row, int column, std::vector<std::string>& bytes) {
    if (PQgetisnull(received, row, column) != 0) return {};
    const std::string_view written(PQgetvalue(received, row, column),
                                   static_cast<std::size_t>(PQgetlength(received, row, column)));
    sql_value read{.kind = sql_value_kind::utf8, .text = written};
    switch (PQftype(received, column)) {
        case 16: read = {.kind = sql_value_kind::int64, .integer = written == "t"}; break;
        case 17: {
            std::size_t size = 0;
            unsigned char* const plain = PQunescapeBytea(reinterpret_cast<const unsigned char*>(written.data()), &size);
            bytes.emplace_back(reinterpret_cast<const char*>(plain), size);
            PQfreemem(plain);
            read = {.kind = sql_value_kind::bytes, .text = bytes.back()};
            break;
        }
        case 20:
        case 21:
        case 23:
        case 26:
            read.kind = sql_value_kind::int64, read.text = {};
            std::from_chars(written.data(), written.data() + written.size(), read.integer);
            break;
        case 700:
        case 701: read = {.kind = sql_value_kind::float64, .real = std::strtod(written.data(), nullptr)}; break;
        default: break;
    }
    return read;
}

/// Hands the rows of a result to a reader.
inline void read(const PGresult* received, row_reader& rows) {
    std::vector<sql_value> row(static_cast<std::size_t>(PQnfields(received)));
    for (int i = 0; i < PQntuples(received); ++i) {
        std::vector<std::string> bytes;
        bytes.reserve(row.size());  // the values refer to them
        for (std::size_t k = 0; k < row.size(); ++k) row[k] = value(received, i, static_cast<int>(k), bytes);
        rows.read({row.data(), row.size()});
    }
}

/// Parameters in the form of libpq: texts, whose types the server infers, and bytes.
struct parameters {
    explicit parameters(sql_values values) : owned(values.count) {
        for (std::size_t i = 0; i < values.count; ++i) add(values.values[i], owned[i]);
    }
    void add(const sql_value& value, std::string& written) {
        constexpr Oid bytea = 17;
        if (value.kind == sql_value_kind::int64) written = std::to_string(value.integer);
        if (value.kind == sql_value_kind::utf8 || value.kind == sql_value_kind::bytes) written = value.text;
        if (value.kind == sql_value_kind::float64) {
            char digits[32];
            written.assign(digits, std::to_chars(digits, digits + sizeof digits, value.real).ptr);
            if (written == "inf" || written == "-inf") written += "inity";
        }
        const bool is_bytes = value.kind == sql_value_kind::bytes;
        if (!is_bytes && written.find('\0') != std::string::npos)
            throw connection_error({.code = postgresql_dialect::code_of("22021"), .sqlstate = "22021"},
                                   "a parameter has a NUL in it, which no text of PostgreSQL holds");
        types.push_back(is_bytes ? bytea : 0);
        texts.push_back(value.kind == sql_value_kind::none ? nullptr : written.c_str());
        lengths.push_back(static_cast<int>(written.size())), formats.push_back(is_bytes ? 1 : 0);
    }
    [[nodiscard]] int count() const { return static_cast<int>(texts.size()); }

    std::vector<std::string> owned;
    std::vector<Oid> types;
    std::vector<const char*> texts;
    std::vector<int> lengths, formats;
};

/// Sends one statement with its parameters. Returns whether that succeeds.
inline bool send(PGconn* handle, const std::string& sql, sql_values values) {
    const parameters sent(values);
    return PQsendQueryParams(handle, sql.c_str(), sent.count(), sent.types.data(), sent.texts.data(),
                             sent.lengths.data(), sent.formats.data(), 0) != 0;
}

/// libpq would end a statement at a NUL.
inline std::string terminated(std::string_view sql) {
    if (sql.find('\0') != sql.npos)
        throw connection_error({.code = postgresql_dialect::code_of("42601"), .sqlstate = "42601"},
                               "the statement has a NUL in it; PostgreSQL would read no further");
    return std::string(sql);
}

}  // namespace aludel::inline v0_1::libpq
