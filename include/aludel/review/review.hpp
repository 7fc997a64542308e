// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/adds_check.hpp>
#include <aludel/review/adds_foreign_key.hpp>
#include <aludel/review/adds_unique.hpp>
#include <aludel/review/changes_default.hpp>
#include <aludel/review/changes_table.hpp>
#include <aludel/review/deletes_all_rows.hpp>
#include <aludel/review/double_quoted_text.hpp>
#include <aludel/review/doubtful_name_in_sql.hpp>
#include <aludel/review/downgrade_may_fail.hpp>
#include <aludel/review/drops_column.hpp>
#include <aludel/review/drops_constraint.hpp>
#include <aludel/review/drops_dependents.hpp>
#include <aludel/review/drops_not_null.hpp>
#include <aludel/review/drops_primary_key.hpp>
#include <aludel/review/drops_table.hpp>
#include <aludel/review/float_for_money.hpp>
#include <aludel/review/inexact_numeric.hpp>
#include <aludel/review/known_names.hpp>
#include <aludel/review/may_not_convert.hpp>
#include <aludel/review/meets_programs.hpp>
#include <aludel/review/narrows_type.hpp>
#include <aludel/review/no_primary_key.hpp>
#include <aludel/review/nullable_primary_key.hpp>
#include <aludel/review/peculiarities.hpp>
#include <aludel/review/qualified_name.hpp>
#include <aludel/review/raw_sql.hpp>
#include <aludel/review/redundant_index.hpp>
#include <aludel/review/refused_identity.hpp>
#include <aludel/review/removes_enum_value.hpp>
#include <aludel/review/renames_column.hpp>
#include <aludel/review/renames_table.hpp>
#include <aludel/review/requires_value.hpp>
#include <aludel/review/reserved_word.hpp>
#include <aludel/review/rows_not_restored.hpp>
#include <aludel/review/sets_not_null.hpp>
#include <aludel/review/steps_without_transaction.hpp>
#include <aludel/review/subject.hpp>
#include <aludel/review/transaction_in_sql.hpp>
#include <aludel/review/undeclared_effect.hpp>
#include <aludel/review/trigger_body.hpp>
#include <aludel/review/unknown_strict_type.hpp>
#include <aludel/review/unnamed_constraint.hpp>
#include <aludel/review/unnumbered_key.hpp>
#include <aludel/review/unreplicated_engine.hpp>
#include <aludel/review/unordered_key.hpp>
#include <aludel/review/view_selects_all.hpp>
#include <aludel/review/wide_index.hpp>
#include <aludel/sql/texts.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// An expression that belongs to a table: of a check, of a generated column, of an index.
constexpr void review_expression(const subject& change, std::string_view verb, table_expression& expression,
                                 const char* what) {
    if (expression.sql.empty()) return;
    known_names(change, verb, expression, what, syntax::row_place::computed);
    double_quoted_text(change, verb, expression);
    qualified_name(change, verb, expression);
}
constexpr void review_expression(const subject& change, std::string_view verb, const op::table_view& table,
                                 const char* what, std::string_view sql) {
    if (sql.empty()) return;
    table_expression expression(change.context.schema, table, sql);
    review_expression(change, verb, expression, what);
}

/// Checks the names in an expression that is computed once, for rows that exist.
constexpr void review_value(const subject& change, std::string_view verb, const char* what, std::string_view sql) {
    if (sql.empty()) return;
    table_expression expression(change.context.schema, change.table, sql);
    known_names(change, verb, expression, what, syntax::row_place::value);
}

/// Reports an indexed expression that is nothing but a text: databases take that for the name of a column, or refuse
/// it.
constexpr void indexed_text(const subject& change, std::string_view verb, const op::table_view& table,
                            std::string_view sql) {
    syntax::tokenizer tokens(sql);
    const syntax::token first = tokens.take();
    if (first.kind == syntax::token_kind::string && first.text[0] == '\'' &&
        tokens.peek().kind == syntax::token_kind::end)
        change.context.report(rule::invalid_expression,
                              {verb, ": the indexed expression (", sql, ") of table `", table.name,
                               "` is a text, the same for every row. Name a column, or compute something from one"});
}

/// Reviews the condition of an index and its expressions.
constexpr void review_index_texts(const subject& change, std::string_view verb, const op::table_view& table,
                                  const op::index& index) {
    if (index.where.size != 0) review_expression(change, verb, table, "the condition of the index", index.where);
    for (std::uint32_t i = 0; i < index.parts.count; ++i)
        if (const op::index_part& part = change.arrays.parts[index.parts.first + i]; part.expression.size != 0) {
            review_expression(change, verb, table, "the indexed expression", part.expression);
            indexed_text(change, verb, table, part.expression);
        }
}

