// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection.hpp>
#include <aludel/base/duration.hpp>
#include <aludel/operation/dialect.hpp>

#include <concepts>     // convertible_to
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t, remove_reference_t

namespace aludel::inline v0_1 {

/// The coroutine type of a connection that is awaited: its member template `task`.
template <class Connection, class T>
using task_of = typename std::remove_cvref_t<Connection>::template task<T>;

/// What the engine requires of a connection that is awaited instead of waited for. A member template `task<T>` names
/// the coroutine type in which its operations can be awaited, such as `asio::awaitable<T>`; migrations return it as
/// well. `execute` and `query` return anything that such a coroutine can await for what the functions of a blocking
/// `connection` return; `sleep(duration)` for nothing. Errors are exceptions of the awaited operation.
///
/// Optional: `dialect_type` and `transaction_state()` as for a blocking connection; `blocking_type`, a blocking
/// connection behind this one, and `run_blocking(function)`, which calls a function with it and can be awaited.
///
/// Where the library of the coroutines knows cancellation, also optional, the first three awaited:
/// `hold_cancellation()` at the beginning of each call of the engine, from which on nothing but operations reports a
/// cancellation, and which returns a value for `release_cancellation(value)` at the end; `fail(exception_ptr)` throws
/// what a function of `run` has failed with, or else the report of the cancellation that was its cause; and
/// `allow_cancellation(bool)` says whether the next operation may be cancelled, which those that roll back or restore
/// settings must not be.
template <class T>
concept async_connection = requires(std::remove_reference_t<T>& db, const std::remove_reference_t<T>& seen,
                                    std::string_view sql, duration pause) {
    typename task_of<T, void>;
    { seen.dialect() } -> std::convertible_to<op::dialect>;
    { seen.in_transaction() } -> std::convertible_to<bool>;
    db.execute(sql);
    db.query(sql);
    db.sleep(pause);
};

}  // namespace aludel::inline v0_1
