// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/dialect.hpp>
#include <aludel/schema/replay.hpp>

#include <cstddef>  // size_t

// What only some databases have, or only from a version on, by their traits.

namespace aludel::inline v0_1::detail {

/// Reports something that a database of the history lacks. `what` is the beginning of a sentence, such as "create_view:
/// view `v` is materialized", `since` the trait with the first version that has it.
constexpr bool check_feature(replay_context& context, int op::dialect_traits::* since, parts what) {
    for (const op::dialect& each : context.settings->checked_dialects()) {
        const int first = each.traits->*since;
        if (each.version >= first) continue;
        sentence text(what);
        if (first == op::never)
            return context.report(rule::unsupported_operation,
                                  {text, ", which ", each.traits->name,
                                   " does not have. Write it with al::execute(al::for_dialect(...)) for the databases "
                                   "that have it"});
        const auto major = static_cast<std::size_t>(first / 1'000'000);
        return context.report(rule::unsupported_operation,
                              {text, ", which ", each.traits->name, " has from ", major,
                               " on, and the history is for an older one too. Write al::", each.traits->word, ".since(",
                               major, ") in the settings"});
    }
    return true;
}

/// The same for what is special in a constraint.
constexpr bool check_features(replay_context& context, const char* verb, const name& table,
                              const op::constraint& added) {
    using traits = op::dialect_traits;
    if (added.kind == op::constraint_kind::exclusion &&
        !check_feature(context, &traits::exclusions_since, {verb, ": table `", table, "` has an exclusion constraint"}))
        return false;
    if (added.deferrable && added.kind != op::constraint_kind::foreign_key &&
        !check_feature(context, &traits::deferrable_keys_since,
                       {verb, ": a constraint of table `", table, "` that is no foreign key is DEFERRABLE"}))
        return false;
    return !added.nulls_not_distinct ||
        check_feature(context, &traits::equal_nulls_since,
                      {verb, ": a unique constraint of table `", table, "` is NULLS NOT DISTINCT"});
}

/// Whether every database of the history lets rows that exist unchecked where a constraint is NOT VALID.
constexpr bool leaves_unvalidated(const replay_context& context) {
    for (const op::dialect& each : context.settings->checked_dialects())
        if (each.version < each.traits->unvalidated_since) return false;
    return true;
}

}  // namespace aludel::inline v0_1::detail
