// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/history/branches.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/operation/checksum.hpp>
#include <aludel/review/complete_sql.hpp>
#include <aludel/review/review.hpp>
#include <aludel/schema/derived_downgrade.hpp>
#include <aludel/schema/doubts.hpp>
#include <aludel/schema/downgrade.hpp>
#include <aludel/schema/identifiers.hpp>
#include <aludel/schema/limits.hpp>
#include <aludel/schema/mirror.hpp>
#include <aludel/schema/replay_before.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t, uint64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The steps in which a revision is verified: each operation of the upgrade, each of the downgrade, and whether that
/// leads back.
constexpr std::uint32_t steps_of(const op::revision& revision) {
    return revision.upgrade.list.count + revision.downgrade.list.count + 1;
}

/// A step of a revision, by its place in the order of application.
struct step_place {
    std::size_t revision = 0;
    std::uint32_t step = 0;

    constexpr step_place() = default;
    constexpr step_place(std::size_t which, std::uint32_t step_in_it = 0) : revision(which), step(step_in_it) {}

    /// The revisions that have a step in front of this place.
    [[nodiscard]] constexpr std::size_t begun() const { return revision + (step != 0 ? 1 : 0); }
};

/// Removes findings that a constraint is dropped without another in its place, where an error later in the revision is
/// about the same table: that operation was perhaps to replace it.
constexpr void forget_consequences(replay_context& context) {
    for (std::size_t i = context.findings->size(); i-- > 0;) {
        const finding& each = (*context.findings)[i];
        if (each.rule != rule::drops_constraint || !(each.revision == context.revision->id)) continue;
        for (std::size_t k = context.first_doubt; k < context.doubts.size(); ++k)
            if (context.doubts[k].table == each.item.table) {
                context.findings->erase(context.findings->data() + i);
                break;
            }
    }
}

/// Whether one of the findings from `first` on is an error.
constexpr bool has_error(const detail::vector<finding>& findings, std::size_t first) {
    for (std::size_t i = first; i < findings.size(); ++i)
        if (findings[i].level == level::error) return true;
    return false;
}

/// Whether an operation of this kind may break a rule that the revision acknowledges and nothing has needed so far.
constexpr bool may_need_acknowledgement(const replay_context& context, op::operation_kind which) {
    for (std::uint32_t i = 0; i < context.revision->acknowledgements.count; ++i)
        if ((context.acknowledged >> i & 1U) == 0 && can_break(which, context.revision->acknowledgements[i].rule))
            return true;
    return false;
}

/// A part of a revision. The steps in front of it are verified elsewhere, and taken only for the schema, and for
/// acknowledgements, which any step may need; those behind it are not taken.
struct revision_part {
    std::uint32_t first, last;
    bool ends;                          ///< with the last step of the revision
    detail::vector<finding>* findings;  ///< of its steps
    detail::vector<finding> said_elsewhere{};

    /// Decides where the findings of a step go. Returns whether it belongs to the part.
    constexpr bool take(replay_context& context, std::uint32_t step, op::operation_kind kind) {
        context.findings = step >= first                      ? findings
            : ends && may_need_acknowledgement(context, kind) ? &said_elsewhere
                                                              : nullptr;
        return step >= first;
    }
};

/// What is written of the downgrade of a revision, after its upgrade: every operation, which is applied where the
/// downgrade is to be proven; and at the end, whether it leads back to the schema `before` the upgrade. The schema
/// afterwards is that after the upgrade where it is `kept`.
constexpr void verify_downgrade(replay_context& context, revision_part& part, bool has_limit, bool proving,
                                const schema_mark& before, bool kept) {
    const op::operations_view& downgrade = context.revision->downgrade;
    const std::uint32_t count = context.revision->upgrade.list.count;
    downgrade_trial trial(context, proving && part.ends && kept);
    context.going_down = true;
    for (std::uint32_t i = 0; i < downgrade.list.count && count + i < part.last; ++i) {
        const op::operation& each = downgrade.list.first[i];
        const bool is_own = part.take(context, count + i, each.kind);
        context.begin(each);
        if (context.checking()) review::check_downgrade(context, downgrade, each);
        if (is_own) review::complete_texts(context, downgrade, each);
        if (is_own && has_limit) check_limits(context, downgrade, each);
        if (proving) trial.apply(downgrade, each);
    }
    context.findings = part.findings, context.in_schema = op::text_view{};
    if (proving && part.ends) trial.check(downgrade);
    context.going_down = false;
    if (!proving || !part.ends) return;
    prove_downgrade(context, trial, before);
    if (kept) trial.undo();
}

