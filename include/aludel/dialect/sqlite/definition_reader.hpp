// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/spelled_type.hpp>
#include <aludel/dialect/sqlite/word_reader.hpp>
#include <aludel/operation/operations.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Reads the column and constraint definitions of a CREATE TABLE into a list of operations.
class definition_reader : protected word_reader {
protected:
    using word_reader::word_reader;

    static constexpr bool starts_constraint(const token& each) {
        return each.is("CONSTRAINT") || each.is("PRIMARY") || each.is("UNIQUE") || each.is("CHECK") ||
            each.is("FOREIGN");
    }

    /// Reads the columns of a key. What a key has beside names is kept with the others of the table.
    constexpr op::range names_in(std::string_view columns, op::operations& list, std::string_view key = {}) {
        op::range result{static_cast<std::uint32_t>(list.names.size()), 0};
        for (tokenizer source(columns); source.peek().kind != token_kind::end; source.take(',')) {
            const name column = take_name(source);
            list.names.push_back(column), ++result.count;
            if (source.take("COLLATE"))
                key_collation(take_name(source), collation_of(column, list), key_text(key, columns));
            if (!source.take("ASC") && source.take("DESC")) keep_clause("DESC of a key", key_text(key, columns));
            if (source.take("AUTOINCREMENT")) set_autoincrement(list, column);
            expect(source.peek().kind == token_kind::end || source.peek().is(','), source.peek());
        }
        return result;
    }
    /// A key and its columns, normalized.
    constexpr std::string_view key_text(std::string_view key, std::string_view columns) {
        sql_text text;
        put_comparable(text.put(key).put(" ("), columns, qualifiers::kept);
        return schema_.arena.keep({text.view(), ")"});
    }

    constexpr void key_collation(const name& collation, std::string_view of_column, std::string_view owner) {
        if (!dialect::same_without_case(collation, of_column.empty() ? "BINARY" : of_column))
            keep_clause(schema_.arena.keep({"COLLATE ", upper(collation), " of a key"}), owner);
    }
    static constexpr std::string_view collation_of(const name& column, const op::operations& list) {
        for (const op::column& each : list.columns)
            if (dialect::same_without_case(each.name, column)) return each.collation;
        return {};
    }

    constexpr void column(tokenizer& source, op::operations& list) {
        op::column result{};
        const std::string_view quoted_name = source.peek().text;
        result.name = take_name(source);
        result.type = type(source);
        name constraint_name{};
        const auto add = [&](op::constraint_kind kind) {
            op::constraint added{};
            if (kind == op::constraint_kind::foreign_key) added = references(source, list);
            if (kind == op::constraint_kind::check) added.expression = expression(must_take_parentheses(source));
            added.kind = kind, added.name = constraint_name;
            if (kind != op::constraint_kind::check)
                added.columns = {static_cast<std::uint32_t>(list.names.size()), 1}, list.names.push_back(result.name);
            list.constraints.push_back(added);
            constraint_name = {};
        };
        const auto owner = [&](std::string_view what) { return key_text(what, quoted_name); };
        while (source.peek().kind != token_kind::end && !source.peek().is(',') && !source.peek().is(')')) {
            if (source.take("CONSTRAINT")) {
                constraint_name = take_name(source);
            } else if (source.take("PRIMARY")) {
                must_take(source, "KEY");
                if (!source.take("ASC") && source.take("DESC")) keep_clause("DESC of a key", owner("primary key"));
                read_conflict(source, owner("primary key"));
                result.autoincrement = source.take("AUTOINCREMENT");
                add(op::constraint_kind::primary_key);
            } else if (take_deferral(source, list)) {
                constraint_name = {};
            } else if (source.take("NOT")) {
                must_take(source, "NULL");
                read_conflict(source, owner("not null"));
                result.nullable = false, constraint_name = {};
            } else if (source.take("UNIQUE")) {
                read_conflict(source, owner("unique"));
                add(op::constraint_kind::unique);
            } else if (source.take("CHECK")) {
                add(op::constraint_kind::check);
            } else if (source.take("DEFAULT")) {
                result.default_value = default_value(source), constraint_name = {};
            } else if (source.take("COLLATE")) {
                result.collation = collation(take_name(source)), constraint_name = {};
            } else if (source.peek().is("REFERENCES")) {
                add(op::constraint_kind::foreign_key);
            } else if (source.take("AS")) {
                result.expression = expression(must_take_parentheses(source));
                result.generated = source.take("STORED") ? op::generated_kind::stored : op::generated_kind::virtual_;
                if (result.generated == op::generated_kind::virtual_) source.take("VIRTUAL");
            } else if (source.take("GENERATED")) {
                must_take(source, "ALWAYS");
            } else {
                must_take(source, "NULL");
                skip_conflict(source);
            }
        }
        list.columns.push_back(result);
    }

