// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/connection/async_connections.hpp>
#include <aludel/connection/configuration.hpp>
#include <aludel/connection/database_url.hpp>
#include <aludel/connection/redacted_url.hpp>
#include <aludel/online/observer.hpp>
#include <aludel/online/options.hpp>

#include <exception>    // exception, exception_ptr, current_exception, rethrow_exception
#include <memory>       // unique_ptr
#include <optional>     // optional
#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <type_traits>  // conditional_t, is_void_v
#include <utility>      // move, declval

namespace aludel::inline v0_1 {

template <class List>
class basic_async_engine;

/// A database by its URL: each `run` opens one connection, gives it to a function, and closes it; there is no pool. The
/// engine is a value, refers to nothing, and is not used by the coroutines that it started.
template <class... Connections>
class basic_async_engine<connection_list<Connections...>> {
public:
    /// Throws std::invalid_argument for a URL of a database that the program has no awaited connection for.
    explicit basic_async_engine(std::string url, migration_options options = {})
        : url_(std::move(url)),
          options_(std::move(options)) {
        const database_url parsed(url_);
        if (is_pattern(url_))
            throw std::invalid_argument("`" + redacted_url(url_) + "` is a pattern, and an engine is for one database");
        if (!((parsed.scheme == Connections::scheme) || ...))
            throw std::invalid_argument("`" + redacted_url(parsed.scheme) +
                                        "` is no database that this program awaits");
    }
    explicit basic_async_engine(configuration given)
        : basic_async_engine(std::move(given.database), std::move(given.migration)) {}

    [[nodiscard]] const std::string& url() const { return url_; }
    /// The options for migrations of the function, if it takes them. The observer is told of failures of the engine
    /// too.
    [[nodiscard]] migration_options& options() { return options_; }
    [[nodiscard]] const migration_options& options() const { return options_; }

    /// Opens a connection, calls the function with it, and with the options if it takes them, awaits what that returns,
    /// closes the connection, and returns the same. The function is kept until then. What fails, also while the
    /// connection is opened or closed, is told to the observer and thrown.
    ///
    ///     co_await engine.run([](auto& db, al::migration_options options) -> al::task_of<decltype(db), void> {
    ///         co_await al::async_upgrade<history>(db, std::move(options));
    ///     });
    template <class Function>
    auto run(Function function) const {
        return start<Function, Connections...>(std::move(function));
    }

private:
    template <class Function, class Connection, class... Others>
    auto start(Function function) const {
        if constexpr (sizeof...(Others) != 0)
            if (database_url(url_).scheme != Connection::scheme) return start<Function, Others...>(std::move(function));
        return run_with<Connection>(url_, options_, std::move(function));
    }

    template <class Function, class Connection>
    static auto call(Function& function, Connection& db, const migration_options& options) {
        if constexpr (requires { function(db, options); }) return function(db, options);
        else return function(db);
    }
    template <class Function, class Connection>
    using result_of = decltype(call(std::declval<Function&>(), std::declval<Connection&>(),
                                    std::declval<const migration_options&>()));

    template <class Connection, class Function>
    static result_of<Function, Connection> run_with(std::string url, migration_options options, Function function) {
        using result_type = typename result_of<Function, Connection>::value_type;
        std::unique_ptr<Connection> db;
        std::exception_ptr failure;
        bool held = false;  // what is awaited behind a cancellation throws: held back until the connection is closed
        [[maybe_unused]] std::conditional_t<std::is_void_v<result_type>, bool, std::optional<result_type>> result{};
        try {
            held = co_await Connection::hold_cancellation();
            db = co_await Connection::from_url(url);
            if constexpr (std::is_void_v<result_type>) co_await call(function, *db, options);
            else result = co_await call(function, *db, options);
        } catch (...) {
            failure = std::current_exception();
        }
        try {
            if (db) co_await db->close();
        } catch (...) {
            if (!failure) failure = std::current_exception();
        }
        if (held) co_await Connection::release_cancellation(held);
        if (failure) {
            tell(options.watch, url, failure);
            std::rethrow_exception(failure);
        }
        if constexpr (!std::is_void_v<result_type>) co_return std::move(*result);
    }

    /// Reports a failure to the observer, whose own exceptions are ignored here.
    static void tell(const observer& watch, const std::string& url, const std::exception_ptr& failure) {
        if (!watch) return;
        try {
            try {
                std::rethrow_exception(failure);
            } catch (const std::exception& error) {
                const std::string shown = detail::visible(with_redacted_urls(error.what()));
                const std::string hidden = detail::visible(redacted_url(url));
                watch({.kind = event_kind::failed, .message = shown, .url = hidden});
            }
        } catch (...) {}
    }

    std::string url_;
    migration_options options_;
};

/// The engine of the databases that the program has awaited connections for.
using async_engine = basic_async_engine<found_async_connections>;

}  // namespace aludel::inline v0_1
