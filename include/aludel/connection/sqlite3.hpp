// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/config.hpp>
#include <aludel/base/swap.hpp>

#if ALUDEL_HAS_SQLITE3

#include <aludel/connection/database_url.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/dialect/sqlite/errors.hpp>
#include <aludel/io/clock.hpp>
#include <aludel/io/connection.hpp>

#include <sqlite3.h>  // the C library; its type is ::sqlite3, since this namespace has the same name

#include <climits>      // INT_MAX
#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, int64_t
#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

template <op::dialect_id>
struct online_dialect_of;

}  // namespace aludel::inline v0_1

namespace aludel::inline v0_1::sqlite3 {

enum class open_mode : std::uint8_t { read_write_create, read_write, read_only };

/// A connection to an SQLite database: one that it opens itself, or a `::sqlite3*` that somebody else has open and keeps.
/// It can be moved but not copied, and like the handle it serves one thread at a time.
class connection {
public:
    using dialect_type = online_dialect_of<op::dialect_id::sqlite>;
    static constexpr std::string_view scheme = "sqlite";  ///< of its URLs

    /// The client library, at the version that runs: "SQLite 3.40.1".
    static std::string client() { return std::string("SQLite ") + sqlite3_libversion(); }

    /// Opens a file, by default creating it where there is none; `:memory:` is a database of its own. Throws a
    /// `connection_error`.
    explicit connection(const std::string& path, open_mode mode = open_mode::read_write_create) : owned_(true) {
        const int flags = mode == open_mode::read_only    ? SQLITE_OPEN_READONLY
                          : mode == open_mode::read_write ? SQLITE_OPEN_READWRITE
                                                          : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        const int opened = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr);
        if (opened != SQLITE_OK) {
            const int code = handle_ == nullptr ? opened : sqlite3_extended_errcode(handle_);
            const std::string why = handle_ == nullptr ? sqlite3_errstr(opened) : sqlite3_errmsg(handle_);
            sqlite3_close_v2(handle_);
            throw error_of(code, "cannot open `" + redacted_url(path) + "`: " + why);
        }
        sqlite3_extended_result_codes(handle_, 1);
    }

    /// Uses a handle without owning it. Nothing about it is changed for good.
    explicit connection(::sqlite3* handle) : handle_(handle) {}

    connection(connection&& other) noexcept : handle_(detail::taken(other.handle_)), owned_(other.owned_), patience_(other.patience_) {}
    connection& operator=(connection&& other) noexcept {
        detail::swap(handle_, other.handle_);
        detail::swap(owned_, other.owned_);
        detail::swap(patience_, other.patience_);
        return *this;
    }
    ~connection() {
        if (owned_) sqlite3_close_v2(handle_);
    }

    /// Opens `sqlite:///path`, as command lines write it; `?mode=ro` (or `rw`, `rwc`) says what for. Throws
    /// std::invalid_argument for another URL, and a `connection_error`.
    static connection from_url(std::string_view url) {
        const database_url parsed(url);
        const auto refuse = [&](const char* why) { throw std::invalid_argument("`" + redacted_url(url) + "`: " + why); };
        if (parsed.scheme != "sqlite") refuse("this is no SQLite database. Its URL begins with sqlite:///");
        if (!parsed.authority.empty())
            refuse("SQLite knows no hosts. Write three slashes before a path, sqlite:///shop.db, and four before an absolute one");
        open_mode mode = open_mode::read_write_create;
        if (parsed.query == "mode=ro") mode = open_mode::read_only;
        else if (parsed.query == "mode=rw") mode = open_mode::read_write;
        else if (!parsed.query.empty() && parsed.query != "mode=rwc") refuse("the only options are ?mode=ro, ?mode=rw and ?mode=rwc");
        if (parsed.path.empty() && url.substr(0, url.find('?')) != "sqlite://")
            refuse("it names no file. Write sqlite:///shop.db; a database in memory is sqlite:///:memory:");
        if (parsed.path.starts_with("file:")) refuse("write the path alone, sqlite:///shop.db, without file:");
        return connection(parsed.path.empty() ? ":memory:" : parsed.path, mode);
    }

    /// What a URL names: a file, or a database in memory. With options in it the URL says itself whether a file is created.
    static database_place place_of(std::string_view url) {
        const database_url parsed(url);
        if (!parsed.authority.empty() || parsed.path == ":memory:") return {.is_file = false, .existing_url = std::string(url)};
        return {.path = parsed.path, .existing_url = std::string(url) + (parsed.query.empty() ? "?mode=rw" : "")};
    }

    /// The C library's handle, for what this class does not do.
    [[nodiscard]] ::sqlite3* handle() const noexcept { return handle_; }

