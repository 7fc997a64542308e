// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/history/history.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/rule/finding.hpp>

namespace aludel::inline v0_1 {

namespace detail {

/// A history of any kind, by its variable.
template <class Declared>
concept history_like = requires(const Declared& declared) { declared.entries(); };

/// The entries of a history, or of a list of settings and revisions.
template <const auto& First, const auto&... Rest>
constexpr history_view entries_of() {
    if constexpr (history_like<std::remove_cvref_t<decltype(First)>>) return First.entries();
    else return unverified_history<First, Rest...>::entries();
}

}  // namespace detail

/// All findings about a history, and about models if they are given, errors and warnings: `al::findings<history>()`,
/// `al::findings<history, models>()`. It is meant for a history with errors, which does not compile; so the history is
/// an `al::unverified_history`, or the list of its entries: `al::findings<settings, first, second>()`. Call it at run
/// time, where it works with any number of revisions; in a constant expression it finds errors only, no warnings, and
/// is subject to the compiler's limits. Throws std::bad_alloc.
template <const auto& First, const auto&... Rest>
constexpr detail::vector<finding> findings() {
    const history_view history = detail::entries_of<First, Rest...>();
    detail::vector<finding> found = verify(history);
    if constexpr (detail::history_like<std::remove_cvref_t<decltype(First)>>) {
        const models_view models[]{models_view{}, Rest.view()...};
        for (const models_view& each : models) verify(each, *history.settings, found);
    }
    return found;
}

}  // namespace aludel::inline v0_1
