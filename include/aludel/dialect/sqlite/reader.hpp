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
        if (!source.take('(')) return keep_other("table", create.table, {}, {});
        do {
            if (starts_constraint(source.peek())) table_constraint(source, list);
            else column(source, list);
            // SQLite does not require commas between constraints
        } while (source.take(',') || starts_constraint(source.peek()));
        source.take(')');
        op::table_options options{};
        while (source.peek().kind != token_kind::end) {
            if (source.take("STRICT")) options.strict = true;
            else if (source.take("WITHOUT")) options.without_rowid = true;
            else source.take();
        }
        list.options.push_back(options);
        create.columns = {0, static_cast<std::uint32_t>(list.columns.size())};
        create.constraints = {0, static_cast<std::uint32_t>(list.constraints.size())};
        create.options = {0, 1};
        list.list.push_back(create);
        detail::table_entry& entry = schema_.tables.add(create.table);
        entry.own = detail::box<detail::owned_operation>(static_cast<detail::owned_operation&&>(result));
        entry.renew();
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
        source.take("ON");
        const std::uint32_t table = schema_.tables.find(take_name(source));
        if (table == schema_.tables.none) return;
        tokenizer parts(source.take_parentheses());
        do {
            result.list.parts.push_back(index_part(parts));
        } while (parts.take(','));
        index.parts = {0, static_cast<std::uint32_t>(result.list.parts.size())};
        table_ = schema_.tables[table].name;
        if (source.take("WHERE")) index.where = expression(text_to_end(source));
        result.list.indexes.push_back(index);
        detail::index_entry& entry = schema_.indexes.add(index.name);
        entry.table = table;
        detail::chain_last_index(schema_);
        entry.own = detail::box<detail::owned_operation>(static_cast<detail::owned_operation&&>(result));
        entry.renew();
    }

    constexpr void view(std::string_view sql) {
        tokenizer source(schema_.arena.keep({sql}));
        detail::owned_operation result;
        op::operation create{};
        create.kind = op::operation_kind::create_view;
        source.take("CREATE"), source.take(), skip_if_not_exists(source);
        create.table = qualified_name(source);
        if (source.peek().is('(') && !compares_) source.take_parentheses();
        source.take("AS");
        result.list.texts.push_back({op::dialect_id::any, op::text_of(statement(text_to_end(source)))});
        create.texts = {0, 1};
        result.list.list.push_back(create);
        detail::view_entry& entry = schema_.views.add(create.table);
        entry.own = detail::box<detail::owned_operation>(static_cast<detail::owned_operation&&>(result));
        entry.renew();
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
        while (is_trigger && source.peek().kind != token_kind::end && !source.take("ON")) source.take();
        keep_other(is_trigger ? "trigger" : "virtual table", called, is_trigger ? take_name(source) : name(), text);
    }

    /// Adds a trigger or virtual table of another schema.
    constexpr void other(const detail::other_object& object) {
        keep_other(object.kind, name(schema_.arena.keep({object.name})), name(schema_.arena.keep({object.table})),
                   statement(schema_.arena.keep({object.sql})));
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

    /// To be called after the last statement: normalizes what has the same meaning. A foreign key without columns
    /// refers to the primary key, and only one that is initially deferred is deferred at all (foreignkeys.html, section
    /// 4.2).
    constexpr void finish() {
        if (!compares_) return;
        for (std::uint32_t i = 0; i < schema_.tables.entries().size(); ++i) {
            detail::table_entry& entry = schema_.tables.unlogged(i);
            if (!entry.alive) continue;
            op::operations& list = entry.edit();
            for (op::constraint& each : list.constraints) {
                if (each.kind == op::constraint_kind::unique) sort_names(list, each.columns);
                if (each.kind != op::constraint_kind::foreign_key) continue;
                each.deferrable = each.initially_deferred;
                const op::table_view target = schema_.table(each.target);
                const op::constraint* const key =
                    target && each.target_columns.count == 0 ? target.primary_key() : nullptr;
                if (key == nullptr) continue;
                const op::range own{static_cast<std::uint32_t>(list.names.size()), key->columns.count};
                for (std::uint32_t k = 0; k < own.count; ++k) list.names.push_back(name(target.names(key->columns)[k]));
                each.target_columns = own;
            }
            entry.renew();
        }
    }

private:
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

    /// Reads a part of an index: a column name or an expression.
    constexpr op::index_part index_part(tokenizer& source) {
        op::index_part result{};
        tokenizer ahead = source;
        const token first = ahead.take();
        if (first.is_name() &&
            (ahead.peek().kind == token_kind::end || ahead.peek().is(',') || ahead.peek().is("ASC") ||
             ahead.peek().is("DESC"))) {
            result.column = name_in(first);
            source = ahead;
        } else {
            const std::string_view input = source.rest();
            const std::size_t start = source.place();
            std::size_t end = start, depth = 0;
            while (source.peek().kind != token_kind::end &&
                   (depth != 0 || !(source.peek().is(',') || source.peek().is("ASC") || source.peek().is("DESC")))) {
                const std::size_t place = source.place();
                const token each = source.take();
                depth += each.is('(') ? 1 : 0, depth -= each.is(')') && depth != 0 ? 1 : 0;
                end = place + each.text.size();
            }
            result.expression = expression(input.substr(0, end - start));
        }
        if (!source.take("ASC")) result.descending = source.take("DESC");
        return result;
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
