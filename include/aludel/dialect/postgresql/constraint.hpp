// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/standard_sql.hpp>

namespace aludel::inline v0_1::postgresql_dialect {

/// Appends REFERENCES and its options.
constexpr void put_references(sql_text& sql, const op::operations_view& arrays, const op::constraint& key) {
    sql.put("REFERENCES ");
    dialect::put_identifier(sql, key.target);
    if (!key.target_columns.empty()) {
        sql.put(" (");
        dialect::put_identifiers(sql, key.target_columns.of(arrays.names));
        sql.put(")");
    }
    if (!key.match.empty()) sql.put(" MATCH ").put(key.match);
    dialect::put_key_actions(sql, key);
}

/// Appends a table constraint.
constexpr void put_constraint(sql_text& sql, const op::operations_view& arrays, const op::constraint& constraint) {
    dialect::put_constraint_name(sql, constraint);
    switch (constraint.kind) {
        case op::constraint_kind::check: sql.put("CHECK (").put(constraint.expression).put(")"); return;
        case op::constraint_kind::primary_key: sql.put("PRIMARY KEY ("); break;
        case op::constraint_kind::unique: sql.put("UNIQUE ("); break;
        case op::constraint_kind::foreign_key: sql.put("FOREIGN KEY("); break;
    }
    dialect::put_identifiers(sql, constraint.columns.of(arrays.names));
    sql.put(")");
    if (constraint.kind == op::constraint_kind::foreign_key) put_references(sql.put(" "), arrays, constraint);
}

}  // namespace aludel::inline v0_1::postgresql_dialect
