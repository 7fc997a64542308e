// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/definition_reader.hpp>
#include <aludel/operation/operations.hpp>
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
    constexpr explicit schema_reader(schema& to, reading how = reading::as_written) : definition_reader(to, how) {}

    constexpr void table(std::string_view sql) {
        tokenizer from(schema_.arena.keep({sql}));
        detail::owned_operation made;
        op::operations& list = made.list;
        op::operation create{};
        create.kind = op::operation_kind::create_table;
        from.take("CREATE");
        if (from.peek().is("VIRTUAL")) return;
        from.take(), skip_if_not_exists(from);
        create.table = table_ = qualified_name(from);
        // AS SELECT: only the database knows its columns
        if (!from.take('(')) return keep_other("table", create.table, {}, {});
        do {
            if (starts_constraint(from.peek())) table_constraint(from, list);
            else column(from, list);
        // SQLite does not require commas between constraints
        } while (from.take(',') || starts_constraint(from.peek()));
        from.take(')');
        op::table_options options{};
        while (from.peek().kind != token_kind::end) {
            if (from.take("STRICT")) options.strict = true;
            else if (from.take("WITHOUT")) options.without_rowid = true;
            else from.take();
        }
        list.options.push_back(options);
        create.columns = {0, static_cast<std::uint32_t>(list.columns.size())};
        create.constraints = {0, static_cast<std::uint32_t>(list.constraints.size())};
        create.options = {0, 1};
        list.list.push_back(create);
        detail::table_entry& entry = schema_.tables.add(create.table);
        entry.own = detail::box<detail::owned_operation>(static_cast<detail::owned_operation&&>(made));
        entry.renew();
    }

    /// Whether a statement creates a virtual table, whose definition only its module can read.
    [[nodiscard]] static constexpr bool is_virtual(std::string_view sql) {
        tokenizer from(sql);
        return from.take("CREATE") && from.take("VIRTUAL");
    }

    /// Reads CREATE INDEX. The table must have been read before.
    constexpr void index(std::string_view sql) {
        tokenizer from(schema_.arena.keep({sql}));
        detail::owned_operation made;
        op::index index{};
        from.take("CREATE");
        index.unique = from.take("UNIQUE");
        from.take("INDEX"), skip_if_not_exists(from);
        index.name = qualified_name(from);
        from.take("ON");
        const std::uint32_t table = schema_.tables.find(take_name(from));
        if (table == schema_.tables.none) return;
        tokenizer parts(from.take_parentheses());
        do {
            made.list.parts.push_back(index_part(parts));
        } while (parts.take(','));
        index.parts = {0, static_cast<std::uint32_t>(made.list.parts.size())};
        table_ = schema_.tables[table].name;
        if (from.take("WHERE")) index.where = expression(text_to_end(from));
        made.list.indexes.push_back(index);
        detail::index_entry& entry = schema_.indexes.add(index.name);
        entry.table = table;
        detail::chain_last_index(schema_);
        entry.own = detail::box<detail::owned_operation>(static_cast<detail::owned_operation&&>(made));
        entry.renew();
    }

    constexpr void view(std::string_view sql) {
        tokenizer from(schema_.arena.keep({sql}));
        detail::owned_operation made;
        op::operation create{};
        create.kind = op::operation_kind::create_view;
        from.take("CREATE"), from.take(), skip_if_not_exists(from);
        create.table = qualified_name(from);
        if (from.peek().is('(') && !compares_) from.take_parentheses();
        from.take("AS");
        made.list.texts.push_back({op::dialect_id::any, op::text_of(statement(text_to_end(from)))});
        create.texts = {0, 1};
        made.list.list.push_back(create);
        detail::view_entry& entry = schema_.views.add(create.table);
        entry.own = detail::box<detail::owned_operation>(static_cast<detail::owned_operation&&>(made));
        entry.renew();
    }

    /// Reads a trigger or a virtual table: its name, its table, and the rest as text.
    constexpr void other(std::string_view sql) {
        tokenizer from(schema_.arena.keep({sql}));
        from.take("CREATE");
        if (!from.take("TEMP")) from.take("TEMPORARY");
        const bool is_trigger = from.take("TRIGGER");
        if (!is_trigger) from.take("VIRTUAL"), from.take("TABLE");
        skip_if_not_exists(from);
        const name called = qualified_name(from);
        const std::string_view text = statement(text_to_end(tokenizer(from)));
        while (is_trigger && from.peek().kind != token_kind::end && !from.take("ON")) from.take();
        keep_other(is_trigger ? "trigger" : "virtual table", called, is_trigger ? take_name(from) : name(), text);
    }

    /// Adds a trigger or virtual table of another schema.
    constexpr void other(const detail::other_object& object) {
        keep_other(object.kind, name(schema_.arena.keep({object.name})), name(schema_.arena.keep({object.table})), statement(schema_.arena.keep({object.sql})));
    }

    /// Reads the name of an object, with or without a database before it.
    constexpr name take_object(tokenizer& from) { return qualified_name(from); }

    /// Reads the column definition of ADD COLUMN, for a table that was read before.
    constexpr void added_column(const name& table, std::string_view definition) {
        const std::uint32_t found = schema_.tables.find(table);
        if (found == schema_.tables.none) return;
        detail::table_entry& entry = schema_.tables.change(found);
        detail::owned_operation added;
        tokenizer from(schema_.arena.keep({definition}));
        table_ = table;
        column(from, added.list);
        op::operations& list = entry.edit();
        op::operation& create = list.list[0];
        added.renew();
        const auto end = static_cast<std::uint32_t>(list.columns.size());
        if (create.columns.first + create.columns.count != end) return;
        list.add_column(added.view, added.list.columns[0]), ++create.columns.count;
        for (const op::constraint& each : added.list.constraints) list.add_constraint(added.view, each), ++create.constraints.count;
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
                const op::constraint* const key = target && each.target_columns.count == 0 ? target.primary_key() : nullptr;
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
            for (std::uint32_t k = names.first + i; k > names.first && list.names[k].text() < list.names[k - 1].text(); --k) {
                const name lower = list.names[k];
                list.names[k] = list.names[k - 1], list.names[k - 1] = lower;
            }
    }

    /// The text from the next token to the end, without trailing semicolons.
    static constexpr std::string_view text_to_end(tokenizer from) {
        const std::string_view all = from.rest();
        const std::size_t start = from.place();
        std::size_t end = start;
        while (from.peek().kind != token_kind::end) {
            const std::size_t first = from.place();
            const token each = from.take();
            if (!each.is(';')) end = first + each.text.size();
        }
        return all.substr(0, end - start);
    }

    /// Reads a part of an index: a column name or an expression.
    constexpr op::index_part index_part(tokenizer& from) {
        op::index_part made{};
        tokenizer ahead = from;
        const token first = ahead.take();
        if (first.is_name() && (ahead.peek().kind == token_kind::end || ahead.peek().is(',') || ahead.peek().is("ASC") || ahead.peek().is("DESC"))) {
            made.column = name_in(first);
            from = ahead;
        } else {
            const std::string_view all = from.rest();
            const std::size_t start = from.place();
            std::size_t end = start, depth = 0;
            while (from.peek().kind != token_kind::end && (depth != 0 || !(from.peek().is(',') || from.peek().is("ASC") || from.peek().is("DESC")))) {
                const std::size_t place = from.place();
                const token each = from.take();
                depth += each.is('(') ? 1 : 0, depth -= each.is(')') && depth != 0 ? 1 : 0;
                end = place + each.text.size();
            }
            made.expression = expression(all.substr(0, end - start));
        }
        if (!from.take("ASC")) made.descending = from.take("DESC");
        return made;
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