    constexpr std::string_view collation(const name& called) {
        if (!compares_) return called;
        return dialect::same_without_case(called, "BINARY") ? std::string_view() : expression(called);
    }

    /// Reads a type as SQLite does: of one that begins with a quoted word only that word counts, of any other the whole
    /// text, comments and quotes in it included.
    constexpr op::data_type type(tokenizer& source) {
        std::string_view spelled;
        const bool is_quoted = source.peek().kind != token_kind::word;
        bool is_plain = !is_quoted;
        const std::string_view text = source.rest();
        const std::size_t start = source.place();
        std::size_t end = start;
        while ((source.peek().is_name() || source.peek().kind == token_kind::string) && !ends_type(source.peek())) {
            is_plain = is_plain && source.peek().kind == token_kind::word;
            end = source.place() + source.peek().text.size();
            const token word = source.take();
            if (spelled.empty()) spelled = is_quoted ? unquoted(word.text) : word.text;
            else if (!is_quoted) spelled = schema_.arena.keep({spelled, " ", word.text});
        }
        if (end != start && source.peek().is('(')) {
            tokenizer ahead = source;
            if (!is_quoted) spelled = schema_.arena.keep({spelled, "(", ahead.take_parentheses(), ")"});
            for (bool open = true; open && source.peek().kind != token_kind::end;) {
                end = source.place() + source.peek().text.size();
                open = !source.take().is(')');
            }
        }
        const std::string_view written = text.substr(0, end - start);
        is_plain = is_plain && written.find("/*") == written.npos && written.find("--") == written.npos;
        if (!is_plain && !is_quoted) spelled = written;
        // Empty quotes are a type without a name, of NUMERIC affinity; no type at all has none.
        if (end != start && spelled.empty()) spelled = "NUM";
        op::data_type found = type_spelled(spelled);
        if (found.kind == op::type_kind::native) found.name = expression(spelled);
        return found;
    }
    static constexpr bool ends_type(const token& each) {
        for (const std::string_view keyword : {"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT",
                                               "COLLATE", "REFERENCES", "GENERATED", "AS", "DEFERRABLE"})
            if (each.is(keyword)) return true;
        return false;
    }
    /// Reads ON CONFLICT, if it is there.
    constexpr void read_conflict(tokenizer& source, std::string_view owner) {
        const token action = skip_conflict(source);
        if (action.kind == token_kind::word && !action.is("ABORT"))
            keep_clause(schema_.arena.keep({"ON CONFLICT ", upper(action.text)}), owner);
    }
    /// Takes ON CONFLICT where it has no effect; gives its last word.
    constexpr token skip_conflict(tokenizer& source) {
        if (!source.take("ON")) return {};
        must_take(source, "CONFLICT");
        expect(source.peek().kind == token_kind::word, source.peek());
        return source.take();
    }

    /// Reads the operand of DEFAULT, normalized: no default is NULL, TRUE is 1, and parentheses around a literal are
    /// dropped.
    constexpr op::value default_value(tokenizer& source) {
        op::value value = written_default(source);
        if (!compares_) return value;
        if (value.kind == op::value_kind::expression) {
            tokenizer inside(value.text);
            const op::value literal = inside.peek().is('(') ? value : written_default(inside);
            if (inside.peek().kind == token_kind::end && literal.kind != op::value_kind::text) value = literal;
            else if (inside.peek().kind == token_kind::end && value.text.text().front() == '\'') value = literal;
        }
        if (value.kind == op::value_kind::null) return {};
        if (value.kind == op::value_kind::boolean) value.kind = op::value_kind::integer;
        if (value.kind == op::value_kind::expression) value.text = expression(value.text);
        return value;
    }

