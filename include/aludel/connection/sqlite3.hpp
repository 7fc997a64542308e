// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/config.hpp>
#include <aludel/base/swap.hpp>
#include <aludel/base/vector.hpp>

#if ALUDEL_HAS_SQLITE3

#include <aludel/connection/database_url.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/dialect/sqlite/errors.hpp>
#include <aludel/io/bound_statements.hpp>
#include <aludel/io/clock.hpp>
#include <aludel/io/connection.hpp>

#include <sqlite3.h>  // the C library; its type is ::sqlite3, since this namespace has the same name

#include <cerrno>        // errno
#include <climits>       // INT_MAX
#include <cstddef>       // size_t
#include <cstdint>       // uint8_t, int64_t
#include <cstdio>        // fopen, fclose
#include <stdexcept>     // invalid_argument
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // generic_category
#include <tuple>         // for bound_statements

namespace aludel::inline v0_1 {

template <op::dialect_id>
struct online_dialect_of;

}  // namespace aludel::inline v0_1

namespace aludel::inline v0_1::sqlite3 {

/// How a file is opened, and whether it is created if missing.
enum class open_mode : std::uint8_t { read_write_create, read_write, read_only };

/// A connection to an SQLite database: opened by this class, or a `::sqlite3*` that the caller owns. Movable, not
/// copyable. Like the handle, it must be used by one thread at a time.
class connection : public bound_statements<connection> {
public:
    using bound_statements::execute;
    using bound_statements::query;

    using dialect_type = online_dialect_of<op::dialect_id::sqlite>;
    static constexpr std::string_view scheme = "sqlite";  ///< the scheme of its URLs

    /// Name and runtime version of the client library: "SQLite 3.40.1".
    static std::string client() { return std::string("SQLite ") + sqlite3_libversion(); }

    /// Opens a file; by default creates it if it does not exist. `:memory:` is a new database in memory. Throws
    /// `connection_error`.
    explicit connection(const std::string& path, open_mode mode = open_mode::read_write_create) : owned_(true) {
        const int flags = mode == open_mode::read_only ? SQLITE_OPEN_READONLY
            : mode == open_mode::read_write            ? SQLITE_OPEN_READWRITE
                                                       : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        const int opened = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr);
        if (opened != SQLITE_OK) {
            const int code = handle_ == nullptr ? opened : sqlite3_extended_errcode(handle_);
            const std::string why =
                handle_ == nullptr ? sqlite3_errstr(opened) : sqlite3_errmsg(handle_) + reason_of(path, mode);
            sqlite3_close_v2(handle_);
            throw error_of(code, "cannot open `" + redacted_url(path) + "`: " + why);
        }
        sqlite3_extended_result_codes(handle_, 1);
    }

    /// Uses a handle without owning it. Settings of the handle are restored after use.
    explicit connection(::sqlite3* handle) : handle_(handle) {}

    connection(connection&& other) noexcept
        : handle_(detail::release(other.handle_)),
          owned_(other.owned_),
          patience_(other.patience_) {}
    connection& operator=(connection&& other) noexcept {
        detail::swap(handle_, other.handle_);
        detail::swap(owned_, other.owned_);
        detail::swap(patience_, other.patience_);
        return *this;
    }
    ~connection() {
        if (owned_) sqlite3_close_v2(handle_);
    }

    /// Opens `sqlite:///path`, the form of command lines; `?mode=ro` (or `rw`, `rwc`) is the open mode. Throws
    /// std::invalid_argument for any other URL, and `connection_error`.
    static connection from_url(std::string_view url) {
        const database_url parsed(url);
        const auto refuse = [&](const char* why) {
            throw std::invalid_argument("`" + redacted_url(url) + "`: " + why);
        };
        if (parsed.scheme != "sqlite") refuse("this is no SQLite database. Its URL begins with sqlite:///");
        if (!parsed.authority.empty())
            refuse(
                "SQLite knows no hosts. Write three slashes before a path, sqlite:///shop.db, and four before an "
                "absolute one");
        open_mode mode = open_mode::read_write_create;
        if (parsed.query == "mode=ro") mode = open_mode::read_only;
        else if (parsed.query == "mode=rw") mode = open_mode::read_write;
        else if (!parsed.query.empty() && parsed.query != "mode=rwc")
            refuse("the only options are ?mode=ro, ?mode=rw and ?mode=rwc");
        if (parsed.path.empty() && url.substr(0, url.find('?')) != "sqlite://")
            refuse("it names no file. Write sqlite:///shop.db; a database in memory is sqlite:///:memory:");
        if (parsed.path.starts_with("file:")) refuse("write the path alone, sqlite:///shop.db, without file:");
        return connection(parsed.path.empty() ? ":memory:" : parsed.path, mode);
    }

