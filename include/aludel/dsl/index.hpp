// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/create_index.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// An index as an element of its table.
template <counts S>
struct index_word : fragment<S> {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "index";
    static constexpr counts adds = S;

    constexpr void apply_to_table(builder& target) const { target.append(*this); }

    /// Refuses equal keys.
    constexpr index_word unique() const {
        return with([](op::index& index) { index.unique = true; });
    }
    /// WHERE: only rows that satisfy the SQL expression are in the index.
    constexpr index_word where(std::string_view expression) const {
        return with([&](op::index& index) { index.where = expression; });
    }
    /// USING: the access method, such as `gin`.
    constexpr index_word using_method(std::string_view method) const {
        return with([&](op::index& index) { index.method = method; });
    }
    /// NULLS NOT DISTINCT, of a unique index: two NULLs are equal.
    constexpr index_word nulls_not_distinct() const {
        return with([](op::index& index) { index.unique = index.nulls_not_distinct = true; });
    }
    /// WITH: the storage parameters as SQL, such as `fillfactor = 70`.
    constexpr index_word storage(std::string_view parameters) const {
        return with([&](op::index& index) { index.storage = parameters; });
    }
    /// TABLESPACE.
    constexpr index_word tablespace(std::string_view place) const {
        return with([&](op::index& index) { index.tablespace = place; });
    }
    /// INCLUDE: columns that are stored in the index beside the key.
    template <class... Columns>
    constexpr auto include(const Columns&... columns) const {
        index_word<S + counts{.names = sizeof...(Columns)}> result{};
        builder target(result);
        target.append(*this);
        result.indexes.data[0].include = {target.at.names, sizeof...(Columns)};
        (target.add_name(name(columns)), ...);
        return result;
    }

private:
    template <class Change>
    constexpr index_word with(Change change) const {
        index_word result = *this;
        change(result.indexes.data[0]);
        return result;
    }
};

}  // namespace dsl

/// An index as an element of a `create_table`, a `table` or a `model`, with the same parts as `create_index`. For a
/// plain index over one column there is the option `indexed`.
template <class... Parts>
constexpr auto index(name index_name, const Parts&... parts) {
    if constexpr (!(true && ... && dsl::fits<dsl::place::index_part, Parts>())) {
        static_assert(sizeof(detail::refused<dsl::misplaced<dsl::place::index_part, "index", Parts...>>) != 0);
        return dsl::spoiled{};
    } else {
        constexpr std::size_t count = (std::size_t{0} + ... + dsl::count_of<dsl::place::index_part, Parts>());
        dsl::index_word<dsl::counts{.indexes = 1, .parts = count}> result{};
        [[maybe_unused]] op::index_part* next = result.parts.data;
        (dsl::put_parts(next, parts), ...);
        result.indexes.data[0].name = index_name;
        result.indexes.data[0].parts = {0, count};
        return result;
    }
}

}  // namespace aludel::inline v0_1
