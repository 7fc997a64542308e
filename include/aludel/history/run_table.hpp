// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/plan.hpp>
#include <aludel/operation/run_context.hpp>

#include <cstdint>      // uint32_t
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1::detail {

/// Calls function `number`, counted from 0, of a list of functions in which each element holds the ones before it.
template <class Functions, class Connection>
constexpr void call_function(const Functions& functions, std::uint32_t number, Connection& connection,
                             const run_context& context) {
    if constexpr (Functions::count != 0) {
        if (number + 1 != Functions::count) call_function(functions.before, number, connection, context);
        else if constexpr (requires { functions.function(connection, context); })
            functions.function(connection, context);
        else functions.function(connection);
    }
}

/// Calls a function of a type-erased revision.
template <class Revision, class Connection>
void call_revision(const void* revision, direction way, std::uint32_t number, Connection& connection,
                   const run_context& context) {
    if constexpr (requires(const Revision& typed) { typed.up_functions; }) {
        const auto& typed = *static_cast<const Revision*>(revision);
        if (way == direction::upgrade) call_function(typed.up_functions, number, connection, context);
        else call_function(typed.down_functions, number, connection, context);
    }
}

/// The functions of all `run` steps of a history, by entry. Revisions of the same type share one function, so a
/// thousand revisions need a few instantiations.
template <class Connection, const auto&... Revisions>
struct run_table {
    struct entry {
        const void* revision;
        void (*call)(const void*, direction, std::uint32_t, Connection&, const run_context&);
    };
    static constexpr entry entries[sizeof...(Revisions) + 1] = {
        {&Revisions, &call_revision<std::remove_cvref_t<decltype(Revisions)>, Connection>}..., {}};
};

}  // namespace aludel::inline v0_1::detail
