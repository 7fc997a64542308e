// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/definition_reader.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/schema/read_trigger.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/schema.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Reads the statements stored in a SQLite schema back into a schema, which owns all its texts. The grammar is that of
/// lang_createtable.html, lang_createindex.html and lang_createview.html.
class schema_reader : definition_reader {
public:
    constexpr explicit schema_reader(schema& after, reading how = reading::as_written)
        : definition_reader(after, how) {}

    /// Whether a text had a token that SQLite would not accept there, and which; empty: its end.
    [[nodiscard]] constexpr bool is_lost() const { return is_lost_; }
    [[nodiscard]] constexpr std::string_view lost_at() const { return lost_at_; }

    constexpr void table(std::string_view sql) {
        tokenizer source(schema_.arena.keep({sql}));
        detail::owned_operation result;
        op::operations& list = result.list;
        op::operation create{};
        create.kind = op::operation_kind::create_table;
        source.take("CREATE");
        if (source.peek().is("VIRTUAL")) return;
        source.take(), skip_if_not_exists(source);
        create.table = table_ = qualified_name(source);
        // AS SELECT: only the database knows its columns
        if (!source.take('(')) {
            expect(source.peek().is("AS"), source.peek());
            return keep_other("table", create.table, {}, {});
        }
        do {
            if (starts_constraint(source.peek())) table_constraint(source, list);
            else column(source, list);
            // SQLite does not require commas between constraints
        } while (source.take(',') || starts_constraint(source.peek()));
        must_take(source, ')');
        op::table_options options{};
        while (source.peek().kind != token_kind::end && !source.peek().is(';')) {
            if (source.take("STRICT")) options.strict = true;
            else if (source.take("WITHOUT")) must_take(source, "ROWID"), options.without_rowid = true;
            else must_take(source, ',');
        }
        list.options.push_back(options);
        create.columns = {0, static_cast<std::uint32_t>(list.columns.size())};
        create.constraints = {0, static_cast<std::uint32_t>(list.constraints.size())};
        create.options = {0, 1};
        list.list.push_back(create);
        schema_.tables.add(create.table).hold(static_cast<detail::owned_operation&&>(result));
    }

    /// Whether a statement creates a virtual table, whose definition only its module can read.
    [[nodiscard]] static constexpr bool is_virtual(std::string_view sql) {
        tokenizer source(sql);
        return source.take("CREATE") && source.take("VIRTUAL");
    }

    /// Reads CREATE INDEX. The table must have been read before.
    constexpr void index(std::string_view sql) {
        tokenizer source(schema_.arena.keep({sql}));
        detail::owned_operation result;
        op::index index{};
        source.take("CREATE");
        index.unique = source.take("UNIQUE");
        source.take("INDEX"), skip_if_not_exists(source);
        index.name = qualified_name(source);
        must_take(source, "ON");
        const std::uint32_t table = find_table(take_name(source));
        if (table == schema_.tables.none) return;
        tokenizer parts(must_take_parentheses(source));
        do {
            result.list.parts.push_back(index_part(parts, schema_.tables[table]));
        } while (parts.take(','));
        expect(parts.peek().kind == token_kind::end, parts.peek());
        index.parts = {0, static_cast<std::uint32_t>(result.list.parts.size())};
        table_ = schema_.tables[table].name;
        if (source.take("WHERE")) index.where = expression(text_to_end(source));
        else expect(source.peek().kind == token_kind::end || source.peek().is(';'), source.peek());
        result.list.indexes.push_back(index);
        detail::index_entry& entry = schema_.indexes.add(index.name);
        entry.table = table;
        detail::chain_last_index(schema_);
        entry.hold(static_cast<detail::owned_operation&&>(result));
    }

    /// Reads CREATE INDEX of a table of which only the name is known.
    constexpr void index_alone(std::string_view sql) {
        tokenizer source(schema_.arena.keep({sql}));
        source.take("CREATE"), source.take("UNIQUE"), source.take("INDEX"), skip_if_not_exists(source);
        qualified_name(source);
        source.take("ON");
        schema_.tables.add(take_name(source));
        index(sql);
    }
    /// Whether a statement creates an index.
    [[nodiscard]] static constexpr bool is_index(std::string_view sql) {
        tokenizer source(sql);
        return source.take("CREATE") && (source.take("UNIQUE") || source.peek().is("INDEX"));
    }

