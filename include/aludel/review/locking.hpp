// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// The first database of the history where changes lock tables, if a rule about that has to be evaluated for a change
/// of a table with rows; null otherwise. A table that the revision itself created is seen by nobody else.
constexpr const op::dialect* find_locking(const subject& change, rule which) {
    if (!change.has_rows() || !is_enabled(change.context, which)) return nullptr;
    for (const op::dialect& each : change.context.settings->checked_dialects())
        if (each.traits->changes_lock_tables) return &each;
    return nullptr;
}

/// Whether the history is for such a database, for what a sentence proposes.
constexpr bool has_locking(const subject& change) {
    return find_checked(change.context, &op::dialect_traits::changes_lock_tables) != nullptr;
}

/// Whether the values of a new column are NULL in every row, so that no row has to be read for it. The table must
/// exist.
constexpr bool adds_nulls(const subject& change) {
    return change.is(op::operation_kind::add_column) && content_of(change, change.operation.object) == content::nulls;
}

/// "add_column" or "add_constraint"
constexpr std::string_view verb_of_constraint(const subject& change) {
    return change.is(op::operation_kind::add_column) ? "add_column" : "add_constraint";
}

}  // namespace aludel::inline v0_1::review
