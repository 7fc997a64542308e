// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/create_view.hpp>

namespace aludel::inline v0_1 {

namespace dsl {

/// The operation `refresh_materialized_view`.
struct refresh_view_word : operation_word<counts{.operations = 1}> {
    /// CONCURRENTLY: readers are not blocked. The view must have a unique index over all its rows.
    constexpr refresh_view_word concurrently() const {
        refresh_view_word result = *this;
        result.list.data[0].concurrently = true;
        return result;
    }
};

}  // namespace dsl

/// CREATE MATERIALIZED VIEW: a view that keeps its rows until `refresh_materialized_view`. The name, then the SELECT
/// statement, or one `for_dialect(...)` per dialect. AL211 refuses a name that is taken, AL215 a database without.
template <class... Queries>
constexpr auto create_materialized_view(name view, const Queries&... queries) {
    op::operation result{};
    result.kind = op::operation_kind::create_view, result.table = view, result.materialized = true;
    return dsl::with_texts<"create_materialized_view">(result, queries...);
}

/// DROP MATERIALIZED VIEW; the option `al::if_exists` is possible. AL210 refuses a view that does not exist, AL253 one
/// that is not materialized.
template <class... Options>
constexpr auto drop_materialized_view(name view, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_view, result.table = view, result.materialized = true;
    return dsl::make_operation<"drop_materialized_view", dsl::place::drop_option>(result, options...);
}

/// REFRESH MATERIALIZED VIEW: its query is run again. AL210 refuses a view that does not exist, AL253 one that is not
/// materialized. A downgrade does nothing.
constexpr dsl::refresh_view_word refresh_materialized_view(name view) {
    dsl::refresh_view_word result{};
    result.list.data[0].kind = op::operation_kind::refresh_view, result.list.data[0].table = view;
    return result;
}
template <class... Arguments>
    requires(sizeof...(Arguments) != 1)
constexpr auto refresh_materialized_view(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"refresh_materialized_view", "one view", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
