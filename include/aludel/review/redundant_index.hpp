// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::review {

/// Whether the parts `a` are the first parts of `b`, so that an index over `b` serves every search that one over `a`
/// does.
constexpr bool is_prefix(const op::list_view<op::index_part>& a, const op::list_view<op::index_part>& b) {
    if (a.count > b.count) return false;
    for (std::uint32_t i = 0; i < a.count; ++i)
        if (!(a[i].column == b[i].column) || a[i].length != b[i].length || a[i].expression != b[i].expression ||
            a[i].descending != b[i].descending)
            return false;
    return true;
}

/// AL803: a new index is redundant because of a key or another index, or makes an existing index redundant.
constexpr void redundant_index(const subject& change, const op::index& index) {
    if (!is_enabled(change.context, rule::redundant_index) || !change.table || !index.where.empty()) return;
    const op::list_view<op::index_part> parts = index.parts.of(change.arrays.parts);
    for (const op::constraint& each : change.table.constraints()) {
        if (each.kind != op::constraint_kind::primary_key && each.kind != op::constraint_kind::unique) continue;
        bool same = parts.count <= each.columns.count && !(index.unique && parts.count != each.columns.count);
        for (std::uint32_t i = 0; same && i < parts.count; ++i)
            same =
                parts[i].column == change.table.names(each.columns)[i] && !parts[i].descending && parts[i].length == 0;
        if (same)
            return change.refuse(
                rule::redundant_index,
                {"create_index: index `", index.name, "` of table `", change.table.name, "` finds nothing that the ",
                 detail::kind_name(each.kind), " over ", detail::list_names(change.table.names(each.columns)),
                 " does not find. Leave it out"});
    }
    const auto& whole = change.context.schema.indexes.entries();
    for (std::size_t i = whole.size(); i-- > 0;) {
        const detail::index_entry& other = whole[i];
        // The indexes of a table that the revision created are the last ones, so older ones need not be searched.
        if (change.empty && !change.context.is_new(change.context.schema.tables[other.table])) break;
        if (other.table != change.which || !other.alive || !other.get().where.empty() ||
            other.get().method != index.method)
            continue;
        const bool superfluous = is_prefix(parts, other.parts()) &&
            (!index.unique || (other.get().unique && parts.count == other.parts().count));
        const bool replaces = is_prefix(other.parts(), parts) && !other.get().unique;
        if (superfluous)
            return change.refuse(rule::redundant_index,
                                 {"create_index: index `", index.name, "` of table `", change.table.name,
                                  "` finds nothing that index `", other.name, "` does not find. Leave it out"});
        if (replaces)
            return change.refuse(rule::redundant_index,
                                 {"create_index: index `", other.name, "` of table `", change.table.name,
                                  "` finds nothing that the new index `", index.name, "` will not find. Drop it"});
    }
}

}  // namespace aludel::inline v0_1::review
