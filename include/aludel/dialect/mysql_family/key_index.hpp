// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/spelling.hpp>
#include <aludel/dialect/mysql_family/value.hpp>
#include <aludel/operation/table_view.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// A foreign key needs an index that begins with its columns. Where there is none the server creates one with the name
// of the key, and leaves it behind when the key is dropped; an index that a key needs cannot be dropped.

namespace aludel::inline v0_1::mysql_family {

/// Whether names begin with the columns of a foreign key, in their order. `name_of(i)` is the name of the i-th column.
template <class NameOf>
constexpr bool begins_with(const op::list_view<name>& key, std::uint32_t count, const NameOf& name_of) {
    if (count < key.count) return false;
    for (std::uint32_t i = 0; i < key.count; ++i)
        if (!(name_of(i) == key[i])) return false;
    return true;
}

/// Whether a table has an index of its own for a foreign key: one of the history, or that of a constraint or of another
/// key before it.
constexpr bool has_index_for(const op::table_view& table, const op::constraint& key) {
    const op::list_view<name> columns = table.names(key.columns);
    for (const op::index& each : table.indexes()) {
        const op::list_view<op::index_part> parts = table.parts(each);
        if (each.method.empty() && begins_with(columns, parts.count, [&](std::uint32_t i) {
                return parts[i].length == 0 ? parts[i].column : name{};
            }))
            return true;
    }
    bool is_before = true;
    for (const op::constraint& each : table.constraints()) {
        if (each.name == key.name) is_before = false;
        const op::list_view<name> names = table.names(each.columns);
        const bool has_index = each.kind == op::constraint_kind::primary_key ||
            each.kind == op::constraint_kind::unique || (each.kind == op::constraint_kind::foreign_key && is_before);
        if (has_index && begins_with(columns, names.count, [&](std::uint32_t i) { return names[i]; })) return true;
    }
    return false;
}

/// Whether the server has created an index for a foreign key of a table.
constexpr bool has_made_index(const op::table_view& table, const name& key) {
    const op::constraint* const found = table ? table.find_constraint(key) : nullptr;
    return found != nullptr && found->kind == op::constraint_kind::foreign_key && table.find_index(key) == nullptr &&
        !has_index_for(table, *found);
}

/// Appends what becomes of such indexes when an index or constraint is dropped: clauses of the same ALTER TABLE.
constexpr void put_key_indexes(sql_text& sql, const spelling& words, const op::table_view& before,
                               const op::table_view& after) {
    if (!before || !after) return;
    for (const op::constraint& each : before.constraints())
        if (has_made_index(before, each.name) && !has_made_index(after, each.name))
            put_identifier(sql.put(words.optional_indexes ? ", DROP INDEX IF EXISTS " : ", DROP INDEX "), each.name);
    for (const op::constraint& each : after.constraints()) {
        if (!has_made_index(after, each.name) || has_made_index(before, each.name)) continue;
        put_identifier(sql.put(words.optional_indexes ? ", ADD INDEX IF NOT EXISTS " : ", ADD INDEX "), each.name);
        dialect::put_identifiers(sql.put(" ("), after.names(each.columns), '`');
        sql.put(")");
    }
}

/// Whether dropping an index or constraint takes the index away that a foreign key needs.
constexpr bool needs_key_indexes(const op::table_view& before, const op::table_view& after) {
    if (!before || !after) return false;
    for (const op::constraint& each : after.constraints())
        if (has_made_index(after, each.name) && !has_made_index(before, each.name)) return true;
    return false;
}

}  // namespace aludel::inline v0_1::mysql_family
