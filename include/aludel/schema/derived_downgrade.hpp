// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/revision.hpp>
#include <aludel/schema/invert.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// The downgrade that is derived from an upgrade: the inverses of its operations, collected one by one while the
/// upgrade is applied.
class derived_downgrade {
public:
    /// Adds the inverse of the next operation, given the schema before it. Texts that are generated are in the arena.
    constexpr void add(const schema& before, const op::operations_view& arrays, const op::operation& operation,
                       text_arena& arena) {
        if (operation.declared) return;  // its raw SQL is what cannot be undone
        invert(before, arrays, operation, inverses_, arena);
        ends_.push_back(static_cast<std::uint32_t>(inverses_.list.size()));
    }

    /// The inverses in reverse order. Nothing can be added afterwards.
    constexpr op::operations& finish() {
        detail::vector<op::operation> backwards;
        backwards.reserve(inverses_.list.size());
        for (std::size_t i = ends_.size(); i-- > 0;)
            backwards.append(inverses_.list.data() + (i == 0 ? 0 : ends_[i - 1]), inverses_.list.data() + ends_[i]);
        inverses_.list.swap(backwards);
        return inverses_;
    }

private:
    op::operations inverses_;
    detail::vector<std::uint32_t> ends_;  ///< of the inverses of each operation
};

/// Whether the inverse of an operation restores the schema before it, whatever that is: it drops exactly what the
/// operation has added, or nothing happens to the schema. Revisions of such operations only are most of a history, and
/// their derived downgrades are not replayed; a test replays them all the same, for random histories.
constexpr bool is_plain_addition(const op::operation& operation) {
    using kind = op::operation_kind;
    switch (operation.kind) {
        case kind::create_table: return !operation.if_not_exists;
        case kind::create_index:
        case kind::create_view:
        case kind::insert: return true;
        case kind::add_column: return operation.constraints.count == 0 && operation.indexes.count == 0;
        default: return false;
    }
}

/// Whether the derived downgrade of a revision has to be replayed to know that it restores the schema.
constexpr bool is_to_replay(const op::revision& revision) {
    if (revision.downgrade_written || !revision.irreversible.empty()) return false;
    for (const op::operation& each : revision.upgrade.list)
        if (!is_plain_addition(each)) return true;
    return false;
}

}  // namespace aludel::inline v0_1::detail
