// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/oracle/alter_table.hpp>
#include <aludel/dialect/oracle/block.hpp>
#include <aludel/dialect/plain_writer.hpp>
#include <aludel/dialect/rows.hpp>
#include <aludel/sql/statements.hpp>
#include <aludel/sql/text_check.hpp>
#include <aludel/sql/texts.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Writes the statements of revisions for Oracle, for scripts.
class oracle_statements : public dialect::plain_writer {
public:
    constexpr explicit oracle_statements(op::dialect target = oracle) : plain_writer(target) {}

    /// A row without values names a column all the same.
    [[nodiscard]] constexpr bool reads_table(const op::operations_view&, const op::operation& operation,
                                             const op::table_view&) const {
        return operation.kind == op::operation_kind::insert;
    }

    constexpr void write(std::uint32_t number, const op::operations_view& arrays, const op::operation& each,
                         const operation_context& context) {
        using namespace oracle_dialect;
        const auto add = [&]() -> sql_text& { return add_statement(statements_, number).sql; };
        const auto alter = [&]() -> sql_text& { return put_alter_table(statements_, number, each); };
        switch (each.kind) {
            case op::operation_kind::create_table:
                if (!(each.if_not_exists && context.before))  // else the history has made it
                    put_new_table(statements_, number, each, context.after);
                break;
            case op::operation_kind::drop_table: put_drop(add(), "TABLE", each, each.table, "-942"); break;
            case op::operation_kind::rename_table: put_identifier(alter().put(" RENAME TO "), each.to); break;
            case op::operation_kind::add_column:
                put_add_column(statements_, number, arrays, each, context.fires_triggers);
                break;
            case op::operation_kind::drop_column: put_identifier(alter().put(" DROP COLUMN "), each.object); break;
            case op::operation_kind::rename_column: put_rename_column(statements_, number, each); break;
            case op::operation_kind::alter_column:
                put_alteration(statements_, number, arrays, each, context.fires_triggers);
                break;
            case op::operation_kind::add_constraint:
                put_constraint(alter().put(" ADD "), arrays, each.constraints.of(arrays.constraints)[0]);
                break;
            case op::operation_kind::drop_constraint: {
                sql_text statement;
                dialect::put_alter_table(statement, each, oracle_dialect::identifiers);
                put_identifier(statement.put(" DROP CONSTRAINT "), each.object);
                if (each.if_exists) put_tolerant(add(), statement.view(), "-2443");
                else add().put(statement);
                break;
            }
            case op::operation_kind::create_index:
                put_create_indexes(statements_, number, arrays, each.indexes, each.schema, each.table);
                break;
            case op::operation_kind::drop_index: put_drop(add(), "INDEX", each, each.object, "-1418"); break;
            case op::operation_kind::create_view: put_view(number, arrays, each); break;
            case op::operation_kind::drop_view: put_drop(add(), "VIEW", each, each.table, "-942"); break;
            case op::operation_kind::create_trigger: put_trigger(number, arrays, each); break;
            case op::operation_kind::drop_trigger: put_drop(add(), "TRIGGER", each, each.object, "-4080"); break;
            case op::operation_kind::comment_on_table: put_comment(statements_, number, each, {}, each.text); break;
            case op::operation_kind::insert: put_rows(number, arrays, each, context.before); break;
            case op::operation_kind::delete_rows:
                dialect::put_delete(statements_, number, arrays, each, &put_value, &is_null, identifiers);
                break;
            case op::operation_kind::execute: put_raw_statements(number, arrays, each); break;
            case op::operation_kind::run: add_statement(statements_, number, statement_kind::run).run = each.run; break;
            case op::operation_kind::create_sequence: put_sequence(number, arrays, each); break;
            case op::operation_kind::drop_sequence: put_drop(add(), "SEQUENCE", each, each.object, "-2289"); break;
            default: break;  // enumerations are texts; the rest is refused
        }
    }

