// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/column.hpp>
#include <aludel/dialect/mysql_family/constraint.hpp>
#include <aludel/dialect/mysql_family/create_index.hpp>
#include <aludel/dialect/mysql_family/spelling.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>  // uint32_t

// MySQL renames no column that a check, a generated column, a default or an index of an expression names: these are
// written anew. It does so in one statement, but for columns of keys: those it renames only where it need not copy the
// table, which it does for a new check or index, and for a check that names an enumeration.

namespace aludel::inline v0_1::mysql_family {

/// Whether a column is in a key of its table; others may refer to those.
constexpr bool is_in_any_key(const op::table_view& table, const name& column) {
    for (const op::constraint& each : table.constraints())
        for (const name& part : table.names(each.columns))
            if (part == column) return true;
    return false;
}

/// Whether an expression names an enumeration of the table.
constexpr bool names_enumeration(const op::table_view& table, std::string_view expression) {
    for (const op::column& each : table.columns())
        if (each.type.kind == op::type_kind::enumeration && syntax::may_mention(expression, each.name.text()))
            return true;
    return false;
}

/// Whether an index has an expression of another text than before.
constexpr bool has_other_expression(const op::table_view& before, const op::index& old_index,
                                    const op::table_view& after, const op::index& index) {
    for (std::uint32_t i = 0; i < index.parts.count && i < old_index.parts.count; ++i) {
        const op::index_part &old_part = before.parts(old_index)[i], &part = after.parts(index)[i];
        if (!dialect::is_prefix(part.expression) && old_part.expression != part.expression) return true;
    }
    return false;
}

/// The clauses of ALTER TABLE, each with a comma before it, that a rename of a column needs besides its own.
struct renamed_users {
    sql_text drops, changes, adds;
    bool apart = false;  ///< as statements before and behind the rename

    constexpr renamed_users(const spelling& words, const op::table_view& before, const op::table_view& after,
                            const name& old_name) {
        if (words.renames_are_followed || !before || !after) return;
        apart = is_in_any_key(before, old_name);
        for (const op::constraint& each : after.constraints()) {
            const op::constraint* const old = before.find_constraint(each.name);
            if (each.kind != op::constraint_kind::check || old == nullptr) continue;
            if (old->expression == each.expression && !(apart && names_enumeration(before, old->expression))) continue;
            put_identifier(drops.put(", DROP ").put(words.drop_check).put(" "), each.name);
            put_constraint(adds.put(", ADD "), *after.arrays, each);
        }
        for (const op::column& each : after.columns()) {
            const op::column* const old = before.find_column(each.name);
            if (old == nullptr ||
                (old->expression == each.expression && old->default_value.text == each.default_value.text))
                continue;
            put_column(changes.put(", MODIFY "), words, *after.arrays, each, dialect::is_in_key(after, each.name),
                       column_form::explicit_null);
        }
        for (const op::index& each : after.indexes()) {
            const op::index* const old = before.find_index(each.name);
            if (old == nullptr || !has_other_expression(before, *old, after, each)) continue;
            put_identifier(drops.put(", DROP INDEX "), each.name);
            put_index_name(adds.put(", ADD "), each);
            put_index_parts(adds, *after.arrays, each);
        }
    }
};

}  // namespace aludel::inline v0_1::mysql_family