/// Reviews a new index.
constexpr void review_index(const subject& change, std::string_view verb, const op::index& index) {
    if (!change.table) return;
    review_index_texts(change, verb, change.table, index);
    if (index.unique && change.has_rows()) adds_unique_index(change, index);
    if (!heeds_any(change.context)) return;
    wide_index(change, index);
    redundant_index(change, index);
}

/// Reviews a new table. It has no rows, so nearly all rules that apply are warnings; and this is the most frequent
/// operation, so it returns early where warnings are not wanted.
constexpr void review_create_table(replay_context& context, const op::operations_view& arrays,
                                   const op::operation& operation) {
    const subject change{context, arrays, operation};
    const op::table_view table{&arrays, &operation, operation.table};
    const bool strict_table = operation.options.count != 0 && table.options().strict;
    for (std::uint32_t i = 0; i < operation.constraints.count; ++i)
        if (const op::constraint& each = arrays.constraints[operation.constraints.first + i];
            each.kind == op::constraint_kind::check)
            review_expression(change, "create_table", table, "the check", each.expression);
    for (std::uint32_t i = 0; i < operation.columns.count; ++i) {
        const op::column& each = arrays.columns[operation.columns.first + i];
        if (each.generated != op::generated_kind::none)
            review_expression(change, "create_table", table, "the expression of a generated column", each.expression);
        if (strict_table) unknown_strict_type(change, "create_table", table.name, each);
    }
    for (std::uint32_t i = 0; i < operation.indexes.count; ++i)
        if (const op::index& each = arrays.indexes[operation.indexes.first + i];
            each.where.size != 0 || each.parts.count != 1 || arrays.parts[each.parts.first].column.size == 0)
            review_index_texts(change, "create_table", table, each);
    if (!heeds_any(context)) return;
    reserved_word(change, "create_table", "table", table.name);
    no_primary_key(change, table);
    unreplicated_engine(change, table);
    for (const op::constraint& each : table.constraints()) unnamed_constraint(change, "create_table", each);
    for (const op::column& each : table.columns()) {
        unnumbered_key(change, "create_table", table, each);
        float_for_money(change, "create_table", table.name, each);
        inexact_numeric(change, "create_table", table, each);
        reserved_word(change, "create_table", "column", each.name);
    }
}

/// Reviews a new constraint of an existing table. `verb` is the operation, for messages.
constexpr void review_constraint(const subject& change, std::string_view verb, const op::constraint& added) {
    unnamed_constraint(change, verb, added);
    const bool meets_rows = change.has_rows() && !(added.not_valid && detail::leaves_unvalidated(change.context));
    if (added.kind == op::constraint_kind::check) {
        table_expression check(change.context.schema, change.table, added.expression);
        review_expression(change, verb, check, "the check");
        if (meets_rows) adds_check(change, check);
        return;
    }
    if (!meets_rows) return;
    switch (added.kind) {
        case op::constraint_kind::primary_key:
            nullable_primary_key(change, added);
            return adds_unique(change, added.columns.of(change.arrays.names),
                               change.is(op::operation_kind::add_column) ? "add_column: a primary key"
                                                                         : "add_constraint: a primary key");
        case op::constraint_kind::unique:
            return adds_unique(change, added.columns.of(change.arrays.names),
                               change.is(op::operation_kind::add_column) ? "add_column: a unique constraint"
                                                                         : "add_constraint: a unique constraint");
        case op::constraint_kind::foreign_key: return adds_foreign_key(change, added);
        case op::constraint_kind::check:
        case op::constraint_kind::exclusion: return;
    }
}

/// Reviews a new column with its constraints and indexes.
constexpr void review_add_column(const subject& change) {
    if (!change.table) return;
    const op::column& added = change.column();
    if (!added.expression.empty())
        review_expression(change, "add_column", change.table, "the expression of the generated column",
                          added.expression);
    if (added.fill.size != 0) review_value(change, "add_column", "fill", added.fill);
    for (const op::constraint& each : change.operation.constraints.of(change.arrays.constraints))
        review_constraint(change, "add_column", each);
    for (const op::index& each : change.operation.indexes.of(change.arrays.indexes))
        review_index(change, "add_column", each);
    if (change.table.options().strict) unknown_strict_type(change, "add_column", change.table.name, added);
    view_selects_all(change, "add_column");
    if (!heeds_any(change.context)) return;
    float_for_money(change, "add_column", change.table.name, added);
    inexact_numeric(change, "add_column", change.table, added);
    reserved_word(change, "add_column", "column", added.name);
    requires_value(change);
}

