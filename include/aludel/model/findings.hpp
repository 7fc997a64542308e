// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/history/history.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/rule/finding.hpp>

namespace aludel::inline v0_1 {

namespace detail {

template <class Declared>
concept history_like = requires(const Declared& declared) { declared.entries(); };

template <const auto& First, const auto&... Rest>
constexpr history_view entries_of() {
    if constexpr (history_like<std::remove_cvref_t<decltype(First)>>) return First.entries();
    else return unverified_history<First, Rest...>::entries();
}

}  // namespace detail

/// All that is wrong with a history, and with models if they are given, errors and warnings: `al::findings<history>()`,
/// `al::findings<history, models>()`. It is for a history that does not compile, so the history is an
/// `al::unverified_history`, or what it consists of: `al::findings<settings, first, second>()`. It works when the program
/// runs, with any number of revisions; in a constant expression it finds errors only, within the compiler's limits.
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
