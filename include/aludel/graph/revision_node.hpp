// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/operation/direction.hpp>


namespace aludel::inline v0_1 {

/// Some revisions of a graph.
using revision_list = detail::vector<revision_index>;

/// What the graph knows of a revision: its id, the ids that it revises, what else must be applied before it (ids or
/// labels), and the labels of the branch that begins here; and by which other ids it is known: a squash by the last of the
/// revisions that it has replaced, and that one, as long as it is there, by the squash. Plain records, so that a graph can
/// come from anywhere.
struct revision_node {
    name id;
    detail::span<const name> parents;
    detail::span<const name> dependencies;
    detail::span<const name> labels;
    detail::span<const name> replaced{};
    detail::span<const name> squashes{};
};

}  // namespace aludel::inline v0_1
