// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>
#include <aludel/connection/connections.hpp>
#include <aludel/connection/database_url.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/dialect/postgresql/errors.hpp>
#include <aludel/dialect/postgresql/online.hpp>
#include <aludel/io/bound_statements.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/operation/dialect.hpp>

#include <libpq-fe.h>

#include <charconv>     // from_chars, to_chars
#include <cstdint>      // int64_t
#include <cstdlib>      // strtod
#include <functional>   // function
#include <memory>       // unique_ptr
#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <string_view>  // string_view
#include <tuple>        // tuple
#include <utility>      // move, swap
#include <vector>       // vector

namespace aludel::inline v0_1 {

/// A connection to a PostgreSQL server by libpq: opened by this class, or a `PGconn*` that the caller owns. Movable,
/// not copyable; used by one thread at a time. Passwords and TLS are libpq's: in the URL, the environment, a service or
/// password file. No message holds a password. Users link with libpq.
class postgresql::connection : public bound_statements<postgresql::connection> {
public:
    using bound_statements::execute;
    using bound_statements::query;

    using dialect_type = online_dialect_of<op::dialect_id::postgresql>;
    static constexpr std::string_view scheme = "postgresql";  ///< the scheme of its URLs

    /// Name and version of the client library: "libpq 15.8".
    static std::string client() {
        const int version = PQlibVersion();
        return "libpq " + std::to_string(version / 10000) + "." + std::to_string(version % 10000);
    }

    /// Connects. `target` is a URL, `postgresql://user@host/database`, or key words, `host=... dbname=...`
    /// (postgresql.org/docs/current/libpq-connect.html). Throws `connection_error`.
    explicit connection(const std::string& target) : owned_(true), handle_(PQconnectdb(target.c_str())) {
        if (PQstatus(handle_) != CONNECTION_OK) {
            const std::string why =
                handle_ == nullptr ? "there is no memory left" : first_lines(PQerrorMessage(handle_));
            PQfinish(handle_);
            throw connection_error({.kind = connection_error_kind::connection_lost},
                                   "cannot connect to `" + shown(target) + "`: " + why);
        }
        receive_notices();
    }

    /// Uses a handle without owning it. Its notice receiver is left as it is.
    explicit connection(PGconn* handle) : handle_(handle) {}

    connection(connection&& other) noexcept
        : owned_(other.owned_),
          handle_(detail::release(other.handle_)),
          notice_(std::move(other.notice_)) {}
    connection& operator=(connection&& other) noexcept {
        std::swap(owned_, other.owned_);
        std::swap(handle_, other.handle_);
        std::swap(notice_, other.notice_);
        return *this;
    }
    ~connection() {
        if (owned_) PQfinish(handle_);
    }

    /// Connects to `postgresql://...` or `postgres://...`, the form of command lines. Throws std::invalid_argument for
    /// any other URL, and `connection_error`.
    static connection from_url(std::string_view url) {
        const database_url parsed(url);
        if (parsed.scheme != "postgresql" && parsed.scheme != "postgres")
            throw std::invalid_argument("`" + redacted_url(url) +
                                        "`: this is no PostgreSQL database. Its URL begins with postgresql://");
        return connection(std::string(url));
    }

    /// What a URL names: never a file.
    static database_place place_of(std::string_view url) {
        return {.is_file = false, .existing_url = std::string(url)};
    }

    /// The handle of the C library, for anything that this class does not offer.
    [[nodiscard]] PGconn* handle() const noexcept { return handle_; }

    /// Calls a function with each notice or warning of the server. Without one they are dropped.
    void on_notice(std::function<void(std::string_view)> call) {
        if (!notice_) notice_ = std::make_unique<std::function<void(std::string_view)>>();
        *notice_ = std::move(call);
        receive_notices();
    }

    /// PostgreSQL, at the version of the server.
    [[nodiscard]] op::dialect dialect() const {
        const int version = PQserverVersion(handle_);
        return {op::dialect_id::postgresql, version / 10000 * 1'000'000 + version % 10000 * 1'000,
                &op::postgresql_traits};
    }
    [[nodiscard]] bool in_transaction() const { return transaction_state() != aludel::transaction_state::none; }
    [[nodiscard]] aludel::transaction_state transaction_state() const {
        switch (PQtransactionStatus(handle_)) {
            case PQTRANS_ACTIVE:
            case PQTRANS_INTRANS: return aludel::transaction_state::open;
            case PQTRANS_INERROR: return aludel::transaction_state::failed;
            case PQTRANS_IDLE:
            case PQTRANS_UNKNOWN: break;
        }
        return aludel::transaction_state::none;
    }

