// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

namespace aludel::inline v0_1::review {

/// AL606: a primary key is added over columns in which rows may have NULL. Some databases accept it, and then two rows
/// can have equal keys.
constexpr void nullable_primary_key(const subject& change, const op::constraint& added) {
    for (const name& each : added.columns.of(change.arrays.names)) {
        const op::column* const column = change.table.find_column(each);
        if (column == nullptr || !column->nullable || is_prepared(change, each)) continue;
        return change.refuse(rule::nullable_primary_key,
                             {"add_constraint: column `", each, "` of table `", change.table.name,
                              "` becomes part of the primary key, and rows may have NULL in it. Make it NOT NULL first "
                              "with al::alter_column(...).not_null().fill(...)"});
    }
}

}  // namespace aludel::inline v0_1::review
