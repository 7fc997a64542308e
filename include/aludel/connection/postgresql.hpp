// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>
#include <aludel/connection/connections.hpp>
#include <aludel/connection/database_url.hpp>
#include <aludel/connection/postgresql_result.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/dialect/postgresql/errors.hpp>
#include <aludel/dialect/postgresql/online.hpp>
#include <aludel/io/bound_statements.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/operation/dialect.hpp>

#include <libpq-fe.h>

#include <cstdint>      // int64_t
#include <functional>   // function
#include <memory>       // unique_ptr
#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <string_view>  // string_view
#include <tuple>        // tuple
#include <utility>      // move, swap

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
    explicit connection(const std::string& target) : owned_(true) {
        static_cast<void>(libpq::without_secrets(target));  // throws if libpq cannot read it
        handle_ = PQconnectdb(target.c_str());
        if (PQstatus(handle_) != CONNECTION_OK) {
            const connection_error why = unreachable(handle_, target);
            PQfinish(handle_);
            throw why;
        }
        receive_notices();
    }

    /// Uses a handle without owning it. Its notice receiver is left as it is, unless `on_notice` is called: then it is
    /// set again when this object goes, with `receiver_argument`, which libpq does not tell.
    explicit connection(PGconn* handle, void* receiver_argument = nullptr)
        : handle_(handle),
          callers_argument_(receiver_argument) {}

    connection(connection&& other) noexcept
        : owned_(other.owned_),
          handle_(detail::release(other.handle_)),
          notice_(std::move(other.notice_)),
          callers_receiver_(detail::release(other.callers_receiver_)),
          callers_argument_(other.callers_argument_) {}
    connection& operator=(connection&& other) noexcept {
        std::swap(owned_, other.owned_);
        std::swap(handle_, other.handle_);
        std::swap(notice_, other.notice_);
        std::swap(callers_receiver_, other.callers_receiver_);
        std::swap(callers_argument_, other.callers_argument_);
        return *this;
    }
    ~connection() {
        if (owned_) PQfinish(handle_);
        else if (callers_receiver_ != nullptr) PQsetNoticeReceiver(handle_, callers_receiver_, callers_argument_);
    }

    /// Connects to `postgresql://...` or `postgres://...`, the form of command lines. Throws std::invalid_argument for
    /// any other URL, and `connection_error`.
    static connection from_url(std::string_view url) {
        require_own(url);
        return connection(std::string(url));
    }

    /// Throws std::invalid_argument for a URL of another database.
    static void require_own(std::string_view url) {
        const database_url parsed(url);
        if (parsed.scheme != "postgresql" && parsed.scheme != "postgres")
            throw std::invalid_argument("`" + redacted_url(url) +
                                        "`: this is no PostgreSQL database. Its URL begins with postgresql://");
    }
    /// The error of a handle that could not be connected.
    static connection_error unreachable(PGconn* handle, const std::string& target) {
        const std::string why =
            handle == nullptr ? "there is no memory left" : libpq::first_lines(PQerrorMessage(handle));
        return {connection_error_details{.kind = connection_error_kind::connection_lost},
                "cannot connect to `" + libpq::without_secrets(target) + "`: " + why};
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
    std::int64_t execute(std::string_view sql) { return libpq::changes(run(sql).get()); }
    /// Executes exactly one statement with its parameters, `$1` and so on. Returns the number of changed rows. Throws
    /// `connection_error`.
    std::int64_t execute_bound(std::string_view sql, sql_values values) {
        return libpq::changes(run(sql, values).get());
    }

    /// The rows of a statement, of the last one if there are several. Throws `connection_error`.
    query_result query(std::string_view sql) { return libpq::texts(run(sql).get()); }
    /// The rows of exactly one statement with its parameters. Throws `connection_error`.
    query_result query_bound(std::string_view sql, sql_values values) { return libpq::texts(run(sql, values).get()); }

    /// Hands the rows of exactly one statement to a reader, one by one as the server sends them. Throws
    /// `connection_error`, also after rows that have been read.
    void query_bound(std::string_view sql, sql_values values, row_reader& rows) {
        if (!libpq::send(handle_, libpq::terminated(sql), values)) throw libpq::lost(handle_);
        PQsetSingleRowMode(handle_);
        const rest_reader rest{handle_};  // whatever the reader throws, the connection can be used afterwards
        while (const libpq::result each{PQgetResult(handle_)}) {
            libpq::require_success(handle_, each.get(), sql);
            libpq::read(each.get(), rows);
        }
    }

private:
    struct rest_reader {
        PGconn* handle;
        explicit rest_reader(PGconn* read) : handle(read) {}
        rest_reader(const rest_reader&) = delete;
        rest_reader& operator=(const rest_reader&) = delete;
        ~rest_reader() { libpq::read_rest(handle); }
    };

    libpq::result run(std::string_view sql) {
        const std::string written = libpq::terminated(sql);
        return checked(libpq::result(PQexec(handle_, written.c_str())), sql);
    }
    libpq::result run(std::string_view sql, sql_values values) {
        const std::string written = libpq::terminated(sql);
        const libpq::parameters sent(values);
        return checked(libpq::result(PQexecParams(handle_, written.c_str(), sent.count(), sent.types.data(),
                                                  sent.texts.data(), sent.lengths.data(), sent.formats.data(), 0)),
                       sql);
    }
    libpq::result checked(libpq::result received, std::string_view sql) {
        try {
            libpq::require_success(handle_, received.get(), sql);
        } catch (...) {
            if (PQstatus(handle_) == CONNECTION_OK) libpq::end_copy(handle_, PQresultStatus(received.get()));
            libpq::read_rest(handle_);
            throw;
        }
        return received;
    }
    void receive_notices() {
        const PQnoticeReceiver before = PQsetNoticeReceiver(handle_, &notice, notice_.get());
        if (before != &notice) callers_receiver_ = before;
    }
    static void notice(void* receiver, const PGresult* received) {
        const auto* const call = static_cast<std::function<void(std::string_view)>*>(receiver);
        const char* const written = PQresultErrorField(received, PG_DIAG_MESSAGE_PRIMARY);
        if (call != nullptr && *call && written != nullptr) (*call)(written);
    }

    bool owned_ = false;
    PGconn* handle_ = nullptr;
    std::unique_ptr<std::function<void(std::string_view)>> notice_;
    PQnoticeReceiver callers_receiver_ = nullptr;
    void* callers_argument_ = nullptr;
};

}  // namespace aludel::inline v0_1