/// One revision on the schema that its predecessors give: every operation, and the way back. Or a part of it. The
/// schema afterwards is that after the upgrade where it is `kept`, which it need not be when nothing follows.
constexpr void verify_revision(replay_context& context, bool has_limit, std::uint32_t first, std::uint32_t last,
                               bool kept = true) {
    const op::revision& revision = *context.revision;
    const std::uint32_t count = revision.upgrade.list.count;
    const bool ends = last == steps_of(revision);
    const bool proving =
        last > count && revision.downgrade_written && !is_mirrored(context.schema, revision, first == 0 && ends);
    const bool deriving = ends && !revision.downgrade_written && revision.irreversible.empty();
    const bool replaying = deriving && is_to_replay(revision, !context.schema.views.entries().empty());
    const bool comparing = replaying || (proving && ends);
    const bool logged = context.schema.tables.is_logging();
    context.first_doubt = context.doubts.size();
    schema_mark before{};
    if (comparing) before = start_log(context.schema);
    derived_downgrade derived;
    std::string_view not_invertible;
    revision_part part{first, last, ends, context.findings};
    const std::size_t earlier_findings = context.findings->size();
    const bool heeds_programs = review::heeds_programs(context);
    for (std::uint32_t i = 0; i < count && i < last; ++i) {
        const op::operation& each = revision.upgrade.list.first[i];
        if (deriving && not_invertible.empty()) not_invertible = underivable(context.schema, revision.upgrade, each);
        if (replaying) derived.add(context.schema, revision.upgrade, each, context.schema.arena, revision.downgrade);
        const bool is_own = part.take(context, i, each.kind);
        context.begin(each);
        const std::size_t found = heeds_programs && context.checking() ? context.findings->size() : 0;
        review::check(context, revision.upgrade, each);
        if (heeds_programs && context.checking()) review::meets_programs(context, revision.upgrade, each, found);
        if (has_limit && context.checking()) review::unordered_key(context, revision.upgrade, each);
        if (is_own) review::complete_texts(context, revision.upgrade, each);
        apply(context, revision.upgrade, each);
        if (is_own && has_limit)
            check_identifiers(context, revision.upgrade, each), check_limits(context, revision.upgrade, each);
    }
    context.findings = part.findings, context.in_schema = op::text_view{};
    if (context.doubts.size() != context.first_doubt) forget_consequences(context);
    if (ends) check_actions(context, revision.upgrade);
    if (!not_invertible.empty())
        context.report(rule::downgrade_required,
                       {"upgrade: the downgrade cannot be derived, for ", not_invertible,
                        " cannot be undone without you. Write .downgrade(...), or .irreversible(\"why\")"});
    if (revision.downgrade_written || revision.downgrade.list.count != 0)
        verify_downgrade(context, part, has_limit, proving, before, kept);
    if (!ends) return;
    const bool is_sound =
        context.doubts.size() == context.first_doubt && !has_error(*context.findings, earlier_findings);
    if (replaying && not_invertible.empty() && is_sound) prove_downgrade(context, derived.finish().view(), before);
    if (comparing && !logged) stop_log(context.schema);
    for (std::uint32_t i = 0; i < revision.acknowledgements.count; ++i)
        if ((context.acknowledged >> i & 1U) == 0)
            context.report(rule::unneeded_acknowledgement,
                           {"acknowledge: nothing in this revision needs acknowledgement number ", std::size_t{i + 1},
                            ", \"", revision.acknowledgements[i].reason.text(), "\". Take it away"});
    context.acknowledged = 0;
    const auto check_timeout = [&](std::string_view word, duration most) {
        if (most.nanoseconds < 0 || most.nanoseconds > op::longest_timeout.nanoseconds)
            context.report(rule::invalid_timeout,
                           {word, ": a timeout is longer than nothing, and at most 24 days. Leave it out for none"});
    };
    check_timeout("lock_timeout", revision.limits.lock);
    check_timeout("statement_timeout", revision.limits.statement);
    std::uint64_t value = 0;
    if (revision.accepted_checksums.count != 0)
        for (const std::string_view each : revision.accepted_checksums)
            if (!op::parse_checksum(each, value))
                context.report(rule::invalid_checksum,
                               {"accept_checksum: `", each,
                                "` is no checksum. Write the 16 hexadecimal digits that the error about the edited "
                                "revision says, or the journal"});
}