    /// Executes one or more statements and discards their rows. Returns the number of rows that the last one changed.
    /// Throws `connection_error`.
    std::int64_t execute(std::string_view sql) { return changes(run(sql)); }
    /// Executes exactly one statement with its parameters, `$1` and so on. Returns the number of changed rows. Throws
    /// `connection_error`.
    std::int64_t execute_bound(std::string_view sql, sql_values values) { return changes(run(sql, values)); }

    /// The rows of a statement, of the last one if there are several. Throws `connection_error`.
    query_result query(std::string_view sql) { return texts(run(sql)); }
    /// The rows of exactly one statement with its parameters. Throws `connection_error`.
    query_result query_bound(std::string_view sql, sql_values values) { return texts(run(sql, values)); }

    /// Hands the rows of exactly one statement to a reader, one by one as the server sends them. Throws
    /// `connection_error`, also after rows that have been read.
    void query_bound(std::string_view sql, sql_values values, row_reader& rows) {
        const parameters sent(values);
        if (PQsendQueryParams(handle_, terminated(sql).c_str(), sent.count(), sent.types.data(), sent.texts.data(),
                              sent.lengths.data(), sent.formats.data(), 0) == 0)
            throw lost();
        PQsetSingleRowMode(handle_);
        const rest_reader rest{handle_};  // whatever the reader throws, the connection can be used afterwards
        std::vector<sql_value> row;
        while (const result each{PQgetResult(handle_)}) {
            require_success(each.get(), sql);
            row.resize(static_cast<std::size_t>(PQnfields(each.get())));
            for (int i = 0; i < PQntuples(each.get()); ++i) {
                std::vector<std::string> bytes;
                bytes.reserve(row.size());  // the values refer to them
                for (std::size_t k = 0; k < row.size(); ++k) row[k] = value(each.get(), i, static_cast<int>(k), bytes);
                rows.read({row.data(), row.size()});
            }
        }
    }

private:
    struct clear_result {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    using result = std::unique_ptr<PGresult, clear_result>;

    struct rest_reader {
        PGconn* handle;
        rest_reader(const rest_reader&) = delete;
        explicit rest_reader(PGconn* of_connection) : handle(of_connection) {}
        ~rest_reader() {
            while (const result rest{PQgetResult(handle)}) {}
        }
    };

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

    /// libpq would end a statement at a NUL.
    static std::string terminated(std::string_view sql) {
        if (sql.find('\0') != sql.npos)
            throw connection_error({.code = postgresql_dialect::code_of("42601"), .sqlstate = "42601"},
                                   "the statement has a NUL in it; PostgreSQL would read no further");
        return std::string(sql);
    }

    result run(std::string_view sql) {
        const std::string written = terminated(sql);
        result received(PQexec(handle_, written.c_str()));
        return checked(std::move(received), sql);
    }
    result run(std::string_view sql, sql_values values) {
        const std::string written = terminated(sql);
        const parameters sent(values);
        result received(PQexecParams(handle_, written.c_str(), sent.count(), sent.types.data(), sent.texts.data(),
                                     sent.lengths.data(), sent.formats.data(), 0));
        return checked(std::move(received), sql);
    }
    result checked(result received, std::string_view sql) {
        require_success(received.get(), sql);
        // COMMIT of a failed transaction is no error to the server: it rolls back and says so.
        if (std::string_view(PQcmdStatus(received.get())) == "ROLLBACK" && sql.starts_with("COMMIT"))
            throw connection_error({.kind = connection_error_kind::aborted},
                                   "a statement had failed, and COMMIT rolled the transaction back");
        return received;
    }