/// Reviews the changes of a column.
constexpr void review_alter_column(const subject& change) {
    const op::column* const before = change.table ? change.table.find_column(change.operation.object) : nullptr;
    if (before == nullptr) return;
    const op::column& after = change.column();
    if (after.fill.size != 0) review_value(change, "alter_column", "fill", after.fill);
    if (change.operation.text.size != 0) review_value(change, "alter_column", "using_", change.operation.text);
    if (change.has_rows()) {
        if (before->nullable) changes_key(change, "fill", after.fill);
        changes_key(change, "using_", change.operation.text);
    }
    if (change.changes(op::change::type)) {
        op::column retyped{};
        retyped.name = before->name, retyped.type = after.type;
        if (change.table.options().strict) unknown_strict_type(change, "alter_column", change.table.name, retyped);
        float_for_money(change, "alter_column", change.table.name, retyped);
        inexact_numeric(change, "alter_column", change.table, retyped);
        unnumbered_key(change, "alter_column", change.table, retyped);
        if (change.has_rows()) {
            narrows_type(change, *before, after.type);
            removes_enum_value(change, *before, after.type);
            may_not_convert(change, *before, after.type);
            numbers_nulls(change, *before);
        }
    }
    if (change.changes(op::change::nullability)) {
        if (change.has_rows()) sets_not_null(change, *before);
        drops_not_null(change, *before);
        undone_not_null(change, *before);
    }
    if (change.changes(op::change::collation) && change.has_rows()) {
        changes_collation(change);
        if (before->collation.size != 0) undone_collation(change, *before);
    }
    if (change.changes(op::change::default_value)) changes_default(change, *before);
    if (change.changes(op::change::identity)) refused_identity(change, *before);
    if (change.changes(op::change::name)) {
        view_selects_all(change, "alter_column");
        renames_column(change, "alter_column");
        reserved_word(change, "alter_column", "column", change.operation.to);
    }
}

/// Reviews the drop of a constraint.
constexpr void review_drop_constraint(const subject& change) {
    if (!change.has_rows()) return;
    aludel::schema& schema = change.context.schema;
    const std::uint32_t found =
        detail::find_constraint(schema.naming, change.table, change.operation.object, schema.arena);
    if (found == detail::name_map::none) return;
    const op::constraint& dropped = change.table.constraints()[found];
    undone_constraint(change, "constraint");
    if (dropped.kind == op::constraint_kind::primary_key) drops_primary_key(change, dropped);
    else drops_constraint(change, dropped, change.table.names(dropped.columns));
}

/// Reviews the drop of an index. A unique index is treated as a unique constraint (AL506); other indexes can be
/// dropped.
constexpr void review_drop_index(replay_context& context, const op::operations_view& arrays,
                                 const op::operation& operation) {
    const std::uint32_t found = context.schema.find_index(operation);
    if (found == context.schema.indexes.none || !context.schema.indexes[found].get().unique) return;
    const detail::index_entry& index = context.schema.indexes[found];
    const detail::table_entry& table = context.schema.tables[index.table];
    if (context.is_new(table)) return;
    name columns[16]{};
    std::uint32_t count = 0;
    for (const op::index_part& part : index.parts())
        if (count < 16) columns[count++] = part.column;
    op::constraint same{};
    same.kind = op::constraint_kind::unique;
    const subject change{context, arrays, operation, index.table, table.view(), false};
    drops_constraint(change, same, {columns, count});
    undone_constraint(change, "unique index");
}

/// Reviews raw SQL.
constexpr void review_execute(const subject& change) {
    for (const op::dialect_text& each : change.operation.texts.of(change.arrays.texts)) {
        transaction_in_sql(change, each);
        deletes_all_rows(change, each);
        drops_dependents(change, each);
    }
    detail::each_read_text(change.context, change.arrays, change.operation,
                           [&](const op::dialect_text& text, const op::dialect& database) {
                               doubtful_name_in_sql(change, text);
                               if (database.traits->texts_are_read) undeclared_effect(change, text);
                           });
    raw_sql(change);
}

