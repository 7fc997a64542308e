// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/mysql_family/column_users.hpp>
#include <aludel/dialect/mysql_family/create_table.hpp>
#include <aludel/dialect/mysql_family/create_trigger.hpp>
#include <aludel/dialect/mysql_family/key_index.hpp>
#include <aludel/dialect/statement_effect.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// Appends ALTER TABLE and the table's name, as a new statement.
constexpr sql_text& put_alter_table(statement_list& statements, std::uint32_t number, const op::operation& operation) {
    return dialect::put_alter_table(add_statement(statements, number).sql, operation, '`');
}

/// Whether an operation says how the server is to change the table.
constexpr bool has_options(const op::operation& operation) {
    return operation.algorithm != op::algorithm::standard || operation.locking != op::locking::standard;
}

/// Appends ALGORITHM and LOCK to a statement that is written, if it is one that they can be said of.
constexpr void put_options(sql_text& sql, std::string_view written, const op::operation& operation) {
    const bool alters = written.starts_with("ALTER TABLE");
    if (!alters && (!written.starts_with("CREATE") || written.starts_with("CREATE TRIGGER"))) return;
    const std::string_view before = alters ? ", " : " ";
    if (operation.algorithm != op::algorithm::standard)
        sql.put(before).put("ALGORITHM=").put(word_of(operation.algorithm));
    if (operation.locking != op::locking::standard && !written.ends_with(" LOCK=NONE"))
        sql.put(before).put("LOCK=").put(word_of(operation.locking));
}

/// Appends a clause that renames a column, with all that the server does not rename with it.
constexpr void put_renaming(statement_list& statements, std::uint32_t number, const spelling& words,
                            const op::operation& operation, const operation_context& context, const sql_text& clause) {
    const renamed_users users(words, context.before, context.after, name(operation.object));
    const auto put_apart = [&](const sql_text& clauses) {
        if (users.apart && clauses.size() != 0)
            put_alter_table(statements, number, operation).put(clauses.view().substr(1));
    };
    put_apart(users.drops);
    sql_text& sql = put_alter_table(statements, number, operation).put(clause);
    if (!users.apart) sql.put(users.drops);
    sql.put(users.changes);
    if (!users.apart) sql.put(users.adds);
    put_apart(users.adds);
}

/// Appends RENAME COLUMN, which keeps every attribute of the column, also those that the history does not know.
constexpr void put_rename_column(statement_list& statements, std::uint32_t number, const spelling& words,
                                 const op::operation& operation, const operation_context& context) {
    sql_text clause;
    put_identifier(clause.put(" RENAME COLUMN "), operation.object);
    put_identifier(clause.put(" TO "), operation.to);
    put_renaming(statements, number, words, operation, context, clause);
}

/// Appends UPDATE ... SET c = (fill), for all rows or for those where c is NULL. A fill fires no trigger, on no
/// database; here they can only be dropped meanwhile.
constexpr void put_fill(statement_list& statements, std::uint32_t number, const spelling& words,
                        const op::operation& operation, std::string_view fill, bool only_null,
                        const operation_context& context) {
    const op::operations* const triggers = context.fires_triggers ? context.triggers_before : nullptr;
    const auto for_each_trigger = [&](auto&& write) {
        if (triggers == nullptr) return;
        const op::operations_view arrays = triggers->view();
        for (const op::operation& each : arrays.list)
            if (each.event == op::trigger_event::update) write(arrays, each);
    };
    for_each_trigger(
        [&](const op::operations_view&, const op::operation& each) { put_drop_trigger(statements, number, each); });
    dialect::put_fill(add_statement(statements, number).sql, operation, fill, only_null, '`');
    for_each_trigger([&](const op::operations_view& arrays, const op::operation& each) {
        put_create_trigger(statements, number, words, arrays, each);
    });
}

/// Appends ADD COLUMN with the constraints of the column, as one statement, and its indexes. With a `fill`, the column
/// is added without NOT NULL, filled, and then modified, together with the constraints.
constexpr void put_add_column(statement_list& statements, std::uint32_t number, const spelling& words,
                              const op::operations_view& arrays, const op::operation& operation,
                              const operation_context& context) {
    const op::column& column = operation.columns.of(arrays.columns)[0];
    const bool fills = !column.fill.empty();
    bool in_key = false;
    for (const op::constraint& each : operation.constraints.of(arrays.constraints))
        in_key = in_key || each.kind == op::constraint_kind::primary_key;
    sql_text& first_sql = put_alter_table(statements, number, operation);
    put_column(first_sql.put(" ADD COLUMN "), words, arrays, column, in_key && !fills,
               fills ? column_form::nullable : column_form::whole);
    const auto put_constraints = [&](sql_text& sql) {
        for (const op::constraint& each : operation.constraints.of(arrays.constraints))
            put_constraint(sql.put(", ADD "), arrays, each);
    };
    if (!fills) put_constraints(first_sql);
    if (fills) {
        put_fill(statements, number, words, operation, column.fill, false, context);
        if (!column.nullable || !operation.constraints.empty()) {
            sql_text& last_sql = put_alter_table(statements, number, operation);
            put_column(last_sql.put(" MODIFY "), words, arrays, column, in_key, column_form::explicit_null);
            put_constraints(last_sql);
        }
    }
    put_create_indexes(statements, number, arrays, operation.indexes, operation.schema, operation.table);
}

