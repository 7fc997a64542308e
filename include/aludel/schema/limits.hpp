// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/replay.hpp>

// What a database cannot do, by the traits of the databases that the history is for.

namespace aludel::inline v0_1::detail {

/// Whether a database of the history limits the length of identifiers, or what operations can do.
constexpr bool has_limits(const op::settings& settings) {
    for (const op::dialect& each : settings.checked_dialects())
        if (each.traits->longest_identifier != 0 || each.traits->concurrent_needs_no_transaction) return true;
    return false;
}

/// Reports an index that would be built concurrently in a transaction, where a database refuses that.
constexpr void check_concurrent(replay_context& context, const op::operations_view& arrays,
                                const op::operation& operation) {
    if (!context.revision->transactional) return;
    const op::dialect_traits* const database =
        context.settings->find_checked(&op::dialect_traits::concurrent_needs_no_transaction);
    if (database == nullptr) return;
    for (const op::index& each : operation.indexes.of(arrays.indexes))
        if (each.concurrently)
            context.report(rule::concurrent_in_transaction,
                           {"create_index: index `", each.name, "` is to be built concurrently, which ", database->name,
                            " cannot do in a transaction. Make the revision .without_transaction(), with this step "
                            "alone, or take .concurrently() away"});
}

/// Reports what a database of the history cannot do, whatever the schema.
constexpr void check_limits(replay_context& context, const op::operations_view& arrays,
                            const op::operation& operation) {
    if (operation.declared) return;
    check_concurrent(context, arrays, operation);
}

}  // namespace aludel::inline v0_1::detail
