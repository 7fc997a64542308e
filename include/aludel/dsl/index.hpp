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
        index_word result = *this;
        result.indexes.data[0].unique = true;
        return result;
    }
    /// WHERE: only rows that satisfy the SQL expression are in the index.
    constexpr index_word where(std::string_view expression) const {
        index_word result = *this;
        result.indexes.data[0].where = expression;
        return result;
    }
    /// USING: the access method, such as `gin`.
    constexpr index_word using_method(std::string_view method) const {
        index_word result = *this;
        result.indexes.data[0].method = method;
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