    constexpr void view(std::string_view sql) {
        tokenizer source(schema_.arena.keep({sql}));
        detail::owned_operation result;
        op::operation create{};
        create.kind = op::operation_kind::create_view;
        source.take("CREATE"), source.take(), skip_if_not_exists(source);
        create.table = qualified_name(source);
        table_ = create.table;
        if (source.peek().is('(')) {
            sql_text columns;
            put_comparable(columns, source.take_parentheses(), qualifiers::kept);
            keep_clause("column list", schema_.arena.keep({columns.view()}));
        }
        must_take(source, "AS");
        result.list.texts.push_back({op::dialect_id::any, op::text_of(statement(text_to_end(source)))});
        create.texts = {0, 1};
        result.list.list.push_back(create);
        schema_.views.add(create.table).hold(static_cast<detail::owned_operation&&>(result));
    }

    /// Reads CREATE TRIGGER. One that is not understood is kept as an object of its own.
    constexpr void trigger(std::string_view sql) {
        detail::owned_operation read;
        if (!detail::read_trigger(schema_.arena.keep({sql}), op::dialect_id::any, read.list, schema_.arena))
            return other(sql);
        op::operation& create = read.list.list[0];
        for (const detail::table_entry& each : schema_.tables.entries())  // the statement may write the name otherwise
            if (each.alive && dialect::same_without_case(each.name, create.table)) create.table = each.name;
        create.text = op::text_of(statement(create.text)), create.to = op::text_view{};
        read.list.texts[0].sql = op::text_of(statement(read.list.texts[0].sql));
        read.renew();
        detail::add_trigger(schema_, static_cast<detail::owned_operation&&>(read));
    }

    /// Reads a trigger or a virtual table: its name, its table, and the rest as text.
    constexpr void other(std::string_view sql) {
        tokenizer source(schema_.arena.keep({sql}));
        source.take("CREATE");
        if (!source.take("TEMP")) source.take("TEMPORARY");
        const bool is_trigger = source.take("TRIGGER");
        if (!is_trigger) source.take("VIRTUAL"), source.take("TABLE");
        skip_if_not_exists(source);
        const name called = qualified_name(source);
        const std::string_view text = statement(text_to_end(tokenizer(source)));
        if (is_trigger) source.skip_to("ON");
        keep_other(is_trigger ? "trigger" : "virtual table", called, is_trigger ? take_name(source) : name(), text);
    }

    /// Adds a trigger, virtual table or clause of another schema.
    constexpr void other(const detail::other_object& object) {
        const std::string_view text = schema_.arena.keep({object.sql});
        keep_other(object.kind, name(schema_.arena.keep({object.name})), name(schema_.arena.keep({object.table})),
                   object.kind == "clause" ? text : statement(text));
    }

    /// Reads the name of an object, with or without a database before it.
    constexpr name take_object(tokenizer& source) { return qualified_name(source); }

    /// Reads the column definition of ADD COLUMN, for a table that was read before.
    constexpr void added_column(const name& table, std::string_view definition) {
        const std::uint32_t found = schema_.tables.find(table);
        if (found == schema_.tables.none) return;
        detail::table_entry& entry = schema_.tables.change(found);
        detail::owned_operation added;
        tokenizer source(schema_.arena.keep({definition}));
        table_ = table;
        column(source, added.list);
        op::operations& list = entry.edit();
        op::operation& create = list.list[0];
        added.renew();
        const auto end = static_cast<std::uint32_t>(list.columns.size());
        if (create.columns.first + create.columns.count != end) return;
        list.add_column(added.view, added.list.columns[0]), ++create.columns.count;
        for (const op::constraint& each : added.list.constraints)
            list.add_constraint(added.view, each), ++create.constraints.count;
        entry.renew();
    }

    /// To be called after the last statement: names are as their tables and columns are declared, and what has the same
    /// meaning is normalized. A foreign key without columns refers to the primary key, and only one that is initially
    /// deferred is deferred at all (foreignkeys.html, section 4.2).
    constexpr void finish() {
        schema_.is_read = true;
        for (detail::other_object& each : schema_.others)
            if (const std::uint32_t table = find_table(each.table); table != schema_.tables.none)
                each.table = schema_.tables[table].name;
        for (std::uint32_t i = 0; i < schema_.tables.entries().size(); ++i) {
            if (!schema_.tables[i].alive || schema_.tables[i].create == nullptr) continue;
            detail::table_entry& entry = schema_.tables.unlogged(i);
            op::operations& list = entry.edit();
            for (op::constraint& each : list.constraints) {
                declare(list, each.columns, entry.view());
                if (each.kind == op::constraint_kind::foreign_key) finish_foreign_key(list, each, entry);
                if (each.kind == op::constraint_kind::unique && compares_) sort_names(list, each.columns);
            }
            entry.renew();
        }
    }

private:
    /// The number of a table, in any letter case.
    [[nodiscard]] constexpr std::uint32_t find_table(const name& wanted) const {
        const std::uint32_t exact = schema_.tables.find(wanted);
        if (exact != schema_.tables.none) return exact;
        for (std::uint32_t i = 0; i < schema_.tables.entries().size(); ++i)
            if (schema_.tables[i].alive && dialect::same_identifier(schema_.tables[i].name, wanted)) return i;
        return schema_.tables.none;
    }
    /// Gives a name of a column the letter case of its declaration.
    static constexpr void declare(name& column, const op::table_view& table) {
        for (const op::column& each : table.columns())
            if (dialect::same_identifier(each.name, column)) column = each.name;
    }
    static constexpr void declare(op::operations& list, const op::range& names, const op::table_view& table) {
        for (std::uint32_t i = 0; i < names.count; ++i) declare(list.names[names.first + i], table);
    }