    /// What a URL names: a file or a database in memory. With a query part, the URL itself tells whether a missing file
    /// is created.
    static database_place place_of(std::string_view url) {
        const database_url parsed(url);
        if (!parsed.authority.empty() || parsed.path == ":memory:")
            return {.is_file = false, .existing_url = std::string(url)};
        return {.path = parsed.path, .existing_url = std::string(url) + (parsed.query.empty() ? "?mode=rw" : "")};
    }

    /// The database that a file belongs to by its name: its own path, or for a journal, a write-ahead log or the index
    /// of one, that of the database beside it.
    static std::string_view main_file_of(std::string_view path) {
        for (const std::string_view suffix :
             {std::string_view("-journal"), std::string_view("-wal"), std::string_view("-shm")})
            if (path.ends_with(suffix)) return path.substr(0, path.size() - suffix.size());
        return path;
    }

    /// Whether the client library was compiled for programs with threads.
    static bool is_thread_safe() { return sqlite3_threadsafe() != 0; }
    /// For programs that do nothing but migrate: threads no longer wait for each other wherever SQLite allocates
    /// memory, because it counts none (sqlite3_memory_used, and limits of the heap). Has no effect behind the first
    /// connection.
    static void prepare_for_threads() { static_cast<void>(sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0)); }

    /// The handle of the C library, for anything that this class does not offer.
    [[nodiscard]] ::sqlite3* handle() const noexcept { return handle_; }

    /// SQLite, at its runtime version.
    [[nodiscard]] op::dialect dialect() const {
        return {op::dialect_id::sqlite, sqlite3_libversion_number(), sqlite.traits};
    }
    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
    /// Whether a statement on the handle that the caller prepared is unfinished: a ROLLBACK would abort it.
    [[nodiscard]] bool has_open_statement() const {
        for (sqlite3_stmt* each = sqlite3_next_stmt(handle_, nullptr); each != nullptr;
             each = sqlite3_next_stmt(handle_, each))
            if (sqlite3_stmt_busy(each) != 0) return true;
        return false;
    }

    /// From now on, a statement that finds the database busy is retried for this long. A busy handler of the handle
    /// stays in effect for each try. Initially zero: no retries.
    void wait_when_busy(duration most) { patience_ = most; }

    /// Executes one or more statements and discards their rows. Returns the number of rows that the last INSERT, UPDATE
    /// or DELETE changed. Throws `connection_error`; statements before the failing one have taken effect.
    std::int64_t execute(std::string_view sql) {
        for_each_statement(sql, [](sqlite3_stmt*) {});
        return sqlite3_changes(handle_);
    }

    /// Executes exactly one statement with its parameters. Returns the number of rows that it changed. Throws
    /// `connection_error`.
    std::int64_t execute_bound(std::string_view sql, sql_values values) {
        for_one_statement(sql, values, [](sqlite3_stmt*) {});
        return sqlite3_changes(handle_);
    }

    /// Hands the rows of exactly one statement to a reader, each with its type in the database. Throws
    /// `connection_error`.
    void query_bound(std::string_view sql, sql_values values, row_reader& rows) {
        detail::vector<sql_value> row;
        for_one_statement(sql, values, [&](sqlite3_stmt* current) {
            row.resize(static_cast<std::size_t>(sqlite3_column_count(current)));
            for (std::size_t i = 0; i < row.size(); ++i) row[i] = value(current, static_cast<int>(i));
            rows.read({row.data(), row.size()});
        });
    }

    /// The rows of one or more statements, in order. Throws `connection_error`.
    query_result query(std::string_view sql) {
        query_result rows;
        for_each_statement(sql, [&](sqlite3_stmt* row) { rows.push_back(texts(row)); });
        return rows;
    }

    /// The rows of exactly one statement with its parameters. Throws `connection_error`.
    query_result query_bound(std::string_view sql, sql_values values) {
        query_result rows;
        for_one_statement(sql, values, [&](sqlite3_stmt* row) { rows.push_back(texts(row)); });
        return rows;
    }

