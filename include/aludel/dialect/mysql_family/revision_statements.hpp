// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/mysql_family/alter_table.hpp>
#include <aludel/dialect/plain_writer.hpp>
#include <aludel/dialect/rows.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// Whether the writer knows a kind of operation. A new kind has no statements until they are written.
constexpr bool is_known(op::operation_kind kind) {
    return static_cast<unsigned>(kind) <= static_cast<unsigned>(op::operation_kind::refresh_view);
}

/// Writes the statements of revisions for MariaDB and MySQL. Each operation is written by itself, as few statements as
/// can be: each commits by itself.
class statements : public dialect::plain_writer {
public:
    constexpr statements(const spelling& words, op::dialect target) : plain_writer(target), words_(&words) {}

    /// An alteration repeats the whole column, what is dropped depends on the table, and so does what names a column.
    [[nodiscard]] constexpr bool reads_table(const op::operations_view&, const op::operation& operation,
                                             const op::table_view&) const {
        return operation.kind == op::operation_kind::alter_column ||
            (operation.kind == op::operation_kind::rename_column && !words_->renames_are_followed) ||
            operation.kind == op::operation_kind::drop_constraint || operation.kind == op::operation_kind::drop_index;
    }

    constexpr void write(std::uint32_t number, const op::operations_view& arrays, const op::operation& each,
                         const operation_context& context) {
        if (!has_options(each)) return write_to(statements_, number, arrays, each, context);
        statement_list plain;
        write_to(plain, number, arrays, each, context);
        for (const statement one : plain) {
            const new_statement copy = add_statement(statements_, number, one.kind);
            copy.inserts_row = one.inserts_row;
            put_options(copy.sql.put(one.sql), one.sql, each);
        }
    }

    /// Writes a statement that fails with this sentence: the server shows the beginning of it, and the script all.
    constexpr void stop(std::uint32_t number, std::string_view sentence) {
        dialect::put_escaped_string(add_statement(statements_, number, statement_kind::script_only).sql.put("SELECT "),
                                    sentence);
        dialect::put_escaped_string(add_statement(statements_, number, statement_kind::script_only)
                                        .sql.put("SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = "),
                                    sentence.substr(0, longest_message(sentence)));
    }

private:
    constexpr void write_to(statement_list& list, std::uint32_t number, const op::operations_view& arrays,
                            const op::operation& each, const operation_context& context) {
        const auto add = [&]() -> sql_text& { return add_statement(list, number).sql; };
        const auto alter = [&]() -> sql_text& { return put_alter_table(list, number, each); };
        switch (each.kind) {
            case op::operation_kind::create_table:
                if (each.if_not_exists && context.before) break;  // the history has made it
                put_create_table(add(), *words_, context.after);
                put_create_indexes(list, number, *context.after.arrays, context.after.create->indexes, each.schema,
                                   context.after.name);
                break;
            case op::operation_kind::drop_table: dialect::put_drop(add(), "TABLE", each, each.table, '`'); break;
            case op::operation_kind::rename_table:  // without its database it would move to that of the session
                put_identifier(alter().put(" RENAME TO "), each.schema, each.to);
                break;
            case op::operation_kind::add_column: put_add_column(list, number, *words_, arrays, each, context); break;
            case op::operation_kind::drop_column: put_identifier(alter().put(" DROP COLUMN "), each.object); break;
            case op::operation_kind::rename_column: put_rename_column(list, number, *words_, each, context); break;
            case op::operation_kind::alter_column: put_alteration(list, number, *words_, arrays, each, context); break;
            case op::operation_kind::add_constraint:
                put_constraint(alter().put(" ADD "), arrays, each.constraints.of(arrays.constraints)[0]);
                break;
            case op::operation_kind::drop_constraint: put_drop_constraint(list, number, *words_, each, context); break;
            case op::operation_kind::create_index:
                put_create_indexes(list, number, arrays, each.indexes, each.schema, each.table);
                break;
            case op::operation_kind::drop_index: put_drop_index(list, number, *words_, each, context); break;
            case op::operation_kind::create_view:
                dialect::put_create_view(list, number, target_.id, arrays, each, '`');
                break;
            case op::operation_kind::drop_view: dialect::put_drop(add(), "VIEW", each, each.table, '`'); break;
            case op::operation_kind::create_trigger: put_create_trigger(list, number, *words_, arrays, each); break;
            case op::operation_kind::drop_trigger: put_drop_trigger(list, number, each); break;
            case op::operation_kind::comment_on_table:
                dialect::put_escaped_string(alter().put(" COMMENT "), each.text);
                break;
            case op::operation_kind::insert:
                dialect::put_insert(list, number, arrays, each, &put_value,
                                    {.style = '`', .no_values = " () VALUES ()"});
                break;
            case op::operation_kind::delete_rows:
                dialect::put_delete(list, number, arrays, each, &put_value, &dialect::is_null, '`');
                break;
            case op::operation_kind::execute: put_raw_statement(number, arrays, each, context.batch_key); break;
            case op::operation_kind::run: add_statement(list, number, statement_kind::run).run = each.run; break;
            default: break;  // enumerations are types of columns; the rest is refused, or there is nothing to do
        }
    }

    /// The bytes of a sentence that the server accepts as a message: at most 128 characters, and no part of one.
    static constexpr std::size_t longest_message(std::string_view sentence) {
        std::size_t size = sentence.size() < 128 ? sentence.size() : 128;
        while (size < sentence.size() && size != 0 && (static_cast<unsigned char>(sentence[size]) & 0xC0U) == 0x80U)
            --size;
        return size;
    }

    const spelling* words_;
};

}  // namespace aludel::inline v0_1::mysql_family