/// Appends MODIFY with the whole definition that the column has afterwards: the server forgets every attribute that is
/// not repeated.
constexpr void put_modify(statement_list& statements, std::uint32_t number, const spelling& words,
                          const op::operation& operation, const op::table_view& after, const op::column& column,
                          column_form form = column_form::explicit_null) {
    sql_text& sql = put_alter_table(statements, number, operation).put(" MODIFY ");
    put_column(sql, words, *after.arrays, column, dialect::is_in_key(after, column.name), form);
}

/// Appends the statements of an `alter_column`: one where there is nothing to fill or convert.
constexpr void put_alteration(statement_list& statements, std::uint32_t number, const spelling& words,
                              const op::operations_view& arrays, const op::operation& operation,
                              const operation_context& context) {
    const op::column& wanted = operation.columns.of(arrays.columns)[0];
    const auto changes = [&](op::change one) { return op::has(operation.changes, one); };
    const bool renames = changes(op::change::name);
    const name last_name = renames ? name(operation.to) : name(operation.object);
    const op::column* const column = context.after ? context.after.find_column(last_name) : nullptr;
    if (column == nullptr) return;  // the schema does not know it, which is refused elsewhere
    if (operation.changes == op::change::name) return put_rename_column(statements, number, words, operation, context);
    const bool only_default = operation.changes == op::change::default_value && wanted.fill.empty();
    const bool is_plain = !column->default_value.given() ||
        (!is_in_parentheses(words, column->default_value, column->type) &&
         column->default_value.kind != op::value_kind::current_timestamp &&
         column->default_value.kind != op::value_kind::expression);
    if (only_default && is_plain) {
        sql_text& sql = put_alter_table(statements, number, operation);
        put_identifier(sql.put(" ALTER COLUMN "), operation.object);
        if (column->default_value.given())
            put_default(sql.put(" SET DEFAULT "), words, column->default_value, column->type);
        else sql.put(" DROP DEFAULT");
        return;
    }
    if (!operation.text.empty()) {  // USING
        const op::column* const old_column = context.before ? context.before.find_column(operation.object) : nullptr;
        if (old_column != nullptr && old_column->type.kind == op::type_kind::enumeration) {
            op::column wide = *old_column;  // an enumeration holds its own values only
            wide.type = op::type_of(op::type_kind::varchar);
            put_modify(statements, number, words, operation, context.before, wide);
        }
        put_fill(statements, number, words, operation, operation.text, false, context);
    }
    if (!wanted.fill.empty()) {
        if (changes(op::change::type)) {  // the values are of the new type
            op::column still = *column;
            still.name = operation.object;
            put_modify(statements, number, words, operation, context.after, still, column_form::nullable);
        }
        put_fill(statements, number, words, operation, wanted.fill, true, context);
    }
    if (!renames) {
        put_modify(statements, number, words, operation, context.after, *column);
    } else {
        sql_text clause;
        put_identifier(clause.put(" CHANGE "), operation.object);
        put_column(clause.put(" "), words, *context.after.arrays, *column,
                   dialect::is_in_key(context.after, column->name), column_form::explicit_null);
        put_renaming(statements, number, words, operation, context, clause);
    }
    if (changes(op::change::identity) && column->identity.start > 1)
        dialect::put_integer(put_alter_table(statements, number, operation).put(" AUTO_INCREMENT="),
                             column->identity.start);
}

/// Appends DROP of a constraint, by the word for its kind. The index that the server had created for a foreign key goes
/// with it.
constexpr void put_drop_constraint(statement_list& statements, std::uint32_t number, const spelling& words,
                                   const op::operation& operation, const operation_context& context) {
    const op::constraint* const found = context.before ? context.before.find_constraint(operation.object) : nullptr;
    sql_text& sql = put_alter_table(statements, number, operation).put(" DROP ");
    const op::constraint_kind kind = found == nullptr ? op::constraint_kind::check : found->kind;
    const auto put_name = [&](std::string_view what) {
        put_identifier(sql.put(what).put(operation.if_exists ? " IF EXISTS " : " "), operation.object);
    };
    if (kind == op::constraint_kind::primary_key) sql.put("PRIMARY KEY");
    else if (kind == op::constraint_kind::unique) put_name("INDEX");
    else if (kind == op::constraint_kind::foreign_key) put_name("FOREIGN KEY");
    else put_name(words.drop_check);
    put_key_indexes(sql, words, context.before, context.after);
}

/// Appends DROP INDEX, with the index that a foreign key needs instead, or in a form that can have options.
constexpr void put_drop_index(statement_list& statements, std::uint32_t number, const spelling& words,
                              const op::operation& operation, const operation_context& context) {
    const std::string_view table = context.before ? context.before.name.text() : operation.table.text();
    sql_text& sql = add_statement(statements, number).sql;
    const std::string_view if_exists = operation.if_exists ? "INDEX IF EXISTS " : "INDEX ";
    if (!needs_key_indexes(context.before, context.after) && !has_options(operation)) {
        put_identifier(sql.put("DROP ").put(if_exists), operation.object);
        put_identifier(sql.put(" ON "), operation.schema, table);
        return;
    }
    put_identifier(sql.put("ALTER TABLE "), operation.schema, table);
    put_identifier(sql.put(" DROP ").put(if_exists), operation.object);
    put_key_indexes(sql, words, context.before, context.after);
}

}  // namespace aludel::inline v0_1::mysql_family
