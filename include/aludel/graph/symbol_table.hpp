// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/span.hpp>
#include <aludel/base/zeroed_array.hpp>
#include <aludel/graph/revision_node.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// A name of the graph and the revision that it stands for. It is the revision's id, a label that it declares, or an
/// alias: a second id that a row of the version table may have for it (see `revision_node::replaced` and `squashes`).
struct symbol_entry {
    name text;
    revision_index revision = 0;
    bool is_label = false;
    bool is_alias = false;
};

/// Finds ids, labels and aliases by name: a hash table with open addressing.
class symbol_table {
public:
    constexpr symbol_table() = default;

    constexpr explicit symbol_table(std::size_t count) : entries_(count) {
        std::size_t room = 4;
        while (room < 2 * count) room *= 2;
        slots_ = zeroed_array<std::uint32_t>(room);
    }

    /// Adds a name and returns null; if the name exists, nothing changes, and the existing entry is returned.
    constexpr const symbol_entry* add(const name& text, revision_index revision, bool is_label, bool is_alias = false) {
        const std::uint32_t position = slot_of(text);
        if (slots_.data[position] != 0) {
            has_repetition_ = true;
            return entries_.data + slots_.data[position] - 1;
        }
        entries_.data[size_++] = {text, revision, is_label, is_alias};
        slots_.data[position] = size_;
        return nullptr;
    }

    /// The entry of a name, or null.
    [[nodiscard]] constexpr const symbol_entry* find(const name& text) const {
        const std::uint32_t slot = slots_.size == 0 ? 0 : slots_.data[slot_of(text)];
        return slot == 0 ? nullptr : entries_.data + slot - 1;
    }

    /// Copies the text of all names to a buffer and lets the names refer to it.
    constexpr void move_text_to(char* place) {
        for (std::uint32_t i = 0; i < size_; ++i) {
            name& text = entries_.data[i].text;
            for (std::uint32_t position = 0; position < text.size; ++position) place[position] = text.data[position];
            text.data = place;
            place += text.size;
        }
    }

    [[nodiscard]] constexpr detail::span<const symbol_entry> entries() const { return {entries_.data, size_}; }
    [[nodiscard]] constexpr const symbol_entry& entry(std::size_t i) const { return entries_.data[i]; }
    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    /// Whether a name was added that existed already.
    [[nodiscard]] constexpr bool has_repetition() const { return has_repetition_; }

private:
    /// The slot of a name, or the free slot where it would be added.
    constexpr std::uint32_t slot_of(const name& text) const {
        const auto mask = static_cast<std::uint32_t>(slots_.size - 1);
        std::uint32_t position = text.hash & mask;
        while (slots_.data[position] != 0 && !(entries_.data[slots_.data[position] - 1].text == text))
            position = (position + 1) & mask;
        return position;
    }

    zeroed_array<std::uint32_t> slots_;  // index in entries_ + 1; 0: free
    zeroed_array<symbol_entry> entries_;
    std::uint32_t size_ = 0;
    bool has_repetition_ = false;
};

/// A table of all ids, labels and aliases of the revisions. Of names that occur twice it has the first.
constexpr symbol_table symbols_of(detail::span<const revision_node> nodes) {
    const auto count = static_cast<revision_index>(nodes.size());
    std::size_t labels = 0, aliases = 0;
    for (revision_index i = 0; i < count; ++i)
        labels += nodes.data()[i].labels.size(),
            aliases += nodes.data()[i].replaced.size() + nodes.data()[i].squashes.size();
    symbol_table symbols(count + labels + aliases);
    for (revision_index i = 0; i < count; ++i) symbols.add(nodes.data()[i].id, i, false);
    // Ids before labels, so that for a name that is both, the label is reported.
    for (revision_index i = 0; labels != 0 && i < count; ++i)
        for (const name& label : nodes[i].labels) symbols.add(label, i, true);
    for (revision_index i = 0; aliases != 0 && i < count; ++i) {
        for (const name& alias : nodes[i].replaced) symbols.add(alias, i, false, true);
        for (const name& alias : nodes[i].squashes) symbols.add(alias, i, false, true);
    }
    return symbols;
}

}  // namespace aludel::inline v0_1::detail
