// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/range.hpp>
#include <aludel/base/text_view.hpp>

#include <cstdint>      // uint8_t

namespace aludel::inline v0_1::op {

enum class constraint_kind : std::uint8_t { primary_key, unique, foreign_key, check };
enum class referential_action : std::uint8_t { no_action, cascade, set_null, set_default, restrict };

/// A constraint of a table, named or not.
struct constraint {
    constraint_kind kind = constraint_kind::check;
    referential_action on_delete;
    referential_action on_update;
    bool deferrable;
    bool initially_deferred;
    bool nameless;         ///< `.named("")`: there is to be a name, and it is empty
    aludel::name name;
    range columns;         ///< among the names of its operation list
    text_view target;   ///< the table that a foreign key points at
    range target_columns;  ///< none: its primary key
    text_view match;       ///< MATCH of a foreign key
    text_view expression;  ///< of a check
};

}  // namespace aludel::inline v0_1::op