private:
    static connection_error error_of(int code, const std::string& message, const char* statement = "") {
        return {connection_error_details{
                    .code = code, .kind = sqlite_dialect::errors::kind_of(code, message), .statement = statement},
                message};
    }

    /// Text in UTF-8 whatever the encoding of the database, or the bytes of a blob. Throws `connection_error` if SQLite
    /// runs out of memory.
    std::string_view bytes(sqlite3_stmt* row, int which) const {
        const bool is_blob = sqlite3_column_type(row, which) == SQLITE_BLOB;
        const void* const start = is_blob ? sqlite3_column_blob(row, which) : sqlite3_column_text(row, which);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, which));
        if (start != nullptr) return {static_cast<const char*>(start), size};
        if (!is_blob || sqlite3_errcode(handle_) == SQLITE_NOMEM)
            throw error_of(SQLITE_NOMEM, sqlite3_errstr(SQLITE_NOMEM));
        return {};  // an empty blob
    }

    struct prepared {
        sqlite3_stmt* statement = nullptr;

        prepared() = default;
        prepared(const prepared&) = delete;
        prepared& operator=(const prepared&) = delete;
        ~prepared() { sqlite3_finalize(statement); }
    };

    row_values texts(sqlite3_stmt* row) const {
        row_values values(static_cast<std::size_t>(sqlite3_column_count(row)));
        for (std::size_t i = 0; i < values.size(); ++i)
            if (const int which = static_cast<int>(i); sqlite3_column_type(row, which) != SQLITE_NULL)
                values[i] = std::string(bytes(row, which));
        return values;
    }

    /// A value of the current row. Its text or bytes are valid until the next step.
    [[nodiscard]] sql_value value(sqlite3_stmt* row, int which) const {
        switch (sqlite3_column_type(row, which)) {
            case SQLITE_NULL: return {};
            case SQLITE_INTEGER: return {.kind = sql_value_kind::int64, .integer = sqlite3_column_int64(row, which)};
            case SQLITE_FLOAT: return {.kind = sql_value_kind::float64, .real = sqlite3_column_double(row, which)};
            case SQLITE_BLOB: return {.kind = sql_value_kind::bytes, .text = bytes(row, which)};
            default: return {.kind = sql_value_kind::utf8, .text = bytes(row, which)};
        }
    }

    /// Prepares the statement that begins at `position` and moves `position` behind it. It is null where there is only
    /// a comment or white space.
    void prepare(prepared& result, const char*& position, const char* end, duration began) {
        const char* const start = position;
        int code = SQLITE_OK;
        do code = sqlite3_prepare_v2(handle_, start, static_cast<int>(end - start), &result.statement, &position);
        while (code != SQLITE_OK && is_worth_waiting(code, began));
        if (code != SQLITE_OK) fail();
    }

    template <class Row>
    void run(sqlite3_stmt* statement, duration began, Row&& row) {
        int code = SQLITE_OK;
        do code = sqlite3_step(statement);
        while (code != SQLITE_ROW && code != SQLITE_DONE && is_worth_waiting(code, began));
        for (; code == SQLITE_ROW; code = sqlite3_step(statement)) row(statement);
        if ((code & 0xFF) == SQLITE_CONSTRAINT) fail(statement);
        if (code != SQLITE_DONE) fail();
    }

    /// SQLite would end the text at a NUL, and its lengths are of type int.
    static void check_text(std::string_view sql) {
        if (sql.find('\0') != sql.npos)
            throw error_of(SQLITE_MISUSE, "the statement has a NUL in it; SQLite would read no further");
        if (sql.size() > static_cast<std::size_t>(INT_MAX)) throw error_of(SQLITE_TOOBIG, "the statement is too long");
    }

    [[nodiscard]] duration start_of_waiting() const { return patience_.nanoseconds == 0 ? duration{} : online::now(); }

    template <class Row>
    void for_each_statement(std::string_view sql, Row&& row) {
        check_text(sql);
        for (const char *position = sql.data(), *const end = position + sql.size(); position != end;) {
            const duration began = start_of_waiting();
            prepared result;
            prepare(result, position, end, began);
            if (result.statement != nullptr) run(result.statement, began, row);
        }
    }

    template <class Row>
    void for_one_statement(std::string_view sql, sql_values values, Row&& row) {
        check_text(sql);
        const duration began = start_of_waiting();
        const char* position = sql.data();
        const char* const end = position + sql.size();
        prepared only;
        prepared next;
        prepare(only, position, end, began);
        if (only.statement == nullptr) throw error_of(SQLITE_MISUSE, "there is no statement to bind parameters to");
        if (position != end) prepare(next, position, end, began);
        if (next.statement != nullptr)
            throw error_of(SQLITE_MISUSE, "parameters belong to one statement, and the text has more than one");
        bind(only.statement, values);
        run(only.statement, began, row);
    }

    void bind(sqlite3_stmt* statement, sql_values values) const {
        const auto due = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
        if (due != values.count)
            throw error_of(SQLITE_RANGE,
                           "values given: " + std::to_string(values.count) +
                               "; parameters of the statement: " + std::to_string(due));
        int which = 0;
        for (const sql_value& each : values)
            if (bind(statement, ++which, each) != SQLITE_OK) fail();
    }

    static int bind(sqlite3_stmt* statement, int which, const sql_value& value) {
        // A null pointer would be NULL instead of an empty text.
        const char* const text = value.text.data() == nullptr ? "" : value.text.data();
        switch (value.kind) {
            case sql_value_kind::int64: return sqlite3_bind_int64(statement, which, value.integer);
            case sql_value_kind::float64: return sqlite3_bind_double(statement, which, value.real);
            case sql_value_kind::utf8:
                return sqlite3_bind_text64(statement, which, text, value.text.size(), SQLITE_STATIC, SQLITE_UTF8);
            case sql_value_kind::bytes:
                return sqlite3_bind_blob64(statement, which, text, value.text.size(), SQLITE_STATIC);
            case sql_value_kind::none: break;
        }
        return sqlite3_bind_null(statement, which);
    }

    /// Sleeps a while if another connection blocks the statement and there is time left; then true.
    [[nodiscard]] bool is_worth_waiting(int code, duration began) const {
        if (patience_.nanoseconds == 0 || (code & 0xFF) != SQLITE_BUSY) return false;
        // stays busy until the transaction ends
        if (sqlite3_extended_errcode(handle_) == SQLITE_BUSY_SNAPSHOT) return false;
        if (online::since(began).nanoseconds >= patience_.nanoseconds) return false;
        online::sleep_for(duration::of_milliseconds(5));
        return true;
    }

    [[noreturn]] void fail() const {
        const int code = sqlite3_extended_errcode(handle_);
        throw error_of(code, sqlite3_errmsg(handle_) + place_of_failure(code));
    }
    /// A constraint refused this statement.
    [[noreturn]] void fail(sqlite3_stmt* statement) const {
        const struct expanded {
            char* sql;
            ~expanded() { sqlite3_free(sql); }
        } with_values{sqlite3_expanded_sql(statement)};  // null: out of memory, or too long
        throw error_of(sqlite3_extended_errcode(handle_), sqlite3_errmsg(handle_),
                       with_values.sql == nullptr ? "" : with_values.sql);
    }

    /// Why a file cannot be opened: " (Permission denied)"; empty if it can. SQLite opens it in several ways and keeps
    /// the error of the last.
    static std::string reason_of(const std::string& path, open_mode mode) {
        const char* const how = mode == open_mode::read_only ? "rb" : mode == open_mode::read_write ? "rb+" : "ab";
        std::FILE* const file = std::fopen(path.c_str(), how);
        if (file == nullptr) return " (" + std::generic_category().message(errno) + ")";
        std::fclose(file);
        return {};
    }

    /// Where a statement cannot open or create a file, which the message does not name: the database, and the reason.
    [[nodiscard]] std::string place_of_failure(int code) const {
        const char* const path = sqlite3_db_filename(handle_, "main");
        if (path != nullptr && code == SQLITE_READONLY_DIRECTORY)
            return ": the folder of `" + redacted_url(path) + "` is not writable";
        if ((code & 0xFF) != SQLITE_CANTOPEN || path == nullptr || *path == '\0') return {};
        const int number = sqlite3_system_errno(handle_);
        return ": `" + redacted_url(path) + "` or a file beside it" +
            (number == 0 ? std::string() : " (" + std::generic_category().message(number) + ")");
    }

    ::sqlite3* handle_ = nullptr;
    bool owned_ = false;
    duration patience_{};
};

}  // namespace aludel::inline v0_1::sqlite3

#endif
