// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/base/zeroed_array.hpp>
#include <aludel/schema/apply.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// The most names that an operation adds to an `upgrade_index`.
constexpr std::size_t most_names(const op::operation& operation) { return 3 + operation.indexes.count; }

/// The upgrades that name a table or an index, of a sequence of upgrades, with up to `Count` names in all. A name
/// counts by its hash modulo `Count`, called its place; where two names share a place, too many upgrades are found.
template <std::size_t Count>
class upgrade_index {
public:
    /// Adds the next upgrade. `types`: for a database whose enumerations are types, which columns of several tables
    /// have.
    constexpr void add(const op::operations_view& operations, bool types = false) {
        for (const op::operation& each : operations.list) {
            if (each.table.size != 0) note(place_of(each.table));
            if (each.kind == op::operation_kind::rename_table) note(place_of(each.to));
            if (each.kind == op::operation_kind::drop_index) note(place_of_index(each.object)), note(dropped);
            for (std::uint32_t i = 0; i < each.indexes.count; ++i)
                note(place_of_index(operations.indexes[each.indexes.first + i].name));
            needs_all_ = needs_all_ || may_create_trigger(operations, each) || is_about_object(each.kind);
            for (std::uint32_t i = 0; types && i < each.columns.count; ++i)
                needs_all_ = needs_all_ || is_enumeration(operations.columns[each.columns.first + i].type);
        }
        ++upgrades_;
    }

    /// Whether an upgrade from this number on may name the table, or an index of it.
    [[nodiscard]] constexpr bool is_named_from(std::size_t number, const name& table) const {
        for (const std::uint32_t place : {place_of(table), dropped})
            if (const std::uint32_t last = last_[place]; last != 0 && uses_[last - 1].upgrade >= number) return true;
        return false;
    }

    /// Applies the upgrades 0 to `first`, which have been verified, before the upgrades from `first` to `last` are
    /// rendered. `upgrade(i)` returns the operations of an upgrade. Tables that those neither name nor refer to are
    /// incomplete or missing afterwards.
    template <class Upgrades>
    constexpr void replay_for(replay_context& context, const Upgrades& upgrade, std::size_t first,
                              std::size_t last) const {
        if (needs_all_) {  // texts of triggers name any table, and are renamed with it
            for (std::size_t i = 0; i < first; ++i) apply(context, upgrade(i));
            return;
        }
        search wanted{first};
        for (std::size_t i = first; i < last; ++i) {
            const op::operations_view& operations = upgrade(i);
            for (const op::operation& each : operations.list) {
                wanted.add_all(operations, each);
                if (each.kind == op::operation_kind::drop_index)  // which may get its name from the convention
                    wanted.add(place_of_index(each.object)), wanted.add(unnamed);
            }
        }
        for (std::size_t i = 0; i < wanted.list.size(); ++i)  // which grows
            for (std::uint32_t use = last_[wanted.list[i]]; use != 0; use = uses_[use - 1].before)
                if (const std::uint32_t number = uses_[use - 1].upgrade; number < first)
                    wanted.needed[number] = true, wanted.add_connected(upgrade(number));
        for (std::size_t i = 0; i < first; ++i) {
            if (!wanted.needed[i]) continue;
            const op::operations_view& operations = upgrade(i);
            for (const op::operation& each : operations.list)
                if (each.kind == op::operation_kind::drop_index || wanted.names(each)) apply(context, operations, each);
        }
    }

private:
    /// Places of no name: of all dropped indexes, and of all indexes without a name.
    static constexpr std::uint32_t places = Count + 2, dropped = Count, unnamed = Count + 1;

    static constexpr std::uint32_t place_of(const name& table) { return table.hash % Count; }
    static constexpr std::uint32_t place_of_index(const name& index) {
        return index.size == 0 ? unnamed : (index.hash + 1) % Count;
    }

    /// The places of the tables and indexes that are wanted, and the upgrades that name them.
    struct search {
        zeroed_array<bool> needed;
        zeroed_array<bool> marked{places};
        detail::vector<std::uint32_t> list{};

        constexpr explicit search(std::size_t upgrades) : needed(upgrades) {}

        constexpr void add(std::uint32_t place) {
            if (!marked[place]) marked[place] = true, list.push_back(place);
        }
        /// Whether the table of an operation is wanted.
        [[nodiscard]] constexpr bool names(const op::operation& each) const {
            return marked[place_of(each.table)] ||
                (each.kind == op::operation_kind::rename_table && marked[place_of(each.to)]);
        }
        /// Adds the tables that an operation names, and the targets of its foreign keys.
        constexpr void add_all(const op::operations_view& operations, const op::operation& each) {
            if (each.table.size != 0) add(place_of(each.table));
            if (each.kind == op::operation_kind::rename_table) add(place_of(each.to));
            for (std::uint32_t i = 0; i < each.constraints.count; ++i)
                if (const name target = operations.constraints[each.constraints.first + i].target_name();
                    target.size != 0)
                    add(place_of(target));
        }
        /// Adds what the operations on a wanted table or index refer to, and who may drop their indexes.
        constexpr void add_connected(const op::operations_view& operations) {
            for (const op::operation& each : operations.list) {
                bool connected = names(each);
                for (std::uint32_t i = 0; i < each.indexes.count; ++i)
                    connected = connected || marked[place_of_index(operations.indexes[each.indexes.first + i].name)];
                if (!connected) continue;
                add_all(operations, each);
                for (std::uint32_t i = 0; i < each.indexes.count; ++i) {
                    const std::uint32_t place = place_of_index(operations.indexes[each.indexes.first + i].name);
                    add(place == unnamed ? dropped : place);
                }
            }
        }
    };

    /// An upgrade that names a place, and the number of the use of the place before it, from 1.
    struct entry {
        std::uint32_t upgrade;
        std::uint32_t before;
    };

    constexpr void note(std::uint32_t place) {
        uses_[count_] = {upgrades_, last_[place]};
        last_[place] = ++count_;
    }

    std::uint32_t upgrades_ = 0, count_ = 0;
    bool needs_all_ = false;
    std::uint32_t last_[places]{};  ///< the number of the last use of each place, from 1
    entry uses_[Count]{};
};

}  // namespace aludel::inline v0_1::detail