    constexpr void finish_foreign_key(op::operations& list, op::constraint& key, detail::table_entry& entry) {
        if (compares_) key.deferrable = key.initially_deferred;
        const std::uint32_t found = find_table(name(key.target.text()));
        if (found == schema_.tables.none || schema_.tables[found].create == nullptr) return;
        key.target = schema_.tables[found].name.text();
        declare(list, key.target_columns, schema_.tables[found].view());
        const op::table_view target = schema_.tables[found].view();
        const op::constraint* const primary = target.primary_key();
        if (!compares_ || primary == nullptr || key.target_columns.count != 0) return;
        detail::vector<name> names;  // a copy, since the table may refer to itself
        for (const name& column : target.names(primary->columns)) names.push_back(column);
        key.target_columns = {static_cast<std::uint32_t>(list.names.size()), static_cast<std::uint32_t>(names.size())};
        for (const name& column : names) list.names.push_back(column);
        entry.renew();
    }

    static constexpr void sort_names(op::operations& list, const op::range& names) {
        for (std::uint32_t i = 1; i < names.count; ++i)
            for (std::uint32_t k = names.first + i; k > names.first && list.names[k].text() < list.names[k - 1].text();
                 --k) {
                const name lower = list.names[k];
                list.names[k] = list.names[k - 1], list.names[k - 1] = lower;
            }
    }

    /// The text from the next token to the end, without trailing semicolons.
    static constexpr std::string_view text_to_end(tokenizer source) {
        const std::string_view input = source.rest();
        const std::size_t start = source.place();
        std::size_t end = start;
        while (source.peek().kind != token_kind::end) {
            const std::size_t first = source.place();
            const token each = source.take();
            if (!each.is(';')) end = first + each.text.size();
        }
        return input.substr(0, end - start);
    }

    static constexpr bool ends_part(const token& each) {
        return each.kind == token_kind::end || each.is(',') || each.is("ASC") || each.is("DESC");
    }

    /// Reads a part of an index: a column, also in parentheses or with its own collation, or an expression.
    constexpr op::index_part index_part(tokenizer& source, const detail::table_entry& table) {
        op::index_part result = index_key(source, table);
        if (!source.take("ASC")) result.descending = source.take("DESC");
        return result;
    }
    constexpr op::index_part index_key(tokenizer& source, const detail::table_entry& table) {
        op::index_part result{};
        tokenizer ahead = source;
        if (ahead.peek().is('(')) {
            tokenizer inside(ahead.take_parentheses());
            if (ends_part(ahead.peek()) && !inside.peek().is(')')) return source = ahead, index_key(inside, table);
        }
        const token first = ahead.take();
        if (first.is_name() || (first.kind == token_kind::string && first.text.front() == '\'')) {
            result.column = name_in(first);
            if (table.create != nullptr) declare(result.column, table.view());
            if (ahead.take("COLLATE") &&
                !dialect::same_without_case(take_name(ahead), collation_in(table, result.column)))
                result.column = {};
            if (!result.column.empty() && ends_part(ahead.peek())) return source = ahead, result;
            result.column = {};
        }
        const std::string_view input = source.rest();
        const std::size_t start = source.place();
        std::size_t end = start, depth = 0;
        while (source.peek().kind != token_kind::end && (depth != 0 || !ends_part(source.peek()))) {
            const std::size_t place = source.place();
            const token each = source.take();
            depth += each.is('(') ? 1 : 0, depth -= each.is(')') && depth != 0 ? 1 : 0;
            end = place + each.text.size();
        }
        result.expression = expression(input.substr(0, end - start));
        return result;
    }
    static constexpr std::string_view collation_in(const detail::table_entry& table, const name& column) {
        const op::column* const found = table.create == nullptr ? nullptr : table.view().find_column(column);
        return found == nullptr || found->collation.empty() ? "BINARY" : found->collation.text();
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
