// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/sql/statements.hpp>

#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// Whether the revision prepares the rows before this operation: an earlier raw UPDATE, DELETE, REPLACE, MERGE or WITH
/// that names the table and one of the columns. A heuristic: what the statement does is not examined; it shows that the
/// author considered the rows.
constexpr bool is_prepared(const subject& change, const op::list_view<name>& columns) {
    for (const op::operation& each : change.context.revision->upgrade.list) {
        if (&each == &change.operation) return false;
        if (each.kind != op::operation_kind::execute) continue;
        for (const op::dialect_text& statement : each.texts.of(change.arrays.texts)) {
            if (!syntax::may_mention(statement.sql, change.table.name)) continue;
            bool prepared = false;
            syntax::each_statement(
                statement.sql, change.context.schema.lexicon_of(statement.dialect),
                [&](std::string_view verb, std::string_view sql) {
                    bool changes_rows = false;
                    for (const std::string_view one : {"update", "delete", "replace", "merge", "with"})
                        changes_rows = changes_rows || dialect::same_without_case(verb, one);
                    if (!changes_rows || !syntax::mentions(sql, change.table.name)) return;
                    for (const name& column : columns) prepared = prepared || syntax::mentions(sql, column);
                });
            if (prepared) return true;
        }
    }
    return false;
}
constexpr bool is_prepared(const subject& change, const name& column) {
    return is_prepared(change, op::list_view<name>{&column, 1});
}

/// The column as the revision added it to the table, by this operation or an earlier one; null: the column is older
/// than the revision.
constexpr const op::column* added_here(const subject& change, const name& column) {
    for (const op::operation& each : change.context.revision->upgrade.list) {
        if (each.kind == op::operation_kind::add_column && each.object == column && each.table == change.table.name)
            return &change.arrays.columns[each.columns.first];
        if (&each == &change.operation) break;
    }
    return nullptr;
}

/// Whether a table does not exist, and no operation of the revision gives one this name: then an operation on it is an
/// error, and it cannot be told which table was meant.
constexpr bool cannot_exist(const subject& change, const name& table) {
    if (change.context.schema.has_table(table)) return false;
    for (const op::operation& each : change.context.revision->upgrade.list)
        if ((each.kind == op::operation_kind::create_table && each.table == table) ||
            (each.kind == op::operation_kind::rename_table && each.to == table))
            return false;
    return true;
}

/// Whether the revision, after this operation, drops the column or its whole table.
constexpr bool dropped_later(const subject& change, const name& column) {
    bool later = false;
    for (const op::operation& each : change.context.revision->upgrade.list) {
        if (later && each.table == change.table.name &&
            (each.kind == op::operation_kind::drop_table ||
             (each.kind == op::operation_kind::drop_column && each.object == column)))
            return true;
        if (later && each.kind == op::operation_kind::drop_table && cannot_exist(change, each.table)) return true;
        later = later || &each == &change.operation;
    }
    return false;
}

/// What existing rows have in a column.
enum class content : std::uint8_t {
    anything,   ///< the column is older than the revision
    nulls,      ///< new in this revision, and nothing fills it
    one_value,  ///< new, and the same value in every row
    computed,   ///< new, and computed by an expression that depends on the row
    numbered,   ///< new, and numbered by the database
};

/// Whether an expression has the same value for every row: it names no column and calls no function.
constexpr bool is_constant(const subject& change, std::string_view expression) {
    const syntax::reading found =
        syntax::read_expression(expression, change.table.name, change.context.schema.lexicon_of());
    if (found.opaque || !found.commons.empty()) return false;
    for (const syntax::reference& each : found.references) {
        if (each.kind == syntax::reference_kind::function || each.kind == syntax::reference_kind::star) return false;
        if (!syntax::is_column(each)) continue;
        for (const op::column& column : change.table.columns())
            if (each.name.names(column.name)) return false;
        if (each.name.names("rowid")) return false;
    }
    return true;
}

