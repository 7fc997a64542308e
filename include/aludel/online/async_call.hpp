// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/async_connection.hpp>
#include <aludel/operation/run_context.hpp>
#include <aludel/rule/raise.hpp>

#include <exception>    // current_exception, exception_ptr, rethrow_exception
#include <type_traits>  // is_same_v, is_void_v
#include <utility>      // declval

// The functions of al::run on a connection that is awaited.

namespace aludel::inline v0_1::online {

/// Calls a function of `run` with a connection, and with the context if it takes one.
template <class Function, class Connection>
    requires requires(const Function& function, Connection& db) { function(db); } ||
    requires(const Function& function, Connection& db, const run_context& context) { function(db, context); }
decltype(auto) call_step(const Function& function, Connection& db, const run_context& context) {
    if constexpr (requires { function(db, context); }) return function(db, context);
    else return function(db);
}

/// Whether a function returns nothing when it is called with the blocking connection behind an awaited one: it is meant
/// for that. (A coroutine names its task, `[](auto& db) -> al::task_of<decltype(db), void> { ... }`, and a blocking
/// connection has none.)
template <class Function, class Connection>
inline constexpr bool is_blocking_step = false;
template <class Function, class Connection>
    requires requires(const Function& function, typename Connection::blocking_type& db, const run_context& context) {
        call_step(function, db, context);
    }
inline constexpr bool is_blocking_step<Function, Connection> = std::is_void_v<decltype(call_step(
    std::declval<const Function&>(), std::declval<typename Connection::blocking_type&>(),
    std::declval<const run_context&>()))>;

/// Whether a function returns a task of an awaited connection when it is called with it.
template <class Function, class Connection>
inline constexpr bool is_awaited_step = false;
template <class Function, class Connection>
    requires requires(const Function& function, Connection& db, const run_context& context) {
        call_step(function, db, context);
    }
inline constexpr bool is_awaited_step<Function, Connection> =
    std::is_same_v<decltype(call_step(std::declval<const Function&>(), std::declval<Connection&>(),
                                      std::declval<const run_context&>())),
                   task_of<Connection, void>>;

/// The message of error AL317.
template <class>
inline constexpr detail::literal returns_no_task =
    "[AL317] run: on a connection that is awaited the function returns a task, "
    "`[](auto& db) -> al::task_of<decltype(db), void> { ... }`, or, if there is a blocking connection behind it, "
    "nothing";

/// How a function of `run` is called on a connection that is awaited: one that returns a task is awaited; one that
/// returns nothing is called with the blocking connection behind this one, by `run_blocking`; any other is error AL317.
template <class Connection>
struct awaited_call {
    using result = task_of<Connection, void>;
    using connection = Connection;

    template <class Function>
    static result call(const Function& function, Connection& db, const run_context& context) {
        if constexpr (is_blocking_step<Function, Connection>)
            co_await db.run_blocking([&](auto& blocking) { call_step(function, blocking, context); });
        else if constexpr (is_awaited_step<Function, Connection>) {
            std::exception_ptr failure;
            try {
                co_await call_step(function, db, context);
            } catch (...) {
                failure = std::current_exception();
            }
            if (!failure) co_return;
            if constexpr (requires { db.fail(failure); }) co_await db.fail(failure);
            std::rethrow_exception(failure);
        } else static_assert(sizeof(detail::refused<returns_no_task<Function>>) != 0);
    }
    static result nothing(Connection&) { co_return; }
};

}  // namespace aludel::inline v0_1::online