    /// Writes a statement that fails with this sentence.
    constexpr void stop(std::uint32_t number, std::string_view sentence) {
        sql_text& sql = add_statement(statements_, number, statement_kind::script_only).sql;
        oracle_dialect::put_string(sql.put("BEGIN RAISE_APPLICATION_ERROR(-20000, "), sentence);
        sql.put("); END;");
    }

private:
    /// Appends CREATE VIEW. A semicolon behind its query would create it before the slash does.
    constexpr void put_view(std::uint32_t number, const op::operations_view& arrays, const op::operation& operation) {
        const op::dialect_text* const query = dialect::text_for(target_.id, arrays, operation);
        if (query == nullptr) return;
        sql_text& sql = add_statement(statements_, number).sql;
        oracle_dialect::put_identifier(sql.put("CREATE VIEW "), operation.schema, operation.table);
        dialect::put_raw(sql.put(" AS\n"), syntax::trimmed_statements(query->sql, syntax::oracle_lexicon));
    }

    /// Appends raw SQL, each statement by itself and without its semicolon: SQL*Plus would execute it at the semicolon,
    /// and once more at the slash. A block of PL/SQL goes to the end of the text.
    constexpr void put_raw_statements(std::uint32_t number, const op::operations_view& arrays,
                                      const op::operation& operation) {
        const op::dialect_text* const raw = dialect::text_for(target_.id, arrays, operation);
        if (raw == nullptr) return;
        const std::string_view whole = raw->sql;
        const auto put = [&](std::string_view sql) { dialect::put_raw(add_statement(statements_, number).sql, sql); };
        if (dialect::find_character(whole, ';') == std::string_view::npos) return put(whole);
        syntax::text_check statements(whole, syntax::text_form::statements, syntax::oracle_lexicon);
        std::size_t end = 0;
        while (statements.next()) {
            const std::string_view statement = statements.statement();
            const auto first = static_cast<std::size_t>(statement.data() - whole.data());
            if (oracle_dialect::begins_block(statement)) return put(whole.substr(first));
            put(syntax::trimmed_statements(statement, syntax::oracle_lexicon));
            end = whole.find(';', first + statement.size()) + 1;
        }
        if (statements.flaw() != syntax::text_flaw::none)
            put(whole.substr(end));  // whoever wrote it reads it otherwise
    }

    constexpr void put_sequence(std::uint32_t number, const op::operations_view& arrays,
                                const op::operation& operation) {
        const op::identity& numbers = arrays.columns[operation.columns.first].identity;
        sql_text sql;
        oracle_dialect::put_identifier(sql.put("CREATE SEQUENCE "), operation.schema, operation.object);
        if (numbers.start != 1) dialect::put_integer(sql.put(" START WITH "), numbers.start);
        if (numbers.increment != 1) dialect::put_integer(sql.put(" INCREMENT BY "), numbers.increment);
        sql_text& output = add_statement(statements_, number).sql;
        if (operation.if_not_exists) oracle_dialect::put_tolerant(output, sql.view(), "-955");
        else output.put(sql);
    }

    /// Appends CREATE TRIGGER for each row, with a block of PL/SQL around the body.
    constexpr void put_trigger(std::uint32_t number, const op::operations_view& arrays,
                               const op::operation& operation) {
        const op::dialect_text* const body = dialect::text_for(target_.id, arrays, operation);
        if (body == nullptr) return;
        sql_text& sql = add_statement(statements_, number).sql;
        oracle_dialect::put_identifier(sql.put("CREATE TRIGGER "), operation.schema, operation.object);
        dialect::put_trigger_event(sql, arrays, operation, oracle_dialect::identifiers);
        oracle_dialect::put_identifier(sql.put(" ON "), operation.schema, operation.table);
        sql.put("\nFOR EACH ROW");
        if (!operation.text.empty()) sql.put(" WHEN (").put(syntax::trimmed_statements(operation.text)).put(")");
        sql.put("\nBEGIN\n    ").put(syntax::trimmed_statements(body->sql)).put(";\nEND;");
    }

    /// Appends the rows of an `insert`. There is no DEFAULT VALUES.
    constexpr void put_rows(std::uint32_t number, const op::operations_view& arrays, const op::operation& operation,
                            const op::table_view& table) {
        sql_text no_values;
        if (table && !table.columns().empty())
            oracle_dialect::put_identifier(no_values.put(" ("), table.columns()[0].name);
        no_values.put(") VALUES (DEFAULT)");
        dialect::put_insert(statements_, number, arrays, operation, &oracle_dialect::put_value,
                            {.style = oracle_dialect::identifiers, .no_values = no_values.view()});
    }
};

}  // namespace aludel::inline v0_1
