// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

#include <concepts>  // convertible_to

namespace aludel::inline v0_1 {

namespace dsl {

/// The operation `drop_index`.
struct drop_index_word : operation_word<counts{.operations = 1}> {
    /// CONCURRENTLY: PostgreSQL drops the index without blocking writes. It must be outside of transactions.
    constexpr drop_index_word concurrently() const {
        drop_index_word result = *this;
        result.list.data[0].concurrently = true;
        return result;
    }
};

/// The word with its options; what a refused option makes of it is returned as it is.
constexpr drop_index_word make_drop_index(const operation_word<counts{.operations = 1}>& source) { return {source}; }
constexpr spoiled make_drop_index(const spoiled& source) { return source; }

}  // namespace dsl

/// DROP INDEX. The table may be omitted, because the schema has it; the option `al::if_exists` is possible. AL208
/// refuses an index that does not exist.
template <class... Options>
constexpr auto drop_index(name index, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_index, result.object = index;
    return dsl::make_drop_index(dsl::make_operation<"drop_index", dsl::place::drop_option>(result, options...));
}

/// DROP INDEX with the table of the index.
template <class Table, class... Options>
    requires std::convertible_to<Table, name>
constexpr auto drop_index(name index, const Table& table, const Options&... options) {
    op::operation result{};
    result.kind = op::operation_kind::drop_index, result.object = index, result.table = name(table);
    return dsl::make_drop_index(dsl::make_operation<"drop_index", dsl::place::drop_option>(result, options...));
}

}  // namespace aludel::inline v0_1
