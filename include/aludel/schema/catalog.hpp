// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/schema/name_map.hpp>
#include <aludel/sql/identifier.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <utility>  // move

namespace aludel::inline v0_1::detail {

/// The tables, indexes or views of a schema, by name, with an undo log. While the log is on, a written downgrade can be
/// tried on the schema itself and taken back, which costs only what it touches, not a copy of everything. A removed
/// entry stays in its place with `alive` false, so indexes of entries never change.
template <class Entry>
class catalog {
public:
    static constexpr std::uint32_t none = name_map::none;

    /// The index of the living entry with this name, or `none`.
    [[nodiscard]] constexpr std::uint32_t find(const name& wanted) const { return map_.find(entries_, wanted); }
    /// The same among the entries that satisfy a condition.
    template <class Condition>
    [[nodiscard]] constexpr std::uint32_t find(const name& wanted, Condition condition) const {
        return map_.find(entries_, wanted, condition);
    }
    /// Whether a name with a capital has been added.
    [[nodiscard]] constexpr bool has_capitals() const { return capitals_.size() != 0; }
    /// The index of a living entry whose name differs in the case of letters only, or `none`.
    [[nodiscard]] constexpr std::uint32_t find_in_other_case(const name& wanted) const {
        for (const std::uint32_t which : capitals_)
            if (which < entries_.size() && entries_[which].alive && entries_[which].name.text() != wanted.text() &&
                dialect::same_identifier(entries_[which].name, wanted))
                return which;
        detail::vector<char> lowered;
        for (const char each : wanted.text()) lowered.push_back(dialect::lower(each));
        return find(name(lowered.data(), wanted.size));
    }
    [[nodiscard]] constexpr const Entry& operator[](std::uint32_t which) const { return entries_[which]; }
    [[nodiscard]] constexpr const detail::vector<Entry>& entries() const { return entries_; }
    constexpr void reserve(std::size_t count) { entries_.reserve(count); }

    /// Adds an entry with this name at the end; the caller fills in the rest. The name must not be in use.
    constexpr Entry& add(const name& called) {
        entries_.make_room(1);
        map_.make_room(entries_, entries_.capacity());
        Entry& added = entries_.make_last(used_);
        added.name = called;
        map_.add_last(entries_);
        if (has_capital(called)) capitals_.push_back(static_cast<std::uint32_t>(entries_.size() - 1));
        return added;
    }

    /// The entry, for changes of anything but its name. Its old value is logged at the first change after each mark; an
    /// entry that is newer than the mark is not logged.
    constexpr Entry& change(std::uint32_t which) {
        Entry& entry = entries_.data()[which];
        if (logging_ && which < latest_.entries && entry.logged <= latest_.log) {
            log_.push_back({which, entry});
            entry.logged = log_.size();
        }
        return entry;
    }

    /// The entry, for changes that `restore` does not take back.
    constexpr Entry& unlogged(std::uint32_t which) { return entries_.data()[which]; }

    constexpr void remove(std::uint32_t which) { change(which).alive = false; }

    constexpr void rename(std::uint32_t which, const name& new_name) {
        map_.make_room(entries_, entries_.capacity() * 2);  // as many renames as there are entries until it grows again
        change(which).name = new_name;
        ++renames_;
        map_.add_renamed(entries_, which);
        if (has_capital(new_name)) capitals_.push_back(which);
    }

    /// An entry as it was before a change.
    struct saved {
        std::uint32_t which;
        Entry entry;
    };
    /// A state to return to: the sizes of the entries and of the log, and the number of renames.
    struct mark {
        std::size_t entries;
        std::size_t log;
        std::size_t renames;
    };

    /// Starts logging changes, and sets the first mark.
    constexpr mark start_log() {
        logging_ = true;
        return set_mark();
    }
    /// Stops logging and forgets the log.
    constexpr void stop_log() {
        logging_ = false;
        for (const saved& each : log_) entries_[each.which].logged = 0;
        log_.clear();
    }
    /// Marks the current state, for `restore`.
    constexpr mark set_mark() { return latest_ = {entries_.size(), log_.size(), renames_}; }
    [[nodiscard]] constexpr const detail::vector<saved>& log() const { return log_; }

    /// Calls `look(old, current)` for each entry that existed at the mark and was changed since; `old` is its value
    /// then.
    template <class Look>
    constexpr void for_each_change(const mark& since, const Look& look) const {
        for (const saved* each = log_.begin() + since.log; each != log_.end(); ++each)
            if (each->which < since.entries && each->entry.logged <= since.log)
                look(each->entry, entries_.data()[each->which]);
    }

    [[nodiscard]] constexpr bool is_logging() const { return logging_; }

    /// Undoes all changes since the mark.
    constexpr void restore(const mark& target) {
        name_map renewed;
        if (renames_ != target.renames) renewed = name_map(entries_.capacity());
        while (log_.size() > target.log) {
            entries_[log_.back().which] = std::move(log_.back().entry);
            log_.pop_back();
        }
        latest_ = target;
        if (renames_ != target.renames) {
            renewed.put_all(entries_);
            map_ = std::move(renewed);
            renames_ = target.renames;
        }
        while (entries_.size() > target.entries) {
            map_.remove_last(entries_);
            entries_.pop_back();
        }
    }

private:
    detail::vector<Entry> entries_;
    detail::vector<saved> log_;
    name_map map_;
    mark latest_{};
    std::size_t renames_ = 0;
    std::size_t used_ = 0;  ///< the number of places in `entries_` that have been constructed
    bool logging_ = false;
    detail::vector<std::uint32_t> capitals_;  ///< entries that got a name with a capital, now or before
};

}  // namespace aludel::inline v0_1::detail