/// The expression that computes the values of a new column; empty where there is none.
constexpr std::string_view expression_of(const op::column& column) {
    if (column.generated != op::generated_kind::none) return column.expression;
    if (!column.fill.empty()) return column.fill;
    return column.default_value.kind == op::value_kind::expression ? column.default_value.text : std::string_view();
}

/// What existing rows have in a column when this operation runs. The table must exist.
constexpr content content_of(const subject& change, const name& column) {
    const op::column* const added = added_here(change, column);
    if (added == nullptr)  // a column that is not there is an error of its own
        return change.table.find_column(column) != nullptr ? content::anything : content::nulls;
    if (added->autoincrement || added->identity.kind != op::identity_kind::none) return content::numbered;
    if (const std::string_view expression = expression_of(*added); !expression.empty())
        return is_constant(change, expression) ? content::one_value : content::computed;
    if (added->default_value.given() && added->default_value.kind != op::value_kind::null) return content::one_value;
    // A nullable column that is NOT NULL by now has been filled in between. One that was NOT NULL from the start has no
    // rows: `add_required_column` refuses it otherwise.
    const op::column* const now = change.table.find_column(column);
    return now != nullptr && added->nullable && !now->nullable ? content::anything : content::nulls;
}

/// Whether a check is `column IS NOT NULL`.
constexpr bool says_not_null(const op::constraint& check, const name& column) {
    syntax::tokenizer tokens(syntax::without_parentheses(check.expression));
    return tokens.take().names(column) && tokens.take("is") && tokens.take("not") && tokens.take("null") &&
        tokens.peek().kind == syntax::token_kind::end;
}

/// Whether a check of the table says that a column has a value in every row.
constexpr bool is_given_by_check(const subject& change, const name& column) {
    for (const op::constraint& each : change.table.constraints())
        if (each.kind == op::constraint_kind::check && !each.not_valid && says_not_null(each, column)) return true;
    return false;
}

/// Whether an expression probably gives each row a different value: it is computed from a key other than `but`, or from
/// a random number.
constexpr bool makes_distinct(const subject& change, std::string_view expression, const name& but = {}) {
    for (const op::constraint& each : change.table.constraints())
        if ((each.kind == op::constraint_kind::primary_key || each.kind == op::constraint_kind::unique) &&
            each.columns.count == 1 && change.table.names(each.columns)[0] != but &&
            syntax::uses_column(expression, change.table.names(each.columns)[0], change.context.schema.lexicon_of()))
            return true;
    if (syntax::uses_column(expression, "rowid")) return true;
    const syntax::reading found =
        syntax::read_expression(expression, change.table.name, change.context.schema.lexicon_of());
    for (const std::string_view one : {"randomblob", "gen_random_uuid", "uuid", "nextval"})
        if (syntax::calls(found, one)) return true;
    return false;
}

/// Whether rows certainly differ in the columns: a primary key, unique constraint or unique index is over some of them.
constexpr bool are_unique(const subject& change, const op::list_view<name>& columns) {
    const auto listed = [&](const name& wanted) {
        for (const name& each : columns)
            if (each == wanted) return true;
        return false;
    };
    for (const op::constraint& each : change.table.constraints()) {
        if (each.kind != op::constraint_kind::primary_key && each.kind != op::constraint_kind::unique) continue;
        bool whole = true;
        for (const name& own : change.table.names(each.columns)) whole = whole && listed(own);
        if (whole) return true;
    }
    for (const detail::index_entry& each : change.context.schema.indexes.entries()) {
        if (each.table != change.which || !each.alive || !each.get().unique || !each.get().where.empty()) continue;
        bool everything = true;
        for (const op::index_part& part : each.parts())
            everything = everything && part.expression.empty() && listed(part.column);
        if (everything) return true;
    }
    return false;
}

}  // namespace aludel::inline v0_1::review