/// The same for the steps of a revision between two places.
constexpr void verify_revision_at(replay_context& context, bool has_limit, std::size_t place, const step_place& first,
                                  const step_place& last, bool kept = true) {
    verify_revision(context, has_limit, place == first.revision ? first.step : 0,
                    place == last.revision ? last.step : steps_of(*context.revision), kept);
}

/// The place of the first revision that the setting `zero_downtime` is for: behind the one that it names.
constexpr std::size_t first_strict(const op::settings& settings, const op::list_view<op::revision>& revisions,
                                   const op::list_view<revision_index>& order) {
    if (!settings.zero_downtime_after.empty())
        for (std::size_t i = 0; i < order.size(); ++i)
            if (revisions[order[i]].id == settings.zero_downtime_after) return i + 1;
    return 0;
}

/// Verifies the steps from `first` to `last` of a history without branches.
constexpr void verify_line(replay_context& context, const op::list_view<op::revision>& revisions,
                           const op::list_view<revision_index>& order, const step_place& first, const step_place& last,
                           detail::vector<finding>& findings) {
    replay_before(context, revisions, order, first.revision, last.begun());
    context.findings = &findings;
    const bool has_limit = has_limits(*context.settings);
    const std::size_t strict_from = first_strict(*context.settings, revisions, order);
    for (std::size_t i = first.revision; i < last.begun(); ++i, ++context.ordinal) {
        context.revision = &revisions[order[i]], context.strict = i >= strict_from;
        verify_revision_at(context, has_limit, i, first, last, i + 1 != last.begun());
    }
}

/// Verifies the steps from `first` to `last` of a history with branches. Each revision is applied to the schema of
/// its own parents and dependencies only, and branches that are joined, by a revision or as heads, must give the same
/// result in any order (`branches_conflict`).
constexpr void verify_branches(replay_context& context, const op::list_view<op::revision>& revisions,
                               const op::list_view<revision_index>& order, const step_place& first,
                               const step_place& last, detail::vector<finding>& findings) {
    branch_walk walk(context, revisions, order);
    const bool has_limit = has_limits(*context.settings);
    const std::size_t strict_from = first_strict(*context.settings, revisions, order);
    const auto report = [&](const name& where, const sentence& message, parts who) {
        if (!message.empty())
            findings.emplace_back(
                rule::branches_conflict, where,
                parts{"revision: ", sentence(who), " contradict each other: ", message,
                      ". Branches may run in any order: change one, or let it .depends_on(...) the other (revision `",
                      where, "`)"});
    };
    for (std::size_t i = first.revision; i < last.begun(); ++i) {
        const name& id = revisions[order[i]].id;
        if (i == first.revision || !continues(revisions, order, i)) {
            if (i != first.revision || first.step == 0)
                report(id, walk.contradiction_below(order[i]), {"the branches that `", id, "` joins"});
            walk.go_below(order[i]);
        }
        walk.enter(order[i]);
        context.findings = &findings, context.strict = i >= strict_from;
        verify_revision_at(context, has_limit, i, first, last);
        context.findings = nullptr;
    }
    if (last.revision == order.size())
        report(revisions[order[last.revision - 1]].id, walk.contradiction_of_heads(), {"the heads"});
}

/// Verifies the steps from `first` to `last`, in the order of application, of a history with a valid graph.
constexpr void verify_schema(const op::settings& settings, const op::list_view<op::revision>& revisions,
                             const op::list_view<revision_index>& order, const step_place& first,
                             const step_place& last, detail::vector<finding>& findings) {
    schema replayed;
    replayed.follow(settings), replayed.made_by_operations = true;
    std::size_t tables = 0, indexes = 0;
    bool branched = false;
    for (std::size_t i = 0; i < last.begun(); ++i) {
        for (const op::operation& each : revisions.first[order.first[i]].upgrade.list)
            tables += each.kind == op::operation_kind::create_table ? 1U : 0U, indexes += each.indexes.count;
        branched = branched || !continues(revisions, order, i);
    }
    replayed.tables.reserve(tables), replayed.indexes.reserve(indexes);
    replay_context context{replayed, &settings};
    if (branched) verify_branches(context, revisions, order, first, last, findings);
    else verify_line(context, revisions, order, first, last, findings);
}

}  // namespace aludel::inline v0_1::detail
