// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/spelled_type.hpp>
#include <aludel/dialect/sqlite/word_reader.hpp>
#include <aludel/operation/operations.hpp>

#include <cstdint>      // int64_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Reads the column and constraint definitions of a CREATE TABLE into a list of operations.
class definition_reader : protected word_reader {
protected:
    using word_reader::word_reader;

    static constexpr bool starts_constraint(const token& each) {
        return each.is("CONSTRAINT") || each.is("PRIMARY") || each.is("UNIQUE") || each.is("CHECK") || each.is("FOREIGN");
    }

    constexpr op::range names_in(std::string_view list_text, op::operations& list) {
        op::range made{static_cast<std::uint32_t>(list.names.size()), 0};
        tokenizer from(list_text);
        while (from.peek().kind != token_kind::end) {
            list.names.push_back(take_name(from)), ++made.count;
            while (from.peek().kind != token_kind::end && !from.take(',')) {
                const token each = from.take();
                if (each.is("COLLATE")) key_collation(from.take().text);
                if (each.is("DESC")) keep_clause({"DESC of a key"});
            }
        }
        return made;
    }

    constexpr void key_collation(std::string_view collation) {
        if (!dialect::same_without_case(collation, "BINARY")) keep_clause({"COLLATE ", upper(collation), " of a key"});
    }

    constexpr void column(tokenizer& from, op::operations& list) {
        op::column made{};
        made.name = take_name(from);
        made.type = type(from);
        name constraint_name{};
        const auto add = [&](op::constraint_kind kind) {
            op::constraint added{};
            if (kind == op::constraint_kind::foreign_key) added = references(from, list);
            if (kind == op::constraint_kind::check) added.expression = expression(from.take_parentheses());
            added.kind = kind, added.name = constraint_name;
            if (kind != op::constraint_kind::check) added.columns = {static_cast<std::uint32_t>(list.names.size()), 1}, list.names.push_back(made.name);
            list.constraints.push_back(added);
            constraint_name = {};
        };
        while (from.peek().kind != token_kind::end && !from.peek().is(',') && !from.peek().is(')')) {
            if (from.take("CONSTRAINT")) {
                constraint_name = take_name(from);
            } else if (from.take("PRIMARY")) {
                from.take("KEY");
                if (!from.take("ASC") && from.take("DESC")) keep_clause({"DESC of a key"});
                skip_conflict(from);
                made.autoincrement = from.take("AUTOINCREMENT");
                add(op::constraint_kind::primary_key);
            } else if (from.take("NOT")) {
                const bool null = from.take("NULL");  // otherwise NOT DEFERRABLE
                if (null) skip_conflict(from), made.nullable = false;
                constraint_name = {};
            } else if (from.take("UNIQUE")) {
                skip_conflict(from);
                add(op::constraint_kind::unique);
            } else if (from.take("CHECK")) {
                add(op::constraint_kind::check);
            } else if (from.take("DEFAULT")) {
                made.default_value = default_value(from), constraint_name = {};
            } else if (from.take("COLLATE")) {
                made.collation = collation(take_name(from)), constraint_name = {};
            } else if (from.peek().is("REFERENCES")) {
                add(op::constraint_kind::foreign_key);
            } else if (from.take("AS")) {
                made.expression = expression(from.take_parentheses());
                made.generated = from.take("STORED") ? op::generated_kind::stored : op::generated_kind::virtual_;
            } else {
                from.take();  // NULL, GENERATED ALWAYS, VIRTUAL
            }
        }
        list.columns.push_back(made);
    }

    constexpr std::string_view collation(const name& called) {
        if (!compares_) return called;
        return dialect::same_without_case(called, "BINARY") ? std::string_view() : expression(called);
    }