/// Reviews an operation of an upgrade before it is applied, and reports what is valid but risky: data loss, failure on
/// existing rows, conflicts with running programs. It must be cheap for new tables and indexes, the most frequent
/// operations: without expressions the compiler does hardly anything for them.
constexpr void check(replay_context& context, const op::operations_view& arrays, const op::operation& operation) {
    using kind = op::operation_kind;
    if (!context.checking()) return;
    if (operation.algorithm != op::algorithm::standard || operation.locking != op::locking::standard)
        refused_algorithm(subject_of(context, arrays, operation));
    if (context.settings->dialect_count != 0) review_peculiarities(context, arrays, operation);
    if (!context.revision->transactional) steps_without_transaction({context, arrays, operation});
    switch (operation.kind) {
        case kind::create_table: return review_create_table(context, arrays, operation);
        case kind::create_index: {
            const op::index& index = arrays.indexes[operation.indexes.first];
            if (index.unique || index.where.size != 0 || heeds_any(context))
                return review_index(subject_of(context, arrays, operation), "create_index", index);
            for (std::uint32_t i = 0; i < index.parts.count; ++i)
                if (arrays.parts[index.parts.first + i].expression.size != 0)
                    return review_index(subject_of(context, arrays, operation), "create_index", index);
            return;
        }
        case kind::drop_table: {
            const subject change = subject_of(context, arrays, operation);
            drops_table(change);
            return rows_not_restored(change);
        }
        case kind::drop_column: {
            const subject tested = subject_of(context, arrays, operation);
            drops_column(tested);
            rows_not_restored(tested);
            return view_selects_all(tested, "drop_column");
        }
        case kind::add_column: return review_add_column(subject_of(context, arrays, operation));
        case kind::alter_column: return review_alter_column(subject_of(context, arrays, operation));
        case kind::add_constraint: {
            const subject tested = subject_of(context, arrays, operation);
            if (tested.table)
                review_constraint(tested, "add_constraint", arrays.constraints[operation.constraints.first]);
            return;
        }
        case kind::drop_constraint: return review_drop_constraint(subject_of(context, arrays, operation));
        case kind::drop_index: return review_drop_index(context, arrays, operation);
        case kind::rename_table: {
            const subject tested = subject_of(context, arrays, operation);
            renames_table(tested);
            return reserved_word(tested, "rename_table", "table", operation.to);
        }
        case kind::rename_column: {
            const subject tested = subject_of(context, arrays, operation);
            view_selects_all(tested, "rename_column");
            renames_column(tested, "rename_column");
            return reserved_word(tested, "rename_column", "column", operation.to);
        }
        case kind::execute: return review_execute({context, arrays, operation});
        case kind::run: return raw_sql({context, arrays, operation});
        case kind::create_view: return known_names_of_view({context, arrays, operation});
        case kind::create_trigger: return review_trigger({context, arrays, operation});
        case kind::drop_enum_value: return removes_enum_value({context, arrays, operation});
        default: return;
    }
}

/// Whether an operation leaves all names of tables and columns, or drops some.
constexpr bool gives_no_names(const op::operation& operation) {
    using kind = op::operation_kind;
    switch (operation.kind) {
        case kind::alter_column: return !op::has(operation.changes, op::change::name);
        case kind::drop_table:
        case kind::drop_column:
        case kind::drop_view:
        case kind::drop_index:
        case kind::drop_constraint:
        case kind::drop_trigger:
        case kind::create_index:
        case kind::add_constraint:
        case kind::validate_constraint:
        case kind::refresh_view:
        case kind::insert:
        case kind::delete_rows: return true;
        default: return false;
    }
}

/// Reviews an operation of a written downgrade, with the schema after the upgrade. Expressions for rows are reviewed
/// where no operation before can have given them a name.
constexpr void check_downgrade(replay_context& context, const op::operations_view& arrays,
                               const op::operation& operation) {
    using kind = op::operation_kind;
    if (operation.kind == kind::execute)
        for (const op::dialect_text& each : operation.texts.of(arrays.texts))
            transaction_in_sql({context, arrays, operation}, each);
    if (operation.kind != kind::add_column && operation.kind != kind::alter_column) return;
    const op::column& column = arrays.columns[operation.columns.first];
    if (!context.checking() || (column.fill.size == 0 && operation.text.size == 0)) return;
    for (const op::operation& each : arrays.list) {
        if (&each == &operation) break;
        if (!gives_no_names(each)) return;
    }
    const subject change = subject_of(context, arrays, operation);
    if (!change.table) return;
    const std::string_view verb = operation.kind == kind::add_column ? "add_column" : "alter_column";
    review_value(change, verb, "fill", column.fill);
    review_value(change, verb, "using_", operation.text);
}

}  // namespace aludel::inline v0_1::review
