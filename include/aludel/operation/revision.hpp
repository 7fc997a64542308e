// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/text_view.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/operation/timeouts.hpp>
#include <aludel/rule/rule.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::op {

/// A rule that a revision breaks on purpose, with the reason that its author gives.
struct acknowledgement {
    aludel::rule rule;
    text_view reason;
};

/// A revision as plain data: its links in the graph and its operations in both directions. It owns nothing.
struct revision {
    name id;
    text_view message;
    list_view<name> parents;
    list_view<name> dependencies;
    list_view<name> labels;
    list_view<name> replaces;  ///< of a squash: the consecutive revisions that it replaces, the oldest first
    list_view<acknowledgement> acknowledgements;
    list_view<std::string_view> accepted_checksums;  ///< of earlier versions that databases may have run
    operations_view upgrade;
    operations_view downgrade;
    text_view irreversible;  ///< why it cannot be downgraded; empty: it can
    /// False: the downgrade is derived, and `downgrade` has only what undoes operations of the user.
    bool downgrade_written;
    bool transactional = true;  ///< false: each statement runs outside of transactions
    timeouts limits;            ///< of its statements
    bool is_squash;             ///< declared by al::squash; a revision that replaces others counts as one as well
};

}  // namespace aludel::inline v0_1::op
