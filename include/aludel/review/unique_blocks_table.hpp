// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>

namespace aludel::inline v0_1::review {

/// AL822: a primary key or unique constraint is added, and nobody can use the table while its index is built.
constexpr void unique_blocks_table(const subject& change, const op::constraint& added) {
    const op::dialect* const database = find_locking(change, rule::unique_blocks_table);
    if (database == nullptr) return;
    change.refuse(rule::unique_blocks_table,
                  {verb_of_constraint(change), ": while the index of a ", detail::kind_name(added.kind), " is built, ",
                   database->traits->name, " lets nobody use table `", change.table.name,
                   "`. Build al::create_index(...).unique().concurrently() in a revision .without_transaction(), which "
                   "keeps rows apart as well"});
}

}  // namespace aludel::inline v0_1::review
