// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/operation/rows.hpp>
#include <aludel/schema/replay.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// A number that is the same for equal values; 0 for values that only the database knows.
constexpr std::uint32_t hash_of(const op::value& value) {
    switch (value.kind) {
        case op::value_kind::boolean:
        case op::value_kind::integer: return static_cast<std::uint32_t>(value.integer) * 2654435761U | 1U;
        case op::value_kind::text: return name::hash_of(value.text.data, value.text.size) | 1U;
        default: return 0;
    }
}

/// Searches rows of an insert that have the same primary key, by a hash table of the rows so far.
class same_row_search {
public:
    constexpr same_row_search(const op::list_view<name>& key, std::uint32_t rows)
        : key_(key),
          slots_(2 * std::size_t{rows} + 1) {}

    /// The number of an earlier row with the key of the next row, from 1; 0: there is none.
    constexpr std::uint32_t find(const op::list_view<op::cell>& row) {
        rows_.push_back(row);
        std::uint32_t hash = 0;
        for (const name& column : key_) {
            const op::value* const part = value_in(row, column);
            const std::uint32_t one = part == nullptr ? 0 : hash_of(*part);
            if (one == 0) return 0;
            hash = hash * 31 + one;
        }
        std::size_t place = hash % slots_.size();
        for (; slots_[place] != 0; place = (place + 1) % slots_.size())
            if (has_same_key(rows_[slots_[place] - 1], row)) return slots_[place];
        slots_[place] = static_cast<std::uint32_t>(rows_.size());
        return 0;
    }

private:
    static constexpr const op::value* value_in(const op::list_view<op::cell>& row, const name& column) {
        for (const op::cell& each : row)
            if (each.column == column) return &each.value;
        return nullptr;
    }
    [[nodiscard]] constexpr bool has_same_key(const op::list_view<op::cell>& one,
                                              const op::list_view<op::cell>& other) const {
        for (const name& column : key_)
            if (!(*value_in(one, column) == *value_in(other, column))) return false;
        return true;
    }

    op::list_view<name> key_;
    detail::vector<op::list_view<op::cell>> rows_;
    detail::vector<std::uint32_t> slots_;  ///< 1 + the number of a row; 0: free
};

/// Reports rows of one insert that have the same primary key (`duplicate_row`).
constexpr void check_same_rows(replay_context& context, const op::table_view& table, const op::operations_view& arrays,
                               const op::operation& operation) {
    const op::constraint* const key = table.primary_key();
    const std::uint32_t count = op::row_count(arrays, operation);
    if (key == nullptr || count < 2) return;
    same_row_search search(table.names(key->columns), count);
    std::size_t row = 0;
    op::for_each_row(arrays, operation, [&](const op::list_view<op::cell>& cells) {
        ++row;
        if (const std::uint32_t found = search.find(cells); found != 0)
            context.report(rule::duplicate_row,
                           {"insert: rows ", std::size_t{found}, " and ", row, " of table `", table.name,
                            "` have the same primary key, so that no database takes both. Take one away"});
    });
}

}  // namespace aludel::inline v0_1::detail
