// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/plain_writer.hpp>
#include <aludel/dialect/postgresql/alter_table.hpp>
#include <aludel/dialect/postgresql/create_trigger.hpp>
#include <aludel/dialect/postgresql/insert.hpp>
#include <aludel/dialect/postgresql/needs.hpp>
#include <aludel/dialect/postgresql/object.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Writes the statements of revisions for PostgreSQL, which has a statement for every operation: each is written by
/// itself.
class postgresql_statements : public dialect::plain_writer {
public:
    constexpr explicit postgresql_statements(op::dialect target = postgresql) : plain_writer(target) {}

    /// An alteration depends on the column before it.
    [[nodiscard]] constexpr bool reads_table(const op::operations_view&, const op::operation& operation,
                                             const op::table_view&) const {
        return operation.kind == op::operation_kind::alter_column;
    }

    constexpr void write(std::uint32_t number, const op::operations_view& arrays, const op::operation& each,
                         const operation_context& context) {
        using namespace postgresql_dialect;
        const auto add = [&]() -> sql_text& { return add_statement(statements_, number).sql; };
        const auto drop = [&](std::string_view what, std::string_view dropped) {
            dialect::put_drop(add(), what, each, dropped);
        };
        switch (each.kind) {
            case op::operation_kind::create_table:
                if (!(each.if_not_exists && context.before))  // else the history has made it
                    put_new_table(statements_, number, each, context.after);
                break;
            case op::operation_kind::drop_table:
                drop("TABLE", each.table);
                put_drop_functions(statements_, number, each, context.triggers_before);
                break;
            case op::operation_kind::rename_table:
                dialect::put_identifier(dialect::put_alter_table(add(), each).put(" RENAME TO "), each.to);
                break;
            case op::operation_kind::add_column:
                put_add_column(statements_, number, arrays, each, context.fires_triggers);
                break;
            case op::operation_kind::drop_column:
                dialect::put_identifier(dialect::put_alter_table(add(), each).put(" DROP COLUMN "), each.object);
                break;
            case op::operation_kind::rename_column: put_rename_column(statements_, number, each); break;
            case op::operation_kind::alter_column:
                put_alteration(statements_, number, arrays, each, context.before, context.fires_triggers);
                break;
            case op::operation_kind::add_constraint:
                put_constraint(dialect::put_alter_table(add(), each).put(" ADD "), arrays,
                               each.constraints.of(arrays.constraints)[0]);
                break;
            case op::operation_kind::drop_constraint:
                dialect::put_identifier(dialect::put_alter_table(add(), each)
                                            .put(each.if_exists ? " DROP CONSTRAINT IF EXISTS " : " DROP CONSTRAINT "),
                                        each.object);
                break;
            case op::operation_kind::create_index:
                put_create_indexes(statements_, number, arrays, each.indexes, each.schema, each.table);
                break;
            case op::operation_kind::validate_constraint:
                dialect::put_identifier(dialect::put_alter_table(add(), each).put(" VALIDATE CONSTRAINT "),
                                        each.object);
                break;
            case op::operation_kind::drop_index:
                drop(each.concurrently ? "INDEX CONCURRENTLY" : "INDEX", each.object);
                break;
            case op::operation_kind::create_view: put_view(number, arrays, each); break;
            case op::operation_kind::drop_view:
                drop(each.materialized ? "MATERIALIZED VIEW" : "VIEW", each.table);
                break;
            case op::operation_kind::refresh_view:
                dialect::put_identifier(add().put(each.concurrently ? "REFRESH MATERIALIZED VIEW CONCURRENTLY "
                                                                    : "REFRESH MATERIALIZED VIEW "),
                                        each.schema, each.table);
                break;
            case op::operation_kind::create_trigger: put_create_trigger(statements_, number, arrays, each); break;
            case op::operation_kind::drop_trigger:
                put_drop_trigger(statements_, number, each, context.triggers_before);
                break;
            case op::operation_kind::comment_on_table: put_table_comment(statements_, number, each, each.text); break;
            case op::operation_kind::insert: put_insert(statements_, number, arrays, each, context.before); break;
            case op::operation_kind::delete_rows:
                dialect::put_delete(statements_, number, arrays, each, &put_value, &dialect::is_null);
                break;
            case op::operation_kind::execute: put_raw_statement(number, arrays, each, context.batch_key); break;
            case op::operation_kind::run: add_statement(statements_, number, statement_kind::run).run = each.run; break;
            default: put_object(statements_, number, arrays, each, context.type_users); break;
        }
    }

    /// Writes a statement that fails with this sentence.
    constexpr void stop(std::uint32_t number, std::string_view sentence) {
        sql_text body;
        dialect::put_string(body.put("BEGIN RAISE EXCEPTION USING MESSAGE = "), sentence);
        sql_text& sql = add_statement(statements_, number, statement_kind::script_only).sql;
        dialect::put_string(sql.put("DO "), body.put("; END").view());
    }

    /// To be called for a trigger that a revision may have broken: PostgreSQL has renamed in it by itself.
    constexpr void fire(const op::operations&, const op::table_view&, bool) {}

private:
    constexpr void put_view(std::uint32_t number, const op::operations_view& arrays, const op::operation& operation) {
        if (!dialect::put_create_view(statements_, number, target_.id, arrays, operation, {},
                                      operation.materialized ? "CREATE MATERIALIZED VIEW " : "CREATE VIEW "))
            return;  // it has queries for other databases only
        postgresql_dialect::put_create_indexes(statements_, number, arrays, operation.indexes, operation.schema,
                                               operation.table);
    }
};

}  // namespace aludel::inline v0_1
