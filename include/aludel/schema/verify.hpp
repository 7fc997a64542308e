// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/vector.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/operation/checksum.hpp>
#include <aludel/review/review.hpp>
#include <aludel/schema/downgrade.hpp>

#include <cstdint>      // uint32_t, uint64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// One revision on the schema that its predecessors give: every operation, and the way back.
constexpr void verify_revision(replay& at) {
    const op::revision& revision = *at.revision;
    const bool proving = revision.downgrade_written;
    const bool deriving = !proving && revision.irreversible.empty();
    schema_mark before{};
    if (proving) before = start_log(at.schema);
    std::string_view stuck;
    for (const op::operation& each : revision.upgrade.list) {
        if (deriving && stuck.empty()) stuck = underivable(at.schema, revision.upgrade, each);
        review::check(at, revision.upgrade, each);
        apply(at, revision.upgrade, each);
    }
    if (!stuck.empty())
        at.report(rule::downgrade_required, {"upgrade: the downgrade cannot be derived, for ", stuck, " cannot be undone without you. Write .downgrade(...), or .irreversible(\"why\")"});
    if (proving) {
        prove_downgrade(at, before);
        stop_log(at.schema);
    }
    for (std::uint32_t i = 0; i < revision.acknowledgements.count; ++i)
        if ((at.acknowledged >> i & 1U) == 0)
            at.report(rule::unneeded_acknowledgement, {"acknowledge: nothing in this revision needs acknowledgement number ", std::size_t{i + 1}, ", \"", revision.acknowledgements[i].reason,
                      "\". Take it away"});
    at.acknowledged = 0;
    std::uint64_t value = 0;
    for (const std::string_view each : revision.accepted_checksums)
        if (!op::parse_checksum(each, value))
            at.report(rule::invalid_checksum, {"accept_checksum: `", each, "` is no checksum. Write the 16 hexadecimal digits that the error about the edited revision says, or the journal"});
}

/// Replays a history whose graph is sound, and finds what does not fit in its revisions from `first` to `last`, in the
/// order of application.
constexpr void verify_schema(const op::settings& settings, const op::list_view<op::revision>& revisions, const op::list_view<revision_index>& order,
                             std::size_t first, std::size_t last, detail::vector<finding>& findings) {
    schema replayed;
    replayed.naming = settings.naming;
    std::size_t operations = 0;
    for (std::size_t i = 0; i < last; ++i) operations += revisions[order[i]].upgrade.list.count;
    replayed.tables.reserve(operations), replayed.indexes.reserve(operations);
    replay at{replayed, &settings};
    for (std::size_t i = 0; i < last; ++i) {
        at.revision = &revisions[order[i]];
        if (i == first) at.findings = &findings;
        if (i < first) apply(at, at.revision->upgrade);
        else verify_revision(at);
        ++at.ordinal;
    }
}

}  // namespace aludel::inline v0_1::detail
