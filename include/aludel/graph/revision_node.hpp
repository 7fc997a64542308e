// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/operation/direction.hpp>

namespace aludel::inline v0_1 {

/// A list of revisions of one graph.
using revision_list = detail::vector<revision_index>;

/// A revision as the graph needs it: plain data that refers to texts of the caller, so that a graph can be constructed
/// from any source.
struct revision_node {
    name id;
    detail::span<const name> parents;       ///< the ids that it revises
    detail::span<const name> dependencies;  ///< ids or labels of other revisions that must be applied before it
    detail::span<const name> labels;        ///< the labels of the branch that begins with it
    detail::span<const name> replaced{};    ///< of a squash: another id of it, the last revision that it replaced
    detail::span<const name> squashes{};    ///< of a replaced revision: another id of it, the squash
};

}  // namespace aludel::inline v0_1