    void require_success(const PGresult* received, std::string_view sql) const {
        const ExecStatusType status = PQresultStatus(received);
        switch (status) {
            case PGRES_EMPTY_QUERY:
            case PGRES_COMMAND_OK:
            case PGRES_TUPLES_OK:
            case PGRES_SINGLE_TUPLE:
            case PGRES_NONFATAL_ERROR: return;
            case PGRES_COPY_IN:
            case PGRES_COPY_OUT:
            case PGRES_COPY_BOTH:
                end_copy(status);
                throw connection_error({.code = postgresql_dialect::code_of("0A000"), .sqlstate = "0A000"},
                                       "COPY from or to the client: this connection sends no data beside statements");
            default: throw error_of(received, sql);
        }
    }
    void end_copy(ExecStatusType status) const {
        if (status != PGRES_COPY_OUT) PQputCopyEnd(handle_, "the client sends no data");
        char* row = nullptr;
        while (status != PGRES_COPY_IN && PQgetCopyData(handle_, &row, 0) > 0) PQfreemem(row);
        while (const result rest{PQgetResult(handle_)}) {}
    }

    [[nodiscard]] connection_error error_of(const PGresult* received, std::string_view) const {
        const auto field = [&](int which) {
            const char* const written = received == nullptr ? nullptr : PQresultErrorField(received, which);
            return std::string(written == nullptr ? "" : written);
        };
        const std::string state = field(PG_DIAG_SQLSTATE);
        if (state.empty() || PQstatus(handle_) == CONNECTION_BAD) return lost();
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
    /// The error of a connection that is gone.
    [[nodiscard]] connection_error lost() const {
        const bool is_bad = PQstatus(handle_) == CONNECTION_BAD;
        return {connection_error_details{.kind = is_bad ? connection_error_kind::connection_lost
                                                        : connection_error_kind::other},
                first_lines(PQerrorMessage(handle_))};
    }

    static std::int64_t changes(const result& received) {
        const std::string_view rows = PQcmdTuples(received.get());
        std::int64_t count = 0;
        std::from_chars(rows.data(), rows.data() + rows.size(), count);
        return count;
    }

    static query_result texts(const result& received) {
        query_result rows(static_cast<std::size_t>(PQntuples(received.get())));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].resize(static_cast<std::size_t>(PQnfields(received.get())));
            for (std::size_t k = 0; k < rows[i].size(); ++k) {
                const int row = static_cast<int>(i), column = static_cast<int>(k);
                if (PQgetisnull(received.get(), row, column) == 0)
                    rows[i][k] = std::string(PQgetvalue(received.get(), row, column),
                                             static_cast<std::size_t>(PQgetlength(received.get(), row, column)));
            }
        }
        return rows;
    }

    /// A value of a row by the type of its column (pg_type.dat). What is no number, truth value or bytes is text.
    static sql_value value(const PGresult* received, int row, int column, std::vector<std::string>& bytes) {
        if (PQgetisnull(received, row, column) != 0) return {};
        const std::string_view written(PQgetvalue(received, row, column),
                                       static_cast<std::size_t>(PQgetlength(received, row, column)));
        sql_value read{.kind = sql_value_kind::utf8, .text = written};
        switch (PQftype(received, column)) {
            case 16: read = {.kind = sql_value_kind::int64, .integer = written == "t"}; break;
            case 17: {
                std::size_t size = 0;
                unsigned char* const plain =
                    PQunescapeBytea(reinterpret_cast<const unsigned char*>(written.data()), &size);
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

    void receive_notices() { PQsetNoticeReceiver(handle_, &notice, notice_.get()); }
    static void notice(void* receiver, const PGresult* received) {
        const auto* const call = static_cast<std::function<void(std::string_view)>*>(receiver);
        const char* const written = PQresultErrorField(received, PG_DIAG_MESSAGE_PRIMARY);
        if (call != nullptr && *call && written != nullptr) (*call)(written);
    }

    /// What messages of libpq say, without the line breaks at their end.
    static std::string first_lines(std::string written) {
        while (!written.empty() && (written.back() == '\n' || written.back() == ' ')) written.pop_back();
        return written;
    }
    /// A target without its password.
    static std::string shown(const std::string& target) {
        if (target.find("://") != target.npos) return redacted_url(target);
        const std::size_t place = target.find("password");
        if (place == target.npos) return target;
        return target.substr(0, place) + "password=***";
    }

    bool owned_ = false;
    PGconn* handle_ = nullptr;
    std::unique_ptr<std::function<void(std::string_view)>> notice_;
};

}  // namespace aludel::inline v0_1
