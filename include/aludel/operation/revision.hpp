// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/text_view.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/rule/rule.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::op {

/// A rule that a revision breaks on purpose, and why.
struct acknowledgement {
    aludel::rule rule;
    text_view reason;
};

/// A revision in plain form: its place in the graph and what it does in either direction. It owns nothing.
struct revision {
    name id;
    text_view message;
    list_view<name> parents;
    list_view<name> dependencies;
    list_view<name> labels;
    list_view<name> replaces;  ///< of a squash: the run of revisions that it stands for, lowest first
    list_view<acknowledgement> acknowledgements;
    list_view<std::string_view> accepted_checksums;  ///< of older forms that databases may have run
    operations upgrade;
    operations downgrade;
    text_view irreversible;  ///< why there is no way back; empty: there is one
    bool downgrade_written;
    bool transactional = true;
    bool is_squash;  ///< said to be one; whatever replaces others is one
};

}  // namespace aludel::inline v0_1::op
