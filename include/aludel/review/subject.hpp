// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/constraints.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view
#include <type_traits>  // is_constant_evaluated

namespace aludel::inline v0_1::review {

using detail::replay;

/// What a rule looks at: an operation that is about to be applied, and its table as it is before.
struct subject {
    replay& at;
    const op::operations& pools;
    const op::operation& operation;
    std::uint32_t which = detail::name_map::none;  ///< the table, among those of the schema
    op::table_view table{};                        ///< false: there is none, which is for the schema's own rules to say
    bool empty = false;                            ///< the revision itself created the table, so that it has no rows

    [[nodiscard]] constexpr bool has_rows() const { return static_cast<bool>(table) && !empty; }
    [[nodiscard]] constexpr bool is(op::operation_kind kind) const { return operation.kind == kind; }
    [[nodiscard]] constexpr bool changes(op::change what) const { return op::has(operation.changes, what); }
    [[nodiscard]] constexpr const op::column& column() const { return pools.columns[operation.columns.first]; }

    /// A finding: what is wrong, then the way out; that a rule can be acknowledged is said of all of them.
    constexpr void refuse(rule broken, detail::parts what) const {
        if (at.is_silent(broken)) return;  // before the sentence is written
        at.report(broken, {detail::sentence(what), ", or .acknowledge(al::rule::", slug(broken), ", \"why\")"});
    }
};

constexpr subject subject_of(replay& at, const op::operations& pools, const op::operation& operation) {
    const std::uint32_t which = at.schema.tables.find(operation.table);
    if (which == at.schema.tables.none) return {at, pools, operation};
    return {at, pools, operation, which, at.schema.tables[which].view(), at.is_new(at.schema.tables[which])};
}

/// Whether a rule that does not always matter does so now. The compiler would only throw warnings away, so it looks for none:
/// the tool lists them. An acknowledgement counts as needed even where its rule is off.
constexpr bool heeds(const replay& at, rule which) {
    for (const op::acknowledgement& each : at.revision->acknowledgements)
        if (each.rule == which) return true;
    const level how = at.settings->level_of(which);
    return how == level::error || (how == level::warning && !std::is_constant_evaluated());
}

/// The same for all such rules together.
constexpr bool heeds_any(const replay& at) {
    return !std::is_constant_evaluated() || at.settings->level_count != 0 || at.revision->acknowledgements.count != 0;
}

constexpr bool is_for_sqlite(const replay& at) {
    for (const op::dialect& each : at.settings->checked_dialects())
        if (each.id == op::dialect_id::sqlite) return true;
    return false;
}

}  // namespace aludel::inline v0_1::review
