// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/schema_statements.hpp>
#include <aludel/dialect/sqlite/dialect.hpp>
#include <aludel/dialect/sqlite/reader.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/invert.hpp>
#include <aludel/sql/text_check.hpp>
#include <aludel/sql/texts.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <utility>      // move

// The schema that a database should have after some revisions, in the form used for comparison.

namespace aludel::inline v0_1::sqlite_dialect {

/// The schema after operations, including the raw SQL between them as far as it creates, alters and drops objects. Raw
/// SQL is read like the statements that the database stores; where it declares its effects, these are applied, and only
/// objects that no operation creates are read.
class expected_schema {
public:
    explicit expected_schema(const op::settings& settings) : settings_(settings) { schema_.follow(settings, sqlite); }

    void apply(const op::operations_view& operations) {
        for (const op::operation& each : operations.list)
            if (each.kind != op::operation_kind::execute) apply(operations, each);
            else if (const op::dialect_text* const text = dialect::text_for(op::dialect_id::sqlite, operations, each);
                     text != nullptr)
                read(text->sql, detail::effects_of(operations, each));
    }

    /// The schema as SQLite would store it: written by the dialect and read again, without asking the database.
    template <class Session>
    online::flow<schema> stored(Session&) const {
        co_return stored();
    }
    [[nodiscard]] schema stored() const {
        schema declared = schema_, found;
        declared.naming = found.naming = {{}, {}, {}, {}, {}};  // unnamed constraints match any name
        schema_reader reader(found, reading::to_compare);
        for (const statement& each : statements_of<dialect_of<op::dialect_id::sqlite>>(declared)) {
            if (each.kind != statement_kind::sql) continue;
            const std::string_view sql = each.sql;
            tokenizer words(sql);
            words.take("CREATE");
            if (words.peek().is("TABLE")) reader.table(sql);
            else if (words.peek().is("VIEW")) reader.view(sql);
            else if (words.peek().is("TRIGGER")) reader.trigger(sql);
            else reader.index(sql);
        }
        for (const detail::other_object& each : schema_.others) reader.other(each);
        reader.finish();
        return found;
    }

private:
    using kind = op::operation_kind;

    void apply(const op::operations_view& arrays, const op::operation& operation) {
        detail::replay_context replay{schema_, &settings_};
        detail::apply(replay, arrays, operation);
        if (operation.kind == kind::drop_table || operation.kind == kind::drop_view) drop_others_of(operation.table);
        if (operation.kind == kind::drop_trigger) drop_other(operation.object);
        // SQLite rewrites the triggers that a rename affects.
        if (operation.kind != kind::rename_table && operation.kind != kind::rename_column) return;
        for (detail::other_object& each : schema_.others) {
            if (operation.kind == kind::rename_table && each.table == operation.table) each.table = operation.to;
            each.sql = {};
        }
    }
    void apply(op::operation_kind what, const name& table, const name& object = {}, const name& new_name = {}) {
        apply({}, detail::make_operation(what, table, object, new_name));
    }

    void drop_others_of(const name& table) {
        detail::vector<detail::other_object> rest;
        for (const detail::other_object& each : schema_.others)
            if (!(each.table == table)) rest.push_back(each);
        schema_.others = std::move(rest);
    }
    void drop_other(const name& object) {
        detail::vector<detail::other_object> rest;
        for (const detail::other_object& each : schema_.others)
            if (!(each.name == object)) rest.push_back(each);
        schema_.others = std::move(rest);
    }

    /// Reads statements, one by one.
    void read(std::string_view sql, const op::list_view<op::operation>& effects) {
        syntax::text_check statements(sql);
        while (statements.next()) {
            using what = syntax::definition_kind;
            const what found = syntax::read_definition(statements.statement()).kind;
            const bool is_other =
                found == what::create_trigger || found == what::drop_trigger || found == what::create_virtual_table;
            if (is_other || effects.empty()) read_statement(schema_.arena.keep({statements.statement()}));
            else if (found == what::create_table) read_clauses(statements.statement(), effects);
        }
    }

    /// Reads the clauses of a table for which the effect that creates it has no words.
    void read_clauses(std::string_view sql, const op::list_view<op::operation>& effects) {
        schema read;
        schema_reader(read).table(sql);
        for (const detail::other_object& each : read.others)
            for (const op::operation& effect : effects)
                if (effect.kind == kind::create_table && effect.table == each.table)
                    schema_.others.push_back({each.kind, name(schema_.arena.keep({each.name})), effect.table,
                                              schema_.arena.keep({each.sql})});
    }

    void read_statement(std::string_view sql) {
        tokenizer words(sql);
        schema_reader reader(schema_);
        if (words.take("CREATE")) {
            if (words.peek().is("TEMP") || words.peek().is("TEMPORARY")) return;
            words.take("UNIQUE");
            const token what = words.take();
            if (what.is("TABLE") && is_of_main(words)) reader.table(sql);
            else if (what.is("INDEX") && is_of_main(words)) reader.index(sql);
            else if (what.is("VIEW") && is_of_main(words)) reader.view(sql);
            else if (what.is("TRIGGER") && is_of_main(words)) reader.trigger(sql);
            else if (what.is("VIRTUAL") && words.take("TABLE") && is_of_main(words)) reader.other(sql);
        } else if (words.take("DROP")) {
            const token what = words.take();
            if (words.take("IF")) words.take("EXISTS");
            if (!is_of_main(words)) return;
            const name dropped = reader.take_object(words);
            if (what.is("TABLE")) drop(kind::drop_table, dropped);
            else if (what.is("VIEW")) drop(kind::drop_view, dropped);
            else if (what.is("INDEX") && schema_.has_index(dropped)) apply(kind::drop_index, {}, dropped);
            else if (what.is("TRIGGER") && schema_.has_trigger(dropped)) apply(kind::drop_trigger, {}, dropped);
            else drop_other(dropped);
        } else if (words.take("ALTER") && words.take("TABLE") && is_of_main(words)) {
            alter(reader, words);
        }
    }

    void drop(op::operation_kind what, const name& dropped) {
        drop_other(dropped);  // also virtual tables
        if (schema_.has_table(dropped) || schema_.has_view(dropped)) apply(what, dropped);
    }

    void alter(schema_reader& reader, tokenizer& words) {
        const name table = reader.take_object(words);
        if (!schema_.has_table(table)) return;
        const token verb = words.take();
        if (verb.is("RENAME") && words.take("TO"))
            return apply(kind::rename_table, table, {}, reader.take_object(words));
        words.take("COLUMN");
        if (verb.is("ADD")) return reader.added_column(table, words.rest());
        const name column = reader.take_object(words);
        if (schema_.table(table).find_column(column) == nullptr) return;
        if (verb.is("DROP")) apply(kind::drop_column, table, column);
        else if (words.take("TO")) apply(kind::rename_column, table, column, reader.take_object(words));
    }

    /// Reads the name after CREATE; false if it is qualified with a database other than main.
    static bool is_of_main(tokenizer words) {
        if (words.take("IF")) words.take("NOT"), words.take("EXISTS");
        const token first = words.take();
        return !words.peek().is('.') || first.names("main");
    }

    const op::settings& settings_;
    schema schema_;
};

}  // namespace aludel::inline v0_1::sqlite_dialect
