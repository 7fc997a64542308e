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

/// What is wrong with a target whatever revisions a database is at: nothing is called so, or several are, or it is no
/// target at all. How far `+1` leads only the database knows.
constexpr bool is_wrong_anywhere(graph_error_kind kind) {
    switch (kind) {
        case graph_error_kind::invalid_syntax:
        case graph_error_kind::unknown_revision:
        case graph_error_kind::ambiguous_prefix:
        case graph_error_kind::multiple_heads: return true;
        default: return false;
    }
}

template <std::size_t Count, std::size_t All>
constexpr finding judge_target(direction way, std::string_view target, const op::settings& settings, const graph_verdict<Count> verdict, const std::array<op::revision, All> entries) {
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

/// The sentence about a target that leads nowhere; empty where it leads somewhere.
template <const auto& History, direction Way, literal Target>
constexpr sentence target_error() {
    if constexpr (usable_history<History>) {
        using history = std::remove_cvref_t<decltype(History)>;
        return judge_target(Way, Target.view(), history::data::settings, history::graph, history::data::entries).sentence;
    } else {
        return {};
    }
}

template <const auto& History, direction Way, literal Target>
struct target_verdict {
    static constexpr sentence text = target_error<History, Way, Target>();
};

/// Always true; a target that leads nowhere is an error of its own.
template <const auto& History, direction Way, literal Target>
inline constexpr bool sound_target = raised<target_verdict<History, Way, Target>::text>::value;

}  // namespace aludel::inline v0_1::detail
