// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>
#include <aludel/schema/complete_table.hpp>

#include <string_view>  // string_view

// What some databases only say when a statement runs: AL834 to AL836.

namespace aludel::inline v0_1::review {

/// AL834: a foreign key or check is named like one of another table, and the database needs names that differ.
constexpr void name_used_elsewhere(const subject& change, const op::dialect& database) {
    if (change.operation.constraints.count == 0) return;
    schema& state = change.context.schema;
    const detail::named_operation named(change.arrays, change.operation, change.table, state.naming, state.arena);
    for (const op::constraint& each : named.operation().constraints.of(named.arrays().constraints)) {
        const bool is_key = each.kind == op::constraint_kind::foreign_key;
        if (!is_key && !(each.kind == op::constraint_kind::check && database.traits->check_names_are_global)) continue;
        for (const detail::table_entry& other : state.tables.entries()) {
            if (!other.alive || other.name == change.operation.table) continue;
            const op::table_view table = other.view();
            for (const op::constraint& one : table.constraints())
                if (one.kind == each.kind &&
                    dialect::same_identifier(detail::name_of(state.naming, table, one, state.arena), each.name))
                    return change.refuse(
                        rule::name_used_elsewhere,
                        {is_key ? "foreign key `" : "check `", each.name, "` of table `", change.operation.table,
                         "` has the name of one of table `", other.name, "`, and the names of ",
                         is_key ? "foreign keys" : "checks", " of ", database.traits->name,
                         " must differ in the whole database. Choose another, by .named(...)"});
        }
    }
}

/// AL835: a column is renamed that an expression of its table uses, and the database refuses that.
constexpr void renamed_column_in_use(const subject& change, std::string_view verb, const op::dialect& database) {
    if (!change.table) return;
    const name column(change.operation.object);
    const auto refuse = [&](std::string_view user, std::string_view expression) {
        change.refuse(rule::renamed_column_in_use,
                      {verb, ": column `", column, "` of table `", change.table.name, "` is used by ", user, " (",
                       expression, "), and ", database.traits->name,
                       " cannot rename it before that is dropped. Drop that before, and add it again behind"});
    };
    for (const op::constraint& each : change.table.constraints())
        if (each.kind == op::constraint_kind::check && syntax::uses_column(each.expression, column))
            return refuse("the check", each.expression);
    for (const op::column& each : change.table.columns()) {
        if (each.generated != op::generated_kind::none && syntax::uses_column(each.expression, column))
            return refuse("a generated column", each.expression);
        if (each.default_value.kind == op::value_kind::expression &&
            syntax::uses_column(each.default_value.text, column))
            return refuse("a default", each.default_value.text);
    }
    for (const detail::index_entry& each : change.context.schema.indexes.entries())
        if (each.alive && each.table == change.which)
            for (const op::index_part& part : each.parts())
                if (!part.expression.empty() && !dialect::is_prefix(part.expression) &&
                    syntax::uses_column(part.expression, column))
                    return refuse("an index", part.expression);
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
    using kind = op::operation_kind;
    for (const op::dialect& each : context.settings->checked_dialects()) {
        if (each.traits->key_names_are_global) name_used_elsewhere(subject_of(context, arrays, operation), each);
        if (each.traits->used_columns_keep_names) {
            const bool alters = operation.kind == kind::alter_column && op::has(operation.changes, op::change::name);
            if (alters || operation.kind == kind::rename_column)
                renamed_column_in_use(subject_of(context, arrays, operation), alters ? "alter_column" : "rename_column",
                                      each);
        }
        if (each.version < each.traits->bars_concatenate_since)
            bar_concatenation(subject_of(context, arrays, operation), each);
    }
}

}  // namespace aludel::inline v0_1::review
