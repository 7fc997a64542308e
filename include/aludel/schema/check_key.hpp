// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/replay.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// What a database cannot have in an index, a key or a check, by its traits.

namespace aludel::inline v0_1::detail {

/// Whether a type holds texts or bytes of any length.
constexpr bool is_of_any_length(const op::data_type& type) {
    return type.kind == op::type_kind::text || type.kind == op::type_kind::binary || type.kind == op::type_kind::json ||
        type.kind == op::type_kind::jsonb || type.kind == op::type_kind::array;
}

/// Reports a column of an index or key that a database cannot have there. `what` is the kind of it.
constexpr void check_key_column(replay_context& context, const char* verb, const op::table_view& table,
                                const op::column& column, std::string_view what, const name& called) {
    if (!is_of_any_length(column.type)) return;
    const op::dialect_traits* const database = context.settings->find_checked(&op::dialect_traits::keys_lack_texts);
    if (database == nullptr || !context.fails(rule::text_in_key, table.name, column.name)) return;
    context.report(
        rule::text_in_key,
        {verb, ": column `", column.name, "` of table `", table.name, "` is of any length, and ", database->name,
         " cannot have it in ", what, called.empty() ? "" : " `", called, called.empty() ? "" : "`",
         ". Make it al::varchar(n)", what == "index" ? ", or index its beginning by .prefix(n)" : ""});
}

/// Reports a prefix of a column that has none: one that is no text, or not longer than that.
constexpr void check_prefix(replay_context& context, const op::table_view& table, const op::column& column,
                            std::uint32_t length, const name& called) {
    using kind = op::type_kind;
    const op::data_type& type = column.type;
    const bool is_text = is_of_any_length(type) || type.kind == kind::varchar || type.kind == kind::character ||
        type.kind == kind::citext || type.kind == kind::native;
    const bool is_longer = type.precision == 0 || static_cast<std::uint32_t>(type.precision) >= length;
    if ((is_text && is_longer) || !context.fails(rule::invalid_table, table.name, called)) return;
    context.report(rule::invalid_table,
                   {"create_index: column `", column.name, "` of table `", table.name, "` has no beginning of ", length,
                    " characters for index `", called, "`. Take .prefix(...) away, or make it shorter"});
}

/// Whether a database itself writes to a column: it numbers the rows by it, or the action of a foreign key changes it.
constexpr bool is_written_by_database(const op::table_view& table, const op::column& column) {
    if (column.autoincrement || column.identity.kind != op::identity_kind::none) return true;
    using action = op::referential_action;
    for (const op::constraint& each : table.constraints())
        if (each.on_delete == action::set_null || each.on_update == action::set_null ||
            each.on_update == action::cascade)
            for (const name& own : table.names(each.columns))
                if (own == column.name) return true;
    return false;
}

/// Reports a check of a column that a database itself writes to, and does not check therefore. Called for a check, and
/// for a foreign key with each check of its table.
constexpr void check_is_possible(replay_context& context, const char* verb, const op::table_view& table,
                                 const op::constraint& added) {
    const op::dialect_traits* const database =
        context.settings->find_checked(&op::dialect_traits::checks_only_users_values);
    if (database == nullptr) return;
    for (const op::constraint& each : table.constraints()) {
        if (each.kind != op::constraint_kind::check) continue;
        if (added.kind == op::constraint_kind::check && &each != &added) continue;
        for (const op::column& column : table.columns()) {
            if (!syntax::uses_column(each.expression, column.name, context.schema.lexicon_of()) ||
                !is_written_by_database(table, column))
                continue;
            if (context.fails(rule::check_of_written_column, table.name, column.name))
                context.report(rule::check_of_written_column,
                               {verb, ": the check (", each.expression.text(), ") uses column `", column.name,
                                "` of table `", table.name, "`, which ", database->name,
                                " itself writes to, by numbering or by the action of a foreign key, and cannot check. "
                                "Take the check away, or use a trigger"});
            return;
        }
    }
}

}  // namespace aludel::inline v0_1::detail