    constexpr op::value written_default(tokenizer& source) {
        if (source.peek().is('(')) return op::value_of(op::value_kind::expression, 0, source.take_parentheses());
        const bool negative = source.take('-');
        if (!negative) source.take('+');
        const token first = source.take();
        const bool is_text =
            first.kind == token_kind::quoted || (first.kind == token_kind::string && first.text.front() == '\'');
        if (is_text && !negative) return op::value_of(op::value_kind::text, 0, unquoted(first.text));
        if (first.is("NULL")) return op::value_of(op::value_kind::null);
        if (first.is("TRUE") || first.is("FALSE"))
            return op::value_of(op::value_kind::boolean, first.is("TRUE") ? 1 : 0);
        if (first.is("CURRENT_TIMESTAMP")) return op::value_of(op::value_kind::current_timestamp);
        if (first.kind == token_kind::number && first.text.size() < 19) {
            std::int64_t number = 0;
            bool whole = true;
            for (const char digit : first.text) {
                whole = whole && digit >= '0' && digit <= '9';
                if (whole) number = number * 10 + (digit - '0');
            }
            if (whole) return op::value_of(op::value_kind::integer, negative ? -number : number);
        }
        expect(first.kind == token_kind::number || first.kind == token_kind::string || first.kind == token_kind::word,
               first);
        // A word that is not a keyword is a string, as is one in double quotes.
        if (first.kind == token_kind::word && !first.is("CURRENT_DATE") && !first.is("CURRENT_TIME"))
            return op::value_of(op::value_kind::text, 0, first.text);
        return op::value_of(op::value_kind::expression, 0,
                            negative ? schema_.arena.keep({"-", first.text}) : first.text);
    }

    constexpr void table_constraint(tokenizer& source, op::operations& list) {
        op::constraint result{};
        while (source.take("CONSTRAINT")) result.name = take_name(source);
        const name given = result.name;
        if (source.take("CHECK")) {
            result.kind = op::constraint_kind::check, result.expression = expression(must_take_parentheses(source));
            skip_conflict(source);
        } else if (source.take("FOREIGN")) {
            must_take(source, "KEY");
            const op::range columns = names_in(must_take_parentheses(source), list);
            result = references(source, list), result.columns = columns;
        } else if (source.peek().is("PRIMARY") || source.peek().is("UNIQUE")) {
            result.kind = source.take("PRIMARY") ? op::constraint_kind::primary_key : op::constraint_kind::unique;
            source.take();  // KEY or UNIQUE
            const std::string_view key = result.kind == op::constraint_kind::unique ? "unique" : "primary key";
            const std::string_view columns = must_take_parentheses(source);
            result.columns = names_in(columns, list, key);
            read_conflict(source, key_text(key, columns));
        } else {
            return;  // a name without a constraint
        }
        result.name = given;
        list.constraints.push_back(result);
        if (result.kind == op::constraint_kind::foreign_key) take_deferral(source, list);
    }

    static constexpr void set_autoincrement(op::operations& list, const name& column) {
        for (op::column& each : list.columns)
            if (dialect::same_without_case(each.name, column)) each.autoincrement = true;
    }

    constexpr op::constraint references(tokenizer& source, op::operations& list) {
        op::constraint result{};
        result.kind = op::constraint_kind::foreign_key;
        must_take(source, "REFERENCES");
        result.target = take_name(source);
        if (source.peek().is('(')) result.target_columns = names_in(source.take_parentheses(), list);
        while (true) {
            if (source.take("ON")) {
                const token event = source.take();  // DELETE, UPDATE, or INSERT, which has no effect
                const op::referential_action wanted = action(source);
                if (event.is("DELETE")) result.on_delete = wanted;
                if (event.is("UPDATE")) result.on_update = wanted;
            } else if (source.take("MATCH")) {
                result.match = take_name(source).text();
            } else {
                return result;
            }
        }
    }
    /// Reads [NOT] DEFERRABLE [INITIALLY ...], which belongs to the last foreign key of the table.
    static constexpr bool take_deferral(tokenizer& source, op::operations& list) {
        tokenizer ahead = source;
        const bool negated = ahead.take("NOT");
        if (!ahead.take("DEFERRABLE")) return false;
        source = ahead;
        const bool deferred = source.take("INITIALLY") && source.take().is("DEFERRED");
        for (std::uint32_t i = static_cast<std::uint32_t>(list.constraints.size()); i-- != 0;) {
            op::constraint& each = list.constraints[i];
            if (each.kind != op::constraint_kind::foreign_key) continue;
            each.deferrable = !negated, each.initially_deferred = !negated && deferred;
            break;
        }
        return true;
    }
    constexpr op::referential_action action(tokenizer& source) {
        if (source.take("CASCADE")) return op::referential_action::cascade;
        if (source.take("RESTRICT")) return op::referential_action::restrict;
        if (source.take("NO")) return must_take(source, "ACTION"), op::referential_action::no_action;
        must_take(source, "SET");
        if (source.take("NULL")) return op::referential_action::set_null;
        must_take(source, "DEFAULT");
        return op::referential_action::set_default;
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
