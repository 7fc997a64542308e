// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/mssql/alter_table.hpp>
#include <aludel/dialect/plain_writer.hpp>
#include <aludel/dialect/rows.hpp>
#include <aludel/sql/statements.hpp>
#include <aludel/sql/texts.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Writes the statements of revisions for SQL Server, for scripts.
class mssql_statements : public dialect::plain_writer {
public:
    constexpr explicit mssql_statements(op::dialect target = mssql) : plain_writer(target) {}

    /// An alteration repeats the type of the column, a default is dropped with its column, and rows with a number of
    /// their own need a setting.
    [[nodiscard]] constexpr bool reads_table(const op::operations_view&, const op::operation& operation,
                                             const op::table_view&) const {
        return operation.kind == op::operation_kind::alter_column ||
            operation.kind == op::operation_kind::drop_column || operation.kind == op::operation_kind::insert;
    }

    constexpr void write(std::uint32_t number, const op::operations_view& arrays, const op::operation& each,
                         const operation_context& context) {
        using namespace mssql_dialect;
        const auto add = [&]() -> sql_text& { return add_statement(statements_, number).sql; };
        const auto alter = [&]() -> sql_text& { return dialect::put_alter_table(add(), each); };
        switch (each.kind) {
            case op::operation_kind::create_table:
                if (!(each.if_not_exists && context.before))  // else the history has made it
                    put_new_table(statements_, number, each, context.after);
                break;
            case op::operation_kind::drop_table: dialect::put_drop(add(), "TABLE", each, each.table); break;
            case op::operation_kind::rename_table: {
                sql_text qualified;
                dialect::put_identifier(qualified, each.schema, each.table);
                put_rename(add(), qualified.view(), each.to, {});
                break;
            }
            case op::operation_kind::add_column:
                put_add_column(statements_, number, arrays, each, context.fires_triggers);
                break;
            case op::operation_kind::drop_column: {
                const op::column* const dropped = context.before ? context.before.find_column(each.object) : nullptr;
                if (dropped != nullptr && dropped->default_value.given()) put_drop_default(statements_, number, each);
                dialect::put_identifier(alter().put(" DROP COLUMN "), each.object);
                break;
            }
            case op::operation_kind::rename_column: put_rename_column(statements_, number, each); break;
            case op::operation_kind::alter_column: put_alteration(statements_, number, arrays, each, context); break;
            case op::operation_kind::add_constraint:
                put_constraint(alter().put(" ADD "), arrays, each.constraints.of(arrays.constraints)[0]);
                break;
            case op::operation_kind::drop_constraint:
                dialect::put_identifier(
                    alter().put(each.if_exists ? " DROP CONSTRAINT IF EXISTS " : " DROP CONSTRAINT "), each.object);
                break;
            case op::operation_kind::create_index:
                put_create_indexes(statements_, number, arrays, each.indexes, each.schema, each.table);
                break;
            case op::operation_kind::drop_index: put_drop_index(number, each, context); break;
            case op::operation_kind::create_view:
                dialect::put_create_view(statements_, number, target_.id, arrays, each);
                break;
            case op::operation_kind::drop_view: dialect::put_drop(add(), "VIEW", each, each.table); break;
            case op::operation_kind::create_trigger: put_trigger(number, arrays, each); break;
            case op::operation_kind::drop_trigger: dialect::put_drop(add(), "TRIGGER", each, each.object); break;
            case op::operation_kind::comment_on_table: put_comment(statements_, number, each, {}, each.text); break;
            case op::operation_kind::insert: put_rows(number, arrays, each, context.before); break;
            case op::operation_kind::delete_rows:
                dialect::put_delete(statements_, number, arrays, each, &put_value, &dialect::is_null);
                break;
            case op::operation_kind::execute: put_raw_statement(number, arrays, each); break;
            case op::operation_kind::run: add_statement(statements_, number, statement_kind::run).run = each.run; break;
            case op::operation_kind::create_sequence: put_sequence(number, arrays, each); break;
            case op::operation_kind::drop_sequence: dialect::put_drop(add(), "SEQUENCE", each, each.object); break;
            case op::operation_kind::create_schema: put_schema(number, each); break;
            case op::operation_kind::drop_schema:
                dialect::put_identifier(add().put(each.if_exists ? "DROP SCHEMA IF EXISTS " : "DROP SCHEMA "),
                                        each.object);
                break;
            default: break;  // enumerations are texts; the rest is refused
        }
    }

