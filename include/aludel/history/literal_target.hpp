// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/plan.hpp>
#include <aludel/graph/revision_graph.hpp>
#include <aludel/history/history.hpp>
#include <aludel/rule/raise.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <type_traits>  // remove_cvref_t

namespace aludel::inline v0_1::detail {

/// Whether an error of a target does not depend on the state of a database: bad syntax, an unknown or ambiguous name.
/// Where a relative target such as `+1` ends depends on it.
constexpr bool is_wrong_anywhere(graph_error_kind kind) {
    switch (kind) {
        case graph_error_kind::invalid_syntax:
        case graph_error_kind::unknown_revision:
        case graph_error_kind::ambiguous_prefix:
        case graph_error_kind::multiple_heads: return true;
        default: return false;
    }
}

/// Checks a target by planning to it: an upgrade from an empty database, or a downgrade from all heads.
template <std::size_t Count, std::size_t All>
constexpr finding judge_target(direction way, std::string_view target, const op::settings& settings,
                               const graph_verdict<Count> verdict, const std::array<op::revision, All> entries) {
    const revision_graph graph(nodes_of(view_of_copy({}, settings, verdict, entries)));
    graph_error error;
    if (way == direction::upgrade) {
        error = graph.try_upgrade({}, target).error;
    } else {
        version_rows heads;
        for (const name& id : graph.ids(graph.real_heads())) heads.ids.push_back(id);
        error = graph.try_downgrade(heads, target).error;
    }
    return is_wrong_anywhere(error.kind) ? error.as_finding() : finding();
}

/// The error of a target that cannot be reached from any state of a database; empty: there is none.
template <const auto& History, direction Way, literal Target>
constexpr sentence target_error() {
    if constexpr (usable_history<History>) {
        using history = std::remove_cvref_t<decltype(History)>;
        return judge_target(Way, Target.view(), history::data::settings, history::graph, history::data::entries)
            .sentence;
    } else {
        return {};
    }
}

/// Raises the error of a target.
template <const auto& History, direction Way, literal Target>
struct target_verdict {
    static constexpr sentence text = target_error<History, Way, Target>();
};

/// Always true; a wrong target is a compile error. A value, so that callers cause no follow-up errors.
template <const auto& History, direction Way, literal Target>
inline constexpr bool sound_target = raised<target_verdict<History, Way, Target>::text>::value;

}  // namespace aludel::inline v0_1::detail
