// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/cascades.hpp>
#include <aludel/review/evidence.hpp>
#include <aludel/schema/complete_table.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// What some databases only say when a statement runs: AL834 to AL837.

namespace aludel::inline v0_1::review {

/// The name of a constraint of an operation by the naming convention.
constexpr name conventional_name(const subject& change, const op::constraint& constraint) {
    const detail::named_operation named(change.arrays, change.operation, change.table, change.context.schema.naming,
                                        change.context.schema.arena);
    const op::constraint* const first = &change.operation.constraints.of(change.arrays.constraints)[0];
    return named.operation()
        .constraints.of(named.arrays().constraints)[static_cast<std::uint32_t>(&constraint - first)]
        .name;
}

/// AL834: a constraint is named like one of another table, and the database needs names that differ. Names by a
/// convention that have the table in them differ from each other, but not from names that were given. Returns whether
/// it is reported.
constexpr bool name_used_elsewhere(const subject& change, const op::dialect& database) {
    const op::dialect_traits& traits = *database.traits;
    schema& state = change.context.schema;
    for (const op::constraint& each : change.operation.constraints.of(change.arrays.constraints)) {
        const bool is_key = each.kind == op::constraint_kind::foreign_key;
        const bool is_global = traits.constraint_names_are_global || (is_key && traits.key_names_are_global) ||
            (each.kind == op::constraint_kind::check && traits.check_names_are_global);
        if (!is_global) continue;
        name own = each.name;
        const std::string_view pattern = own.empty() ? detail::pattern_of(state.naming, each.kind) : "";
        if (own.empty() && pattern.empty()) continue;
        const bool has_table = pattern.find("%(table_name)s") != pattern.npos;
        for (const detail::table_entry& other : state.tables.entries()) {
            if (!other.alive || other.name == change.operation.table) continue;
            const op::table_view table = other.view();
            for (const op::constraint& one : table.constraints()) {
                if (one.kind != each.kind && !traits.constraint_names_are_global) continue;
                const bool is_given = !one.name.empty();
                if (is_given ? !pattern.empty() && !detail::may_give(pattern, one.name) : has_table) continue;
                if (own.empty()) own = conventional_name(change, each);
                if (!is_given && !detail::may_give(detail::pattern_of(state.naming, one.kind), own)) continue;
                if (!dialect::same_identifier(
                        is_given ? one.name : detail::name_of(state.naming, table, one, state.arena), own))
                    continue;
                change.refuse(
                    rule::name_used_elsewhere,
                    {detail::kind_name(each.kind), " `", own, "` of table `", change.operation.table,
                     "` has the name of a ", detail::kind_name(one.kind), " of table `", other.name, "`, and names of ",
                     traits.constraint_names_are_global ? "constraints"
                         : is_key                       ? "foreign keys"
                                                        : "checks",
                     " must differ in a whole database of ", traits.name, ". Choose another, by .named(...)"});
                return true;
            }
        }
    }
    return false;
}

/// Whether a column of a table is in a foreign key, or one refers to it.
constexpr bool is_in_foreign_key(const subject& change, const name& column) {
    const auto has_column = [&](const op::list_view<name>& columns) {
        for (const name& each : columns)
            if (each == column) return true;
        return false;
    };
    for (const detail::table_entry& other : change.context.schema.tables.entries()) {
        if (!other.alive) continue;
        const op::table_view table = other.view();
        for (const op::constraint& each : table.constraints())
            if (each.kind == op::constraint_kind::foreign_key &&
                ((other.name == change.table.name && has_column(table.names(each.columns))) ||
                 (name(each.target) == change.table.name && has_column(table.names(each.target_columns)))))
                return true;
    }
    return false;
}

/// AL835: a column of a foreign key is renamed that a generated column of its table uses, and the database refuses
/// that.
constexpr void renamed_column_in_use(const subject& change, std::string_view verb, const op::dialect& database) {
    if (!change.table) return;
    const name column(change.operation.object);
    for (const op::column& each : change.table.columns())
        if (each.generated != op::generated_kind::none && syntax::uses_column(each.expression, column) &&
            is_in_foreign_key(change, column))
            return change.refuse(
                rule::renamed_column_in_use,
                {verb, ": column `", column, "` of table `", change.table.name,
                 "` is in a foreign key and used by the generated column `", each.name, "`, and ",
                 database.traits->name,
                 " cannot rename it before that is dropped. Drop that before, and add it again behind"});
}

/// Whether a text joins texts by ||.
constexpr bool has_bars(std::string_view sql, const op::dialect& database) {
    if (sql.find("||") == std::string_view::npos) return false;
    for (syntax::tokenizer tokens(sql, syntax::lexicon_of(database.id)); tokens.peek().kind != syntax::token_kind::end;)
        if (const syntax::token each = tokens.take(); each.text == "||" ||
            (each.is('|') && tokens.peek().is('|') && tokens.peek().text.data() == each.text.data() + 1))
            return true;
    return false;
}

/// AL836: an expression joins texts by ||, which the version of a database does not know.
constexpr void bar_concatenation(const subject& change, const op::dialect& database) {
    std::string_view found;
    const auto look = [&](std::string_view sql) {
        if (found.empty() && has_bars(sql, database)) found = sql;
    };
    const op::operations_view& arrays = change.arrays;
    for (const op::column& each : change.operation.columns.of(arrays.columns)) {
        look(each.expression), look(each.fill);
        if (each.default_value.kind == op::value_kind::expression) look(each.default_value.text);
    }
    for (const op::constraint& each : change.operation.constraints.of(arrays.constraints))
        look(each.expression), look(each.where);
    for (const op::index& each : change.operation.indexes.of(arrays.indexes)) {
        look(each.where);
        for (const op::index_part& part : each.parts.of(arrays.parts)) look(part.expression);
    }
    if (!change.is(op::operation_kind::comment_on_table)) look(change.operation.text);
    if (const op::dialect_text* const text = dialect::text_for(database.id, arrays, change.operation)) look(text->sql);
    if (found.empty()) return;
    change.refuse(rule::bar_concatenation,
                  {"(", found, ") joins texts by ||, which ", database.traits->name, " knows from version ",
                   static_cast<std::size_t>(database.traits->bars_concatenate_since / 1'000'000),
                   " on, and the history is for an older one. Write concat(a, b)"});
}

/// Reviews an operation by what is peculiar to some of the databases of the history.
constexpr void review_peculiarities(replay_context& context, const op::operations_view& arrays,
                                    const op::operation& operation) {
    const subject change = subject_of(context, arrays, operation);
    const bool alters = change.is(op::operation_kind::alter_column) && change.changes(op::change::name);
    const bool renames = alters || change.is(op::operation_kind::rename_column);
    bool is_named_alike = operation.constraints.count == 0;
    for (const op::dialect& each : context.settings->checked_dialects()) {
        if (!is_named_alike && (each.traits->key_names_are_global || each.traits->constraint_names_are_global))
            is_named_alike = name_used_elsewhere(change, each);
        if (renames && each.traits->used_columns_keep_names)
            renamed_column_in_use(change, alters ? "alter_column" : "rename_column", each);
        if (each.traits->cascades_form_a_tree && has_cascades(arrays, operation)) several_cascades(change, each);
        if (each.version < each.traits->bars_concatenate_since) bar_concatenation(change, each);
    }
}

}  // namespace aludel::inline v0_1::review
