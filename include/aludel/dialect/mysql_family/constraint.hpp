// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/standard_sql.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// Appends the name of a MATCH, which the server refuses: see `op::feature`.
constexpr void put_match(sql_text& sql, std::string_view match) { sql.put(match); }

/// Appends a table constraint. Checks and foreign keys are never written behind a column: there MODIFY would lose them.
constexpr void put_constraint(sql_text& sql, const op::operations_view& arrays, const op::constraint& constraint) {
    dialect::put_constraint(sql, arrays, constraint, &put_match, constraint.target_schema, '`');
}

}  // namespace aludel::inline v0_1::mysql_family