    /// Writes a statement that fails with this sentence.
    constexpr void stop(std::uint32_t number, std::string_view sentence) {
        sql_text& sql = add_statement(statements_, number, statement_kind::script_only).sql;
        mssql_dialect::put_argument(sql.put("THROW 50000, "), sentence);
        sql.put(", 1");
    }

private:
    /// Appends CREATE SCHEMA, which must be the first of its batch: behind a condition it is in one of its own.
    constexpr void put_schema(std::uint32_t number, const op::operation& operation) {
        sql_text create;
        dialect::put_identifier(create.put("CREATE SCHEMA "), operation.object);
        sql_text& sql = add_statement(statements_, number).sql;
        if (!operation.if_not_exists) {
            sql.put(create);
            return;
        }
        mssql_dialect::put_argument(sql.put("IF SCHEMA_ID("), operation.object);
        mssql_dialect::put_argument(sql.put(") IS NULL\nEXEC ("), create.view());
        sql.put(")");
    }

    constexpr void put_sequence(std::uint32_t number, const op::operations_view& arrays,
                                const op::operation& operation) {
        const op::identity& numbers = arrays.columns[operation.columns.first].identity;
        sql_text& sql = add_statement(statements_, number).sql;
        if (operation.if_not_exists) mssql_dialect::put_unless_exists(sql, operation.schema, operation.object);
        dialect::put_identifier(sql.put("CREATE SEQUENCE "), operation.schema, operation.object);
        dialect::put_integer(sql.put(" START WITH "), numbers.start);  // without it, the smallest number there is
        if (numbers.increment != 1) dialect::put_integer(sql.put(" INCREMENT BY "), numbers.increment);
    }

    /// Appends DROP INDEX, which names the table.
    constexpr void put_drop_index(std::uint32_t number, const op::operation& operation,
                                  const operation_context& context) {
        sql_text& sql = add_statement(statements_, number).sql;
        dialect::put_identifier(sql.put(operation.if_exists ? "DROP INDEX IF EXISTS " : "DROP INDEX "),
                                operation.object);
        const std::string_view table = context.before ? context.before.name.text() : operation.table.text();
        dialect::put_identifier(sql.put(" ON "), operation.schema, table);
    }

    /// Appends CREATE TRIGGER, which runs once per statement there: its body reads the rows in `inserted` and
    /// `deleted`.
    constexpr void put_trigger(std::uint32_t number, const op::operations_view& arrays,
                               const op::operation& operation) {
        const op::dialect_text* const body = dialect::text_for(target_.id, arrays, operation);
        if (body == nullptr) return;
        constexpr std::string_view events[] = {"INSERT", "UPDATE", "DELETE"};
        sql_text& sql = add_statement(statements_, number).sql;
        dialect::put_identifier(sql.put("CREATE TRIGGER "), operation.schema, operation.object);
        dialect::put_identifier(sql.put(" ON "), operation.schema, operation.table);
        sql.put(operation.timing == op::trigger_timing::instead_of ? " INSTEAD OF " : " AFTER ");
        sql.put(events[static_cast<int>(operation.event)]).put(" AS\nBEGIN\n    SET NOCOUNT ON;\n    ");
        sql.put(syntax::trimmed_statements(body->sql)).put(";\nEND");
    }

    /// Appends the rows of an `insert`. IDENTITY_INSERT lets them have numbers of their own.
    constexpr void put_rows(std::uint32_t number, const op::operations_view& arrays, const op::operation& operation,
                            const op::table_view& table) {
        bool numbered = false;
        if (table)
            for (const op::cell& each : operation.cells.of(arrays.cells))
                if (const op::column* const column = table.find_column(each.column))
                    numbered = numbered || dialect::is_numbered(*column);
        const auto put_setting = [&](std::string_view state) {
            if (!numbered) return;
            sql_text& sql = add_statement(statements_, number).sql.put("SET IDENTITY_INSERT ");
            dialect::put_identifier(sql, operation.schema, operation.table);
            sql.put(state);
        };
        put_setting(" ON");
        dialect::put_insert(statements_, number, arrays, operation, &mssql_dialect::put_value);
        put_setting(" OFF");
    }
};

}  // namespace aludel::inline v0_1
