// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/graph/order.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/schema/namesakes.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// The order of application of revisions; where their graph is not valid, that of declaration.
constexpr revision_list application_order(const op::list_view<op::revision>& revisions) {
    const detail::vector<revision_node> nodes = nodes_of(revisions);
    const graph_draft graph(nodes);
    revision_list order;
    for (std::uint32_t i = 0; i < revisions.count; ++i)
        order.push_back(graph.order.revisions.size == revisions.count ? graph.order.revisions.begin()[i] : i);
    return order;
}

/// Revisions that come at run time, with the hashes of schemas where they have namesakes.
class told_apart {
public:
    constexpr told_apart(const op::settings& settings, const op::list_view<op::revision>& revisions)
        : settings_(settings),
          declared_(revisions),
          names_(namesakes_in(settings, revisions)) {
        for (const name& each : settings.namesakes) add_name(names_, each);
        if (names_.empty()) return;
        for (const op::revision& each : revisions) revisions_.push_back(each);
        settings_.namesakes = view_of_names();
        const list_sizes sizes = sizes_of(revisions);
        operations_.resize(sizes.operations), constraints_.resize(sizes.constraints);
        copy_lists(view_of_names(), revisions, op::view_of(application_order(revisions)), operations_.data(),
                   constraints_.data());
        refer_to(operations_.data(), constraints_.data(), revisions_.data(), revisions_.size());
    }
    told_apart(const told_apart&) = delete;

    [[nodiscard]] constexpr const op::settings& settings() const { return settings_; }
    [[nodiscard]] constexpr op::list_view<op::revision> revisions() const {
        return names_.empty() ? declared_ : op::view_of(revisions_);
    }

private:
    [[nodiscard]] constexpr op::list_view<name> view_of_names() const { return op::view_of(names_); }

    op::settings settings_;
    op::list_view<op::revision> declared_;
    detail::vector<name> names_;
    detail::vector<op::operation> operations_;
    detail::vector<op::constraint> constraints_;
    detail::vector<op::revision> revisions_;
};

}  // namespace aludel::inline v0_1::detail
