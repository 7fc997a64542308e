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

/// One revision to apply or revert. Its version-table writes are `write_count` elements of the plan's `writes`, from
/// index `first_write` on.
struct plan_step {
    revision_index revision = 0;
    name id;
    aludel::direction direction = aludel::direction::upgrade;
    std::uint32_t first_write = 0;
    std::uint32_t write_count = 0;
};

/// The steps of a migration in order, the writes to the version table, and `heads`, the rows that the table has in the
/// end, sorted. The plan of a stamp has writes but no steps.
struct plan {
    detail::vector<plan_step> steps;
    detail::vector<version_write> writes;
    detail::vector<name> heads;
    detail::text_arena texts{};  ///< owns the text of the names at run time; copies share it

    /// The version-table writes of one step; they run after its statements, in the same transaction.
    [[nodiscard]] constexpr detail::span<const version_write> writes_of(const plan_step& step) const {
        return detail::span<const version_write>(writes).subspan(step.first_write, step.write_count);
    }
};

/// A plan, or why there is none.
using plan_result = graph_result<plan>;

}  // namespace aludel::inline v0_1
