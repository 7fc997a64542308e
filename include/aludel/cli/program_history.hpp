// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/cli/program.hpp>
#include <aludel/graph/order.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/squash.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/rule/finding.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::cli {

/// What a command requires of the history: nothing; a valid graph, which may have several heads; or no error at all.
enum class soundness { nothing, graph, history };

/// The history of a program. If the compiler has not verified it (al::unverified_history), it is verified here, as far
/// as a command requires.
class program_history {
public:
    explicit program_history(const program& tool)
        : view_(tool.history),
          is_verified_(tool.history.order.size() == tool.history.revisions.size()) {
        if (is_verified_) return;
        const detail::vector<revision_node> nodes = nodes_of(view_);
        const detail::graph_draft graph_draft(nodes);
        graph_errors_ = validate(view_, nodes, graph_draft);
        if (!has_order(graph_errors_)) return;
        order_.append(graph_draft.order.revisions.begin(), graph_draft.order.revisions.end());
        view_.order = {order_.data(), static_cast<std::uint32_t>(order_.size())};
        graph_errors_ = {};
    }
    program_history(const program_history&) = delete;
    program_history& operator=(const program_history&) = delete;

    /// The history; it has an order unless its revisions are not a valid graph.
    [[nodiscard]] const history_view& view() const { return view_; }

    /// The errors because of which the history does not meet a requirement; empty if it does.
    [[nodiscard]] detail::vector<finding> errors(soundness needed) const {
        if (is_verified_ || needed == soundness::nothing) return {};
        if (needed == soundness::graph) return graph_errors_;
        detail::vector<finding> found;
        for (const finding& each : verify(view_))
            if (each.level == level::error) found.push_back(each);
        return found;
    }

private:
    history_view view_;
    bool is_verified_;
    detail::vector<revision_index> order_{};
    detail::vector<finding> graph_errors_{};
};

}  // namespace aludel::inline v0_1::cli
