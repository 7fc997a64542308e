// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/span.hpp>
#include <aludel/base/zeroed_array.hpp>
#include <aludel/graph/revision_node.hpp>
#include <aludel/graph/symbol_table.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// The links of one revision as indices into a flat list: those by `revises` in [begin, split), those only by
/// `depends_on` in [split, end).
struct link_range {
    std::uint32_t begin = 0;
    std::uint32_t split = 0;
    std::uint32_t end = 0;
};

/// The links of all revisions in one direction: either to what each revision revises and depends on, or the reverse.
struct links {
    zeroed_array<revision_index> flat;
    zeroed_array<link_range> ranges;

    [[nodiscard]] constexpr detail::span<const revision_index> revised(revision_index i) const {
        return {flat.data + ranges[i].begin, flat.data + ranges[i].split};
    }
    [[nodiscard]] constexpr detail::span<const revision_index> depended(revision_index i) const {
        return {flat.data + ranges[i].split, flat.data + ranges[i].end};
    }
    [[nodiscard]] constexpr detail::span<const revision_index> all(revision_index i) const {
        return {flat.data + ranges[i].begin, flat.data + ranges[i].end};
    }
};

/// The links from each revision to its parents and dependencies. Unknown names, links to the revision itself and
/// repeated links are left out.
constexpr links links_below(detail::span<const revision_node> nodes, const symbol_table& symbols) {
    const revision_node* const node = nodes.data();
    const auto count = static_cast<revision_index>(nodes.size());
    std::size_t names = 0;
    for (revision_index i = 0; i < count; ++i) names += node[i].parents.size() + node[i].dependencies.size();

    links below{zeroed_array<revision_index>(names), zeroed_array<link_range>(count)};
    revision_index* end = below.flat.data;
    // `linked[r] == i + 1` means that revision i already has a link to r, so the array need not be cleared for each i.
    const zeroed_array<revision_index> linked(count);
    for (revision_index i = 0; i < count; ++i) {
        linked.data[i] = i + 1;
        link_range& range = below.ranges.data[i];
        range.begin = static_cast<std::uint32_t>(end - below.flat.data);
        const name* text = node[i].parents.data();
        for (const name* const last = text + node[i].parents.size(); text != last; ++text)
            if (const symbol_entry* const found = symbols.find(*text);
                found && !found->is_label && linked.data[found->revision] != i + 1)
                linked.data[*end++ = found->revision] = i + 1;
        range.split = static_cast<std::uint32_t>(end - below.flat.data);
        text = node[i].dependencies.data();
        for (const name* const last = text + node[i].dependencies.size(); text != last; ++text)
            if (const symbol_entry* const found = symbols.find(*text); found && linked.data[found->revision] != i + 1)
                linked.data[*end++ = found->revision] = i + 1;
        range.end = static_cast<std::uint32_t>(end - below.flat.data);
    }
    below.flat.size = static_cast<std::size_t>(end - below.flat.data);
    return below;
}

/// The same links reversed: from each revision to those that revise it or depend on it, in the order of the list.
constexpr links turned(const links& below) {
    links above{zeroed_array<revision_index>(below.flat.size), zeroed_array<link_range>(below.ranges.size)};
    link_range* const subject = above.ranges.data;
    const auto count = static_cast<revision_index>(below.ranges.size);
    const link_range* const source = below.ranges.data;
    const revision_index* const flat = below.flat.data;
    // First `split` counts the children and `end` the dependents; then both are positions to write to, and finally
    // ends.
    for (revision_index i = 0; i < count; ++i) {
        for (std::uint32_t position = source[i].begin; position < source[i].split; ++position)
            ++subject[flat[position]].split;
        for (std::uint32_t index = source[i].split; index < source[i].end; ++index) ++subject[flat[index]].end;
    }
    std::uint32_t begin = 0;
    for (revision_index i = 0; i < count; ++i) {
        const link_range counted = subject[i];
        subject[i] = {begin, begin, begin + counted.split};
        begin += counted.split + counted.end;
    }
    for (revision_index i = 0; i < count; ++i) {
        for (std::uint32_t offset = source[i].begin; offset < source[i].split; ++offset)
            above.flat.data[subject[flat[offset]].split++] = i;
        for (std::uint32_t offset = source[i].split; offset < source[i].end; ++offset)
            above.flat.data[subject[flat[offset]].end++] = i;
    }
    return above;
}

}  // namespace aludel::inline v0_1::detail
