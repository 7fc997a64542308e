// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/table_rewrite.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/table_view.hpp>

#include <string_view>  // string_view

// What the databases whose changes lock tables say of changes that take long. Such a database stands in both lists.

namespace aludel::inline v0_1::dialect {

/// Whether a column's change of type makes a database write every row of its table anew.
constexpr bool rewrites(op::dialect_id which, const op::table_view& table, const op::data_type& old_type,
                        const op::operations_view& arrays, const op::data_type& new_type) {
    switch (which) {
        case op::dialect_id::postgresql:
            return postgresql_dialect::rewrites(*table.arrays, old_type, arrays, new_type);
        default: return false;
    }
}

/// Whether the default of a new column makes it do so.
constexpr bool is_volatile(op::dialect_id which, std::string_view expression) {
    switch (which) {
        case op::dialect_id::postgresql: return postgresql_dialect::is_volatile(expression);
        default: return false;
    }
}

}  // namespace aludel::inline v0_1::dialect
