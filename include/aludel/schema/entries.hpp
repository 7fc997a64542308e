// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/box.hpp>
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
};

/// A table: as its `create_table` says, in the revision's own arrays, until something changes it.
struct table_entry {
    aludel::name name{};
    bool alive = true;
    std::size_t logged = 0;  ///< the size of the catalog's log when it was last logged
    std::uint32_t born = 0;  ///< the revision that created it, by its ordinal
    const op::operations* pools = nullptr;
    const op::operation* create = nullptr;
    box<owned_operation> own{};

    [[nodiscard]] constexpr op::table_view view() const {
        return own ? op::table_view{&own->view, own->list.list.data(), name} : op::table_view{pools, create, name};
    }

    /// The table as its own, for changes; `own->renew()` ends them. Its indexes are entries of their own.
    constexpr op::operation_list& edit() {
        if (!own) {
            owned_operation copy;
            copy.list.append(*pools, *create);
            copy.list.indexes.clear();
            copy.list.list[0].indexes = {};
            own = box<owned_operation>(static_cast<owned_operation&&>(copy));
            own->renew();
        }
        return own->list;
    }
};

/// An index, kept apart from its table: most are made by an operation of their own, and their tables stay untouched.
struct index_entry {
    aludel::name name{};
    bool alive = true;
    std::size_t logged = 0;
    std::uint32_t table = 0;
    const op::operations* pools = nullptr;
    const op::index* index = nullptr;
    box<owned_operation> own{};

    [[nodiscard]] constexpr const op::index& get() const { return own ? own->list.indexes[0] : *index; }
    [[nodiscard]] constexpr const op::operations& arrays() const { return own ? own->view : *pools; }
    [[nodiscard]] constexpr op::list_view<op::index_part> parts() const { return get().parts.of(arrays().parts); }
    [[nodiscard]] constexpr op::list_view<aludel::name> include() const { return get().include.of(arrays().names); }

    constexpr op::operation_list& edit() {
        if (!own) {
            owned_operation copy;
            copy.list.add_index(*pools, *index);
            own = box<owned_operation>(static_cast<owned_operation&&>(copy));
            own->renew();
        }
        return own->list;
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

    [[nodiscard]] constexpr const op::operation& get() const { return own ? own->list.list[0] : *create; }
    [[nodiscard]] constexpr const op::operations& arrays() const { return own ? own->view : *pools; }
    [[nodiscard]] constexpr op::list_view<op::dialect_text> queries() const { return get().texts.of(arrays().texts); }

    constexpr op::operation_list& edit() {
        if (!own) {
            owned_operation copy;
            copy.list.append(*pools, *create);
            own = box<owned_operation>(static_cast<owned_operation&&>(copy));
            own->renew();
        }
        return own->list;
    }
};

}  // namespace aludel::inline v0_1::detail
