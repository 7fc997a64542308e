// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/swap.hpp>
#include <aludel/base/vector.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Whether a name has an ASCII capital. Four letters per statement, as in `name::hash_of`; most letters
/// are behind Z and need one comparison.
constexpr bool has_capital(const name& called) {
    const char* const letters = called.data;
    std::uint32_t i = 0;
    for (; i + 4 <= called.size; i += 4)
        if ((letters[i] <= 'Z' && letters[i] >= 'A') || (letters[i + 1] <= 'Z' && letters[i + 1] >= 'A') ||
            (letters[i + 2] <= 'Z' && letters[i + 2] >= 'A') || (letters[i + 3] <= 'Z' && letters[i + 3] >= 'A'))
            return true;
    for (; i < called.size; ++i)
        if (letters[i] <= 'Z' && letters[i] >= 'A') return true;
    return false;
}

/// A hash table (open addressing) from names to the numbers of living entries in a vector. An entry has a `name` and an
/// `alive`; a dead entry keeps its slot. A plain array, because the compiler counts each step that a std::vector takes.
class name_map {
public:
    static constexpr std::uint32_t none = 0xFFFF'FFFF;

    constexpr name_map() = default;
    /// An empty table with room for this many entries.
    constexpr explicit name_map(std::size_t entries) {
        std::uint32_t wanted = 16;
        while (wanted < entries * 2) wanted *= 2;
        slots_ = new std::uint32_t[wanted]{};
        size_ = wanted;
    }
    constexpr name_map(const name_map& other)
        : slots_(other.size_ ? new std::uint32_t[other.size_]{} : nullptr),
          size_(other.size_),
          used_(other.used_) {
        for (std::uint32_t i = 0; i < size_; ++i) slots_[i] = other.slots_[i];
    }
    constexpr name_map(name_map&& other) noexcept
        : slots_(detail::release(other.slots_)),
          size_(detail::release(other.size_)),
          used_(detail::release(other.used_)) {}
    constexpr name_map& operator=(const name_map& other) { return *this = name_map(other); }
    constexpr name_map& operator=(name_map&& other) noexcept {
        name_map given(static_cast<name_map&&>(other));
        detail::swap(slots_, given.slots_);
        detail::swap(size_, given.size_);
        detail::swap(used_, given.used_);
        return *this;
    }
    constexpr ~name_map() { delete[] slots_; }

    /// The number of the living entry with this name, or `none`.
    template <class Entry>
    [[nodiscard]] constexpr std::uint32_t find(const detail::vector<Entry>& entries, const name& wanted) const {
        if (size_ == 0) return none;
        const std::uint32_t mask = size_ - 1;
        const Entry* const whole = entries.data();
        for (std::uint32_t position = wanted.hash & mask; slots_[position] != 0; position = (position + 1) & mask)
            if (const Entry& entry = whole[slots_[position] - 1];
                entry.name.hash == wanted.hash && entry.alive && entry.name == wanted)
                return slots_[position] - 1;
        return none;
    }

    /// The same among the entries that satisfy a condition, where several entries may have one name.
    template <class Entry, class Condition>
    [[nodiscard]] constexpr std::uint32_t find(const detail::vector<Entry>& entries, const name& wanted,
                                               Condition condition) const {
        if (size_ == 0) return none;
        const std::uint32_t mask = size_ - 1;
        for (std::uint32_t position = wanted.hash & mask; slots_[position] != 0; position = (position + 1) & mask)
            if (const Entry& entry = entries.data()[slots_[position] - 1];
                entry.alive && entry.name == wanted && condition(entry))
                return slots_[position] - 1;
        return none;
    }

    /// Makes room for one more name; where the map must grow, for `wanted` entries.
    template <class Entry>
    constexpr void make_room(const detail::vector<Entry>& entries, std::size_t wanted) {
        if ((used_ + 1) * 2 <= size_) return;
        name_map larger(wanted);
        larger.put_all(entries);
        *this = static_cast<name_map&&>(larger);
    }

    /// Adds the last of the entries. There must be room for it.
    template <class Entry>
    constexpr void add_last(const detail::vector<Entry>& entries) {
        const auto count = static_cast<std::uint32_t>(entries.size());
        put(entries.data()[count - 1].name.hash, count);
    }

    /// Adds the new name of an entry; there is room for it. The slot of the old name stays and finds nothing.
    template <class Entry>
    constexpr void add_renamed(const detail::vector<Entry>& entries, std::uint32_t which) {
        put(entries.data()[which].name.hash, which + 1);
    }

    /// Removes the last of the entries. Its slot can simply be cleared: entries that were added later, which could have
    /// probed past it, are gone already.
    template <class Entry>
    constexpr void remove_last(const detail::vector<Entry>& entries) {
        const auto count = static_cast<std::uint32_t>(entries.size());
        std::uint32_t position = entries.data()[count - 1].name.hash & (size_ - 1);
        while (slots_[position] != count) position = (position + 1) & (size_ - 1);
        slots_[position] = 0;
        --used_;
    }

    /// Adds all entries. The table must be empty and have room for them.
    template <class Entry>
    constexpr void put_all(const detail::vector<Entry>& entries) {
        for (std::uint32_t i = 0; i < entries.size(); ++i) put(entries[i].name.hash, i + 1);
    }

private:
    constexpr void put(std::uint32_t hash, std::uint32_t value) {
        std::uint32_t position = hash & (size_ - 1);
        while (slots_[position] != 0) position = (position + 1) & (size_ - 1);
        slots_[position] = value;
        ++used_;
    }

    std::uint32_t* slots_ = nullptr;
    std::uint32_t size_ = 0;
    std::uint32_t used_ = 0;  ///< how many slots are taken, some by names that entries had before
};

}  // namespace aludel::inline v0_1::detail
