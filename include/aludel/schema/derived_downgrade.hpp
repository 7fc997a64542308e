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
    /// `downgrade` has what undoes operations of the user.
    constexpr void add(const schema& before, const op::operations_view& arrays, const op::operation& operation,
                       text_arena& arena, const op::operations_view& downgrade = {}) {
        if (operation.declared) return;  // its raw SQL is what cannot be undone
        const std::size_t known = inverses_.list.size();
        if (operation.undo == 0) invert(before, arrays, operation, inverses_, arena);
        else if (&operation == arrays.list.first || (&operation)[-1].undo != operation.undo)
            for (const op::operation& each : downgrade.list)
                if (each.undo == operation.undo) inverses_.append(downgrade, each).declared = each.declared;
        if (!before.namesakes.empty() && operation.undo == 0)
            for (std::size_t i = known; i < inverses_.list.size(); ++i)
                if (op::operation& inverse = inverses_.list[i]; inverse.schema.empty())
                    inverse.schema = operation.schema, inverse.schema_hash = schema_hash_of(inverse.table);
        ends_.push_back(static_cast<std::uint32_t>(inverses_.list.size()));
    }

    /// The inverses in reverse order. Nothing can be added afterwards. In a transaction no index is built or dropped
    /// concurrently.
    constexpr op::operations& finish(bool transactional = true) {
        for (std::size_t i = 0; transactional && i < inverses_.indexes.size(); ++i)
            inverses_.indexes[i].concurrently = false;
        for (std::size_t i = 0; transactional && i < inverses_.list.size(); ++i)
            if (inverses_.list[i].kind == op::operation_kind::drop_index) inverses_.list[i].concurrently = false;
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
/// operation has added, by name, adds again what it has dropped, or changes it back. Revisions of such operations only
/// are most of a history, and their derived downgrades are not replayed, as written ones are not, see `is_mirrored`; a
/// test replays them all the same, for random histories.
constexpr bool is_certain(const op::operations_view& arrays, const op::operation& operation, bool has_views) {
    using kind = op::operation_kind;
    if (operation.undo != 0) return false;
    switch (operation.kind) {
        case kind::create_table: return !operation.if_not_exists;
        case kind::create_index:
        case kind::create_view:
        case kind::insert:
        case kind::drop_column:
        case kind::drop_constraint:
        case kind::drop_index:
        case kind::refresh_view: return true;
        case kind::rename_table:
        case kind::rename_column: return !has_views;
        case kind::alter_column: return !has_views || !op::has(operation.changes, op::change::name);
        case kind::add_column:
        case kind::add_constraint: return !has_nameless(operation.constraints.of(arrays.constraints));
        default: return false;
    }
}

/// Whether the derived downgrade of a revision has to be replayed to know that it restores the schema.
constexpr bool is_to_replay(const op::revision& revision, bool has_views) {
    if (revision.downgrade_written || !revision.irreversible.empty()) return false;
    for (const op::operation& each : revision.upgrade.list)
        if (!is_certain(revision.upgrade, each, has_views)) return true;
    return false;
}

}  // namespace aludel::inline v0_1::detail
