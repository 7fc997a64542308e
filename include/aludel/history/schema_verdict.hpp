// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/history/branches.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/operation/checksum.hpp>
#include <aludel/review/complete_sql.hpp>
#include <aludel/review/review.hpp>
#include <aludel/schema/downgrade.hpp>
#include <aludel/schema/identifiers.hpp>
#include <aludel/schema/mirror.hpp>
#include <aludel/schema/replay_before.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// One revision on the schema that its predecessors give: every operation, and the way back.
constexpr void verify_revision(replay& at, bool has_limit) {
    const op::revision& revision = *at.revision;
    const bool proving = revision.downgrade_written && !is_mirrored(at.schema, revision);
    const bool deriving = !revision.downgrade_written && revision.irreversible.empty();
    const bool logged = at.schema.tables.is_logging();
    schema_mark before{};
    if (proving) before = start_log(at.schema);
    std::string_view stuck;
    for (const op::operation& each : revision.upgrade.list) {
        if (deriving && stuck.empty()) stuck = underivable(at.schema, revision.upgrade, each);
        review::check(at, revision.upgrade, each);
        review::complete_texts(at, revision.upgrade, each);
        apply(at, revision.upgrade, each);
        if (has_limit) check_identifiers(at, revision.upgrade, each);
    }
    check_actions(at, revision.upgrade);
    if (!stuck.empty())
        at.report(rule::downgrade_required, {"upgrade: the downgrade cannot be derived, for ", stuck, " cannot be undone without you. Write .downgrade(...), or .irreversible(\"why\")"});
    if (revision.downgrade.list.count != 0)
        for (const op::operation& each : revision.downgrade.list) review::complete_texts(at, revision.downgrade, each);
    if (proving) {
        prove_downgrade(at, before);
        if (!logged) stop_log(at.schema);
    }
    for (std::uint32_t i = 0; i < revision.acknowledgements.count; ++i)
        if ((at.acknowledged >> i & 1U) == 0)
            at.report(rule::unneeded_acknowledgement, {"acknowledge: nothing in this revision needs acknowledgement number ", std::size_t{i + 1}, ", \"", revision.acknowledgements[i].reason.text(),
                      "\". Take it away"});
    at.acknowledged = 0;
    std::uint64_t value = 0;
    if (revision.accepted_checksums.count != 0)
        for (const std::string_view each : revision.accepted_checksums)
            if (!op::parse_checksum(each, value))
                at.report(rule::invalid_checksum, {"accept_checksum: `", each, "` is no checksum. Write the 16 hexadecimal digits that the error about the edited revision says, or the journal"});
}

/// Verifies the revisions from `first` to `last` of a history without branches.
constexpr void verify_line(replay& at, const op::list_view<op::revision>& revisions, const op::list_view<revision_index>& order, std::size_t first, std::size_t last,
                           detail::vector<finding>& findings) {
    replay_before(at, revisions, order, first, last);
    at.findings = &findings;
    const bool has_limit = limits_identifiers(*at.settings);
    for (std::size_t i = first; i < last; ++i, ++at.ordinal) {
        at.revision = &revisions[order[i]];
        verify_revision(at, has_limit);
    }
}

/// Verifies the revisions from `first` to `last` of a history with branches. Each revision is applied to the schema of
/// its own parents and dependencies only, and branches that are joined, by a revision or as heads, must give the same
/// result in any order (`branches_conflict`).
constexpr void verify_branches(replay& at, const op::list_view<op::revision>& revisions, const op::list_view<revision_index>& order, std::size_t first, std::size_t last,
                               detail::vector<finding>& findings) {
    branch_walk walk(at, revisions, order);
    const bool has_limit = limits_identifiers(*at.settings);
    const auto report = [&](const name& where, const sentence& said, parts who) {
        if (!said.empty())
            findings.emplace_back(rule::branches_conflict, where, parts{"revision: ", sentence(who), " contradict each other: ", said,
                                  ". Branches may run in any order: change one, or let it .depends_on(...) the other (revision `", where, "`)"});
    };
    for (std::size_t i = first; i < last; ++i) {
        const name& id = revisions[order[i]].id;
        if (i == first || !continues(revisions, order, i)) {
            report(id, walk.contradiction_below(order[i]), {"the branches that `", id, "` joins"});
            walk.go_below(order[i]);
        }
        walk.enter(order[i]);
        at.findings = &findings;
        verify_revision(at, has_limit);
        at.findings = nullptr;
    }
    if (last == order.size()) report(revisions[order[last - 1]].id, walk.contradiction_of_heads(), {"the heads"});
}

/// Verifies the revisions from `first` to `last`, in the order of application, of a history with a valid graph.
constexpr void verify_schema(const op::settings& settings, const op::list_view<op::revision>& revisions, const op::list_view<revision_index>& order,
                             std::size_t first, std::size_t last, detail::vector<finding>& findings) {
    schema replayed;
    replayed.follow(settings), replayed.made_by_operations = true;
    std::size_t tables = 0, indexes = 0;
    bool branched = false;
    for (std::size_t i = 0; i < last; ++i) {
        for (const op::operation& each : revisions.first[order.first[i]].upgrade.list)
            tables += each.kind == op::operation_kind::create_table ? 1U : 0U, indexes += each.indexes.count;
        branched = branched || !continues(revisions, order, i);
    }
    replayed.tables.reserve(tables), replayed.indexes.reserve(indexes);
    replay at{replayed, &settings};
    if (branched) verify_branches(at, revisions, order, first, last, findings);
    else verify_line(at, revisions, order, first, last, findings);
}

}  // namespace aludel::inline v0_1::detail
