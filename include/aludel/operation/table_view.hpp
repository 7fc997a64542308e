// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations_view.hpp>

namespace aludel::inline v0_1::op {

/// The options of a table that has none.
inline constexpr table_options no_options{};

/// A view of a table as the `create_table` operation that would create it, with the arrays of that operation. A schema
/// keeps every table in this form, so rendering a CREATE TABLE, comparing tables and undoing a DROP TABLE need no
/// other. The `find_...` functions return null where there is no such element.
struct table_view {
    const operations_view* arrays = nullptr;
    const operation* create = nullptr;
    aludel::name name{};  ///< the current name; `create` keeps the name before a rename

    constexpr explicit operator bool() const { return create != nullptr; }

    [[nodiscard]] constexpr list_view<column> columns() const { return create->columns.of(arrays->columns); }
    [[nodiscard]] constexpr list_view<constraint> constraints() const {
        return create->constraints.of(arrays->constraints);
    }
    [[nodiscard]] constexpr list_view<index> indexes() const { return create->indexes.of(arrays->indexes); }
    [[nodiscard]] constexpr list_view<aludel::name> names(range which) const { return which.of(arrays->names); }
    [[nodiscard]] constexpr list_view<index_part> parts(const index& definition) const {
        return definition.parts.of(arrays->parts);
    }
    [[nodiscard]] constexpr const table_options& options() const {
        return create->options.empty() ? no_options : arrays->options[create->options.first];
    }

    [[nodiscard]] constexpr const column* find_column(const aludel::name& wanted) const {
        if (create->columns.count == 0) return nullptr;
        const column* const end = arrays->columns + create->columns.first + create->columns.count;
        for (const column* each = end - create->columns.count; each != end; ++each)
            if (each->name.hash == wanted.hash && each->name == wanted) return each;
        return nullptr;
    }
    [[nodiscard]] constexpr const constraint* find_constraint(const aludel::name& wanted) const {
        for (const constraint& each : constraints())
            if (each.name.hash == wanted.hash && each.name == wanted) return &each;
        return nullptr;
    }
    [[nodiscard]] constexpr const index* find_index(const aludel::name& wanted) const {
        for (const index& each : indexes())
            if (each.name.hash == wanted.hash && each.name == wanted) return &each;
        return nullptr;
    }
    [[nodiscard]] constexpr const constraint* primary_key() const {
        for (const constraint& each : constraints())
            if (each.kind == constraint_kind::primary_key) return &each;
        return nullptr;
    }
};

}  // namespace aludel::inline v0_1::op
