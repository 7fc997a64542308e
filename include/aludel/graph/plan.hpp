// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/span.hpp>
#include <aludel/base/text_arena.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/graph/errors.hpp>
#include <aludel/graph/revision_node.hpp>
#include <aludel/graph/version_rows.hpp>
#include <aludel/operation/direction.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1 {

/// One revision to apply or to take back. Its writes are a piece of the plan's, from `first_write` on.
struct plan_step {
    revision_index revision = 0;
    name id;
    aludel::direction direction = aludel::direction::upgrade;
    std::uint32_t first_write = 0;
    std::uint32_t write_count = 0;
};

/// What to do, step by step, what to write into the version table, and what that holds in the end, in the order of the
/// alphabet. A stamp has writes but no steps.
struct plan {
    detail::vector<plan_step> steps;
    detail::vector<version_write> writes;
    detail::vector<name> heads;
    detail::text_arena texts{};  ///< what the names point into, at run time; copies share it

    /// The version-table writes of one step; they follow its statements, in the same transaction.
    [[nodiscard]] constexpr detail::span<const version_write> writes_of(const plan_step& step) const {
        return detail::span<const version_write>(writes).subspan(step.first_write, step.write_count);
    }
};

using plan_result = graph_result<plan>;

}  // namespace aludel::inline v0_1
