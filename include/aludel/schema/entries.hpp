// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/box.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/operation/table_view.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// One operation with its own arrays: what a schema keeps where the operation is no longer as a revision wrote it.
struct owned_operation {
    op::operations list;
    op::operations_view view{};

    constexpr owned_operation() = default;
    // The view must point into this list, not into the other.
    constexpr owned_operation(const owned_operation& other) : list(other.list) { renew(); }
    constexpr owned_operation(owned_operation&&) = default;
    constexpr owned_operation& operator=(owned_operation&&) = default;

    /// Makes the view point into the list again, after changes of the list.
    constexpr void renew() { view = list.view(); }
    /// The same after a change of columns, constraints or names only, which is cheaper.
    constexpr void renew_table() {
        if (view.list.first != list.list.data()) renew();
        view.columns = list.columns.data(), view.constraints = list.constraints.data(), view.names = list.names.data();
    }
};

/// A table of a schema. It refers to the `create_table` in the arrays of its revision; the first change copies that
/// (`own`).
struct table_entry {
    aludel::name name{};
    bool alive = true;
    std::size_t logged = 0;        ///< the size of the catalog's log when it was last logged
    std::uint32_t born = 0;        ///< the ordinal of the revision that created it, see `replay`
    std::uint32_t last_index = 0;  ///< 1 + the number of its newest index; 0: none. Older ones follow by `before`
    /// Whether a foreign key may refer to it; reliable only where the schema is `made_by_operations`.
    bool may_be_target = true;
    const op::operations_view* arrays = nullptr;  ///< the arrays of a revision, or of `own`
    const op::operation* create = nullptr;
    box<owned_operation> own{};

    constexpr table_entry() = default;
    constexpr table_entry(const table_entry& other)
        : name(other.name),
          alive(other.alive),
          logged(other.logged),
          born(other.born),
          last_index(other.last_index),
          may_be_target(other.may_be_target),
          arrays(other.arrays),
          create(other.create),
          own(other.own) {
        if (own) renew();
    }
    constexpr table_entry(table_entry&&) = default;
    constexpr table_entry& operator=(const table_entry& other) { return *this = table_entry(other); }
    constexpr table_entry& operator=(table_entry&&) = default;

    [[nodiscard]] constexpr op::table_view view() const { return {arrays, create, name}; }

    /// Returns the arrays of the table for changes, copied first where they are the revision's. Call `renew()` after
    /// the changes. The copy has no indexes: those are entries of their own.
    constexpr op::operations& edit() {
        if (!own) {
            own.make();
            op::operation copied = *create;
            copied.indexes = {};
            own->list.append(*arrays, copied);
        }
        return own->list;
    }
    constexpr void renew() {
        own->renew_table();
        arrays = &own->view, create = own->view.list.first;
    }
    /// Takes over an operation of its own.
    constexpr void hold(owned_operation&& given) {
        own = box<owned_operation>(static_cast<owned_operation&&>(given));
        renew();
    }
};

/// An index of a schema. It is not part of its table, because most indexes are created by an operation of their own,
/// which then leaves the entry of the table unchanged.
struct index_entry {
    aludel::name name{};
    bool alive = true;
    std::size_t logged = 0;
    std::uint32_t table = 0;
    std::uint32_t before = 0;  ///< 1 + the number of the next older index of its table; 0: none
    const op::operations_view* arrays = nullptr;
    const op::index* index = nullptr;
    box<owned_operation> own{};

    constexpr index_entry() = default;
    constexpr index_entry(const index_entry& other)
        : name(other.name),
          alive(other.alive),
          logged(other.logged),
          table(other.table),
          before(other.before),
          arrays(other.arrays),
          index(other.index),
          own(other.own) {
        if (own) renew();
    }
    constexpr index_entry(index_entry&&) = default;
    constexpr index_entry& operator=(const index_entry& other) { return *this = index_entry(other); }
    constexpr index_entry& operator=(index_entry&&) = default;

    [[nodiscard]] constexpr const op::index& get() const { return *index; }
    [[nodiscard]] constexpr op::list_view<op::index_part> parts() const { return index->parts.of(arrays->parts); }
    [[nodiscard]] constexpr op::list_view<aludel::name> include() const { return index->include.of(arrays->names); }

    constexpr op::operations& edit() {
        if (!own) {
            own.make();
            own->list.add_index(*arrays, *index);
        }
        return own->list;
    }
    constexpr void renew() {
        own->renew();
        arrays = &own->view, index = own->list.indexes.data();
    }
    /// Takes over an operation of its own.
    constexpr void hold(owned_operation&& given) {
        own = box<owned_operation>(static_cast<owned_operation&&>(given));
        renew();
    }
};

/// A view of a schema, with one query or one per dialect.
struct view_entry {
    aludel::name name{};
    bool alive = true;
    bool is_raw = false;  ///< of a trigger: raw SQL creates it, or did
    std::size_t logged = 0;
    const op::operations_view* arrays = nullptr;
    const op::operation* create = nullptr;
    box<owned_operation> own{};

    constexpr view_entry() = default;
    constexpr view_entry(const view_entry& other)
        : name(other.name),
          alive(other.alive),
          is_raw(other.is_raw),
          logged(other.logged),
          arrays(other.arrays),
          create(other.create),
          own(other.own) {
        if (own) renew();
    }
    constexpr view_entry(view_entry&&) = default;
    constexpr view_entry& operator=(const view_entry& other) { return *this = view_entry(other); }
    constexpr view_entry& operator=(view_entry&&) = default;

    [[nodiscard]] constexpr const op::operation& get() const { return *create; }
    [[nodiscard]] constexpr op::list_view<op::dialect_text> queries() const { return create->texts.of(arrays->texts); }

    constexpr op::operations& edit() {
        if (!own) {
            own.make();
            own->list.append(*arrays, *create);
        }
        return own->list;
    }
    constexpr void renew() {
        own->renew();
        arrays = &own->view, create = own->list.list.data();
    }
    /// Takes over an operation of its own.
    constexpr void hold(owned_operation&& given) {
        own = box<owned_operation>(static_cast<owned_operation&&>(given));
        renew();
    }
};

/// A trigger of a schema, kept by the operation that creates it. Its bodies are the queries.
using trigger_entry = view_entry;

/// An enumeration, sequence, extension, function or schema, kept by the operation that creates it. `is_raw`: an
/// enumeration that no operation creates, but a column has.
using object_entry = view_entry;
/// Raw SQL of a history, or a function.
struct raw_text {
    op::dialect_text text{};
    bool is_declared = false;  ///< with `.does(...)`: the schema knows what it does to tables

    /// Whether it is a function, which may do anything.
    [[nodiscard]] constexpr bool is_function() const { return text.sql.empty(); }
};

/// An object that no operation creates and that is only read from a database or from raw SQL: a virtual table, a
/// trigger that is not understood, a clause that the DSL does not have. Kind, name and table identify it.
struct other_object {
    std::string_view kind{};  ///< "trigger"
    aludel::name name{};
    aludel::name table{};    ///< the table or view that it belongs to
    std::string_view sql{};  ///< empty: not to be compared
};

}  // namespace aludel::inline v0_1::detail