    /// SQLite, at the version that the program runs with.
    [[nodiscard]] op::dialect dialect() const { return {op::dialect_id::sqlite, sqlite3_libversion_number(), sqlite.traits}; }
    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
    /// Whether a statement that somebody else prepared on the handle is not finished: a ROLLBACK would end it as well.
    [[nodiscard]] bool has_open_statement() const {
        for (sqlite3_stmt* each = sqlite3_next_stmt(handle_, nullptr); each != nullptr; each = sqlite3_next_stmt(handle_, each))
            if (sqlite3_stmt_busy(each) != 0) return true;
        return false;
    }

    /// From now on a statement that finds the database busy is tried again for so long; a busy handler of the handle is not
    /// touched, and has its say in each try. Zero, as it is at first: not at all.
    void wait_when_busy(duration most) { patience_ = most; }

    /// Executes one statement or several; rows that they give are passed over. Returns how many rows the last INSERT, UPDATE
    /// or DELETE changed. Throws a `connection_error`; what ran before the failing statement has run then.
    std::int64_t execute(std::string_view sql) {
        for_each_statement(sql, [](sqlite3_stmt*) {});
        return sqlite3_changes(handle_);
    }

    /// The rows of a statement, of several the rows of all. Throws a `connection_error`.
    query_result query(std::string_view sql) {
        query_result rows;
        for_each_statement(sql, [&](sqlite3_stmt* row) {
            const auto count = static_cast<std::size_t>(sqlite3_column_count(row));
            row_values values(count);
            for (std::size_t i = 0; i < count; ++i)
                if (const int which = static_cast<int>(i); sqlite3_column_type(row, which) != SQLITE_NULL) values[i] = column(row, which);
            rows.push_back(static_cast<row_values&&>(values));
        });
        return rows;
    }

private:
    static connection_error error_of(int code, const std::string& message) {
        return {connection_error_details{.code = code, .kind = sqlite_dialect::errors::kind_of(code, message)}, message};
    }

    /// A text in UTF-8 whatever the database's encoding is, a blob as it is. Throws where SQLite has no memory for it.
    std::string column(sqlite3_stmt* row, int which) const {
        const bool is_blob = sqlite3_column_type(row, which) == SQLITE_BLOB;
        const void* const bytes = is_blob ? sqlite3_column_blob(row, which) : sqlite3_column_text(row, which);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, which));
        if (bytes != nullptr) return {static_cast<const char*>(bytes), size};
        if (!is_blob || sqlite3_errcode(handle_) == SQLITE_NOMEM) throw error_of(SQLITE_NOMEM, sqlite3_errstr(SQLITE_NOMEM));
        return {};  // a blob without bytes
    }

    struct prepared {
        sqlite3_stmt* statement = nullptr;

        prepared() = default;
        prepared(const prepared&) = delete;
        prepared& operator=(const prepared&) = delete;
        ~prepared() { sqlite3_finalize(statement); }
    };

    template <class Row>
    void for_each_statement(std::string_view sql, Row&& row) {
        // SQLite would take what stands before a NUL for the whole, and its lengths are int.
        if (sql.find('\0') != sql.npos)
            throw error_of(SQLITE_MISUSE, "the statement has a NUL in it; SQLite would read no further");
        if (sql.size() > static_cast<std::size_t>(INT_MAX))
            throw error_of(SQLITE_TOOBIG, "the statement is too long");
        for (const char *at = sql.data(), *const end = at + sql.size(); at != end;) {
            const duration began = patience_.nanoseconds == 0 ? duration{} : online::now();
            prepared made;
            const char* const start = at;
            int code = SQLITE_OK;
            do code = sqlite3_prepare_v2(handle_, start, static_cast<int>(end - start), &made.statement, &at);
            while (code != SQLITE_OK && is_worth_waiting(code, began));
            if (code != SQLITE_OK) fail();
            if (made.statement == nullptr) continue;  // a comment, or nothing
            do code = sqlite3_step(made.statement);
            while (code != SQLITE_ROW && code != SQLITE_DONE && is_worth_waiting(code, began));
            for (; code == SQLITE_ROW; code = sqlite3_step(made.statement)) row(made.statement);
            if (code != SQLITE_DONE) fail();
        }
    }

    /// Sleeps a while when another connection is in the way and there is time left.
    [[nodiscard]] bool is_worth_waiting(int code, duration began) const {
        if (patience_.nanoseconds == 0 || (code & 0xFF) != SQLITE_BUSY) return false;
        if (sqlite3_extended_errcode(handle_) == SQLITE_BUSY_SNAPSHOT) return false;  // it stays so until the transaction ends
        if (online::since(began).nanoseconds >= patience_.nanoseconds) return false;
        online::sleep_for(duration::of_milliseconds(5));
        return true;
    }

    [[noreturn]] void fail() const { throw error_of(sqlite3_extended_errcode(handle_), sqlite3_errmsg(handle_)); }

    ::sqlite3* handle_ = nullptr;
    bool owned_ = false;
    duration patience_{};
};

}  // namespace aludel::inline v0_1::sqlite3

#endif
