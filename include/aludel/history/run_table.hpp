// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/plan.hpp>
#include <aludel/operation/run_context.hpp>
#include <aludel/rule/raise.hpp>

#include <cstdint>      // uint32_t
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1::detail {

/// The message of error AL318.
template <class>
inline constexpr literal is_not_for_blocking =
    "[AL318] run: the function cannot be called with a blocking connection. Let it take `auto& db` and return nothing, "
    "or, "
    "if it returns a task, migrate on a connection that is awaited";

/// How a function of `run` is called on a blocking connection. A function may take a `run_context` as well; one that
/// cannot be called is error AL318.
template <class Connection>
struct blocking_call {
    using result = void;
    using connection = Connection;

    template <class Function>
    static constexpr void call(const Function& function, Connection& db, const run_context& context) {
        if constexpr (requires { function(db, context); }) function(db, context);
        else if constexpr (requires { function(db); }) function(db);
        else static_assert(sizeof(refused<is_not_for_blocking<Function>>) != 0);
    }
    static constexpr void nothing(Connection&) {}
};

/// Calls function `number`, counted from 0, of a list of functions in which each element holds the ones before it.
template <class Call, class Functions>
constexpr typename Call::result call_function(const Functions& functions, std::uint32_t number,
                                              typename Call::connection& db, const run_context& context) {
    if constexpr (Functions::count != 0) {
        if (number + 1 != Functions::count) return call_function<Call>(functions.before, number, db, context);
        return Call::call(functions.function, db, context);
    } else {
        return Call::nothing(db);
    }
}

/// Calls a function of a type-erased revision.
template <class Call, class Revision>
typename Call::result call_revision(const void* revision, direction way, std::uint32_t number,
                                    typename Call::connection& db, const run_context& context) {
    if constexpr (requires(const Revision& typed) { typed.up_functions; }) {
        const auto& typed = *static_cast<const Revision*>(revision);
        return way == direction::upgrade ? call_function<Call>(typed.up_functions, number, db, context)
                                         : call_function<Call>(typed.down_functions, number, db, context);
    } else {
        return Call::nothing(db);
    }
}

/// The functions of all `run` steps of a history, by entry. `Call` says how they are called and what that returns; see
/// `blocking_call`. Revisions of the same type share one function, so a thousand revisions need a few instantiations.
template <class Call, const auto&... Revisions>
struct run_table {
    struct entry {
        const void* revision;
        typename Call::result (*call)(const void*, direction, std::uint32_t, typename Call::connection&,
                                      const run_context&);
    };
    static constexpr entry entries[sizeof...(Revisions) + 1] = {
        {&Revisions, &call_revision<Call, std::remove_cvref_t<decltype(Revisions)>>}..., {}};
};

}  // namespace aludel::inline v0_1::detail
