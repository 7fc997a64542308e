// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

namespace aludel::inline v0_1::review {

/// AL809: a revision outside of transactions has several steps. When one fails, the steps before it are kept, and the
/// database is between two revisions until the next migration continues there. Reported once, at the second step.
constexpr void steps_without_transaction(const subject& change) {
    if (change.context.revision->transactional || change.context.revision->upgrade.list.count < 2 ||
        &change.operation != change.context.revision->upgrade.list.begin() + 1)
        return;
    if (!is_enabled(change.context, rule::steps_without_transaction)) return;
    change.refuse(rule::steps_without_transaction,
                  {"without_transaction: when a step fails, those before it stay done, and the database is between two "
                   "revisions until the step succeeds. Give each step a revision of its own"});
}

}  // namespace aludel::inline v0_1::review
