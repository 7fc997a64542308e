// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/box.hpp>
#include <aludel/operation/operation_list.hpp>
#include <aludel/operation/table_view.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// One operation that belongs to the schema, since it is no longer as some revision wrote it.
struct owned_operation {
    op::operation_list list;
    op::operations view{};

    constexpr owned_operation() = default;
    constexpr owned_operation(const owned_operation& other) : list(other.list) { renew(); }  // the view is of its own list
    constexpr owned_operation(owned_operation&&) = default;
    constexpr owned_operation& operator=(owned_operation&&) = default;

    constexpr void renew() { view = list.view(); }
    /// The same, of a table that is its own already: what changes is among these.
    constexpr void renew_table() {
        if (view.list.first != list.list.data()) renew();
        view.columns = list.columns.data(), view.constraints = list.constraints.data(), view.names = list.names.data();
    }
};

/// A table: as its `create_table` says, in the revision's own arrays, until something changes it.
struct table_entry {
    aludel::name name{};
    bool alive = true;
    std::size_t logged = 0;  ///< the size of the catalog's log when it was last logged
    std::uint32_t born = 0;  ///< the revision that created it, by its ordinal
    std::uint32_t last_index = 0;  ///< its newest index, by its place among all plus one; older ones follow by `before`
    bool may_be_target = true;     ///< of a foreign key; false only while the whole schema was made by operations
    const op::operations* pools = nullptr;  ///< of a revision, or its own
    const op::operation* create = nullptr;
    box<owned_operation> own{};

    constexpr table_entry() = default;
    constexpr table_entry(const table_entry& other)
        : name(other.name), alive(other.alive), logged(other.logged), born(other.born), last_index(other.last_index), may_be_target(other.may_be_target), pools(other.pools), create(other.create), own(other.own) {
        if (own) renew();
    }
    constexpr table_entry(table_entry&&) = default;
    constexpr table_entry& operator=(const table_entry& other) { return *this = table_entry(other); }
    constexpr table_entry& operator=(table_entry&&) = default;

    [[nodiscard]] constexpr op::table_view view() const { return {pools, create, name}; }

    /// The table as its own, for changes; `renew()` ends them. Its indexes are entries of their own.
    constexpr op::operation_list& edit() {
        if (!own) {
            own = box<owned_operation>(owned_operation{});
            op::operation copied = *create;
            copied.indexes = {};
            own->list.append(*pools, copied);
        }
        return own->list;
    }
    constexpr void renew() {
        own->renew_table();
        pools = &own->view, create = own->view.list.first;
    }
};

/// An index, kept apart from its table: most are made by an operation of their own, and their tables stay untouched.
struct index_entry {
    aludel::name name{};
    bool alive = true;
    std::size_t logged = 0;
    std::uint32_t table = 0;
    std::uint32_t before = 0;  ///< the next older index of its table, in the same way
    const op::operations* pools = nullptr;
    const op::index* index = nullptr;
    box<owned_operation> own{};

    constexpr index_entry() = default;
    constexpr index_entry(const index_entry& other)
        : name(other.name), alive(other.alive), logged(other.logged), table(other.table), before(other.before), pools(other.pools), index(other.index), own(other.own) {
        if (own) renew();
    }
    constexpr index_entry(index_entry&&) = default;
    constexpr index_entry& operator=(const index_entry& other) { return *this = index_entry(other); }
    constexpr index_entry& operator=(index_entry&&) = default;

    [[nodiscard]] constexpr const op::index& get() const { return *index; }
    [[nodiscard]] constexpr const op::operations& arrays() const { return *pools; }
    [[nodiscard]] constexpr op::list_view<op::index_part> parts() const { return index->parts.of(pools->parts); }
    [[nodiscard]] constexpr op::list_view<aludel::name> include() const { return index->include.of(pools->names); }

    constexpr op::operation_list& edit() {
        if (!own) {
            own = box<owned_operation>(owned_operation{});
            own->list.add_index(*pools, *index);
        }
        return own->list;
    }
    constexpr void renew() {
        own->renew();
        pools = &own->view, index = own->list.indexes.data();
    }
};

/// A view, with its query or queries.
struct view_entry {
    aludel::name name{};
    bool alive = true;
    std::size_t logged = 0;
    const op::operations* pools = nullptr;
    const op::operation* create = nullptr;
    box<owned_operation> own{};

    constexpr view_entry() = default;
    constexpr view_entry(const view_entry& other)
        : name(other.name), alive(other.alive), logged(other.logged), pools(other.pools), create(other.create), own(other.own) {
        if (own) renew();
    }
    constexpr view_entry(view_entry&&) = default;
    constexpr view_entry& operator=(const view_entry& other) { return *this = view_entry(other); }
    constexpr view_entry& operator=(view_entry&&) = default;

    [[nodiscard]] constexpr const op::operation& get() const { return *create; }
    [[nodiscard]] constexpr const op::operations& arrays() const { return *pools; }
    [[nodiscard]] constexpr op::list_view<op::dialect_text> queries() const { return create->texts.of(pools->texts); }

    constexpr op::operation_list& edit() {
        if (!own) {
            own = box<owned_operation>(owned_operation{});
            own->list.append(*pools, *create);
        }
        return own->list;
    }
    constexpr void renew() {
        own->renew();
        pools = &own->view, create = own->list.list.data();
    }
};

/// What no operation makes and only a reading of a database, or of raw SQL, tells of: a trigger, a virtual table, a clause
/// that no word stands for. It is known by all but its text.
struct other_object {
    std::string_view kind{};  ///< "trigger"
    aludel::name name{};
    aludel::name table{};      ///< or view, that it belongs to
    std::string_view sql{};   ///< empty: not to be compared
};

}  // namespace aludel::inline v0_1::detail