    constexpr op::data_type type(tokenizer& from) {
        std::string_view spelled;
        while ((from.peek().is_name() || from.peek().kind == token_kind::string) && !ends_type(from.peek())) {
            const std::string_view word = from.peek().kind != token_kind::word ? unquoted(from.take().text) : from.take().text;
            spelled = spelled.empty() ? word : schema_.arena.keep({spelled, " ", word});
        }
        if (from.peek().is('(')) spelled = schema_.arena.keep({spelled, "(", from.take_parentheses(), ")"});
        op::data_type found = type_spelled(spelled);
        if (found.kind == op::type_kind::native) found.name = expression(spelled);
        return found;
    }
    static constexpr bool ends_type(const token& each) {
        for (const std::string_view keyword : {"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "GENERATED", "AS"})
            if (each.is(keyword)) return true;
        return false;
    }
    constexpr void skip_conflict(tokenizer& from) {
        if (!from.take("ON")) return;
        from.take();
        if (const token action = from.take(); !action.is("ABORT")) keep_clause({"ON CONFLICT ", upper(action.text)});
    }

    /// Reads the operand of DEFAULT, normalized: no default is NULL, TRUE is 1, and parentheses around a literal are
    /// dropped.
    constexpr op::value default_value(tokenizer& from) {
        op::value value = written_default(from);
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

    constexpr op::value written_default(tokenizer& from) {
        if (from.peek().is('(')) return op::value_of(op::value_kind::expression, 0, from.take_parentheses());
        const bool negative = from.take('-');
        if (!negative) from.take('+');
        const token first = from.take();
        if (first.kind == token_kind::quoted || (first.kind == token_kind::string && first.text[0] == '\'')) return op::value_of(op::value_kind::text, 0, unquoted(first.text));
        if (first.is("NULL")) return op::value_of(op::value_kind::null);
        if (first.is("TRUE") || first.is("FALSE")) return op::value_of(op::value_kind::boolean, first.is("TRUE") ? 1 : 0);
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
        // A word that is not a keyword is a string, as is one in double quotes.
        if (first.kind == token_kind::word && !first.is("CURRENT_DATE") && !first.is("CURRENT_TIME")) return op::value_of(op::value_kind::text, 0, first.text);
        return op::value_of(op::value_kind::expression, 0, negative ? schema_.arena.keep({"-", first.text}) : first.text);
    }

    constexpr void table_constraint(tokenizer& from, op::operations& list) {
        op::constraint made{};
        name called{};
        if (from.take("CONSTRAINT")) called = take_name(from);
        if (from.take("CHECK")) {
            made.kind = op::constraint_kind::check, made.expression = expression(from.take_parentheses());
        } else if (from.take("FOREIGN")) {
            from.take("KEY");
            const op::range columns = names_in(from.take_parentheses(), list);
            made = references(from, list), made.columns = columns;
        } else {
            made.kind = from.take("PRIMARY") ? op::constraint_kind::primary_key : op::constraint_kind::unique;
            from.take();  // KEY or UNIQUE
            made.columns = names_in(from.take_parentheses(), list);
            skip_conflict(from);
        }
        made.name = called;
        list.constraints.push_back(made);
        while (from.peek().kind != token_kind::end && !from.peek().is(',') && !from.peek().is(')') && !starts_constraint(from.peek())) from.take();
    }

    constexpr op::constraint references(tokenizer& from, op::operations& list) {
        op::constraint made{};
        made.kind = op::constraint_kind::foreign_key;
        from.take("REFERENCES");
        made.target = take_name(from);
        if (from.peek().is('(')) made.target_columns = names_in(from.take_parentheses(), list);
        while (true) {
            if (from.take("ON")) {
                const bool deleting = from.take("DELETE");
                if (!deleting) from.take("UPDATE");
                (deleting ? made.on_delete : made.on_update) = action(from);
            } else if (from.take("MATCH")) {
                made.match = take_name(from).text();
            } else if (is_not_deferrable(from)) {
                from.take(), from.take();
                if (from.take("INITIALLY")) from.take();
            } else if (from.take("DEFERRABLE")) {
                made.deferrable = true;
                if (from.take("INITIALLY")) made.initially_deferred = from.take().is("DEFERRED");
            } else {
                return made;
            }
        }
    }
    static constexpr bool is_not_deferrable(tokenizer ahead) { return ahead.take("NOT") && ahead.take("DEFERRABLE"); }
    static constexpr op::referential_action action(tokenizer& from) {
        if (from.take("CASCADE")) return op::referential_action::cascade;
        if (from.take("RESTRICT")) return op::referential_action::restrict;
        if (from.take("NO")) return from.take("ACTION"), op::referential_action::no_action;
        from.take("SET");
        return from.take("NULL") ? op::referential_action::set_null : (from.take("DEFAULT"), op::referential_action::set_default);
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
