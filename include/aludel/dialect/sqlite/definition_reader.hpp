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
        return each.is("CONSTRAINT") || each.is("PRIMARY") || each.is("UNIQUE") || each.is("CHECK") ||
            each.is("FOREIGN");
    }

    constexpr op::range names_in(std::string_view list_text, op::operations& list) {
        op::range result{static_cast<std::uint32_t>(list.names.size()), 0};
        tokenizer source(list_text);
        while (source.peek().kind != token_kind::end) {
            list.names.push_back(take_name(source)), ++result.count;
            while (source.peek().kind != token_kind::end && !source.take(',')) {
                const token each = source.take();
                if (each.is("COLLATE")) key_collation(source.take().text);
                if (each.is("DESC")) keep_clause({"DESC of a key"});
            }
        }
        return result;
    }

    constexpr void key_collation(std::string_view collation) {
        if (!dialect::same_without_case(collation, "BINARY")) keep_clause({"COLLATE ", upper(collation), " of a key"});
    }

    constexpr void column(tokenizer& source, op::operations& list) {
        op::column result{};
        result.name = take_name(source);
        result.type = type(source);
        name constraint_name{};
        const auto add = [&](op::constraint_kind kind) {
            op::constraint added{};
            if (kind == op::constraint_kind::foreign_key) added = references(source, list);
            if (kind == op::constraint_kind::check) added.expression = expression(source.take_parentheses());
            added.kind = kind, added.name = constraint_name;
            if (kind != op::constraint_kind::check)
                added.columns = {static_cast<std::uint32_t>(list.names.size()), 1}, list.names.push_back(result.name);
            list.constraints.push_back(added);
            constraint_name = {};
        };
        while (source.peek().kind != token_kind::end && !source.peek().is(',') && !source.peek().is(')')) {
            if (source.take("CONSTRAINT")) {
                constraint_name = take_name(source);
            } else if (source.take("PRIMARY")) {
                source.take("KEY");
                if (!source.take("ASC") && source.take("DESC")) keep_clause({"DESC of a key"});
                skip_conflict(source);
                result.autoincrement = source.take("AUTOINCREMENT");
                add(op::constraint_kind::primary_key);
            } else if (source.take("NOT")) {
                const bool null = source.take("NULL");  // otherwise NOT DEFERRABLE
                if (null) skip_conflict(source), result.nullable = false;
                constraint_name = {};
            } else if (source.take("UNIQUE")) {
                skip_conflict(source);
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
                result.expression = expression(source.take_parentheses());
                result.generated = source.take("STORED") ? op::generated_kind::stored : op::generated_kind::virtual_;
            } else {
                source.take();  // NULL, GENERATED ALWAYS, VIRTUAL
            }
        }
        list.columns.push_back(result);
    }

    constexpr std::string_view collation(const name& called) {
        if (!compares_) return called;
        return dialect::same_without_case(called, "BINARY") ? std::string_view() : expression(called);
    }

    constexpr op::data_type type(tokenizer& source) {
        std::string_view spelled;
        while ((source.peek().is_name() || source.peek().kind == token_kind::string) && !ends_type(source.peek())) {
            const std::string_view word =
                source.peek().kind != token_kind::word ? unquoted(source.take().text) : source.take().text;
            spelled = spelled.empty() ? word : schema_.arena.keep({spelled, " ", word});
        }
        if (source.peek().is('(')) spelled = schema_.arena.keep({spelled, "(", source.take_parentheses(), ")"});
        op::data_type found = type_spelled(spelled);
        if (found.kind == op::type_kind::native) found.name = expression(spelled);
        return found;
    }
    static constexpr bool ends_type(const token& each) {
        for (const std::string_view keyword : {"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT",
                                               "COLLATE", "REFERENCES", "GENERATED", "AS"})
            if (each.is(keyword)) return true;
        return false;
    }
    constexpr void skip_conflict(tokenizer& source) {
        if (!source.take("ON")) return;
        source.take();
        if (const token action = source.take(); !action.is("ABORT")) keep_clause({"ON CONFLICT ", upper(action.text)});
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
        if (first.kind == token_kind::quoted || (first.kind == token_kind::string && first.text[0] == '\''))
            return op::value_of(op::value_kind::text, 0, unquoted(first.text));
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
        // A word that is not a keyword is a string, as is one in double quotes.
        if (first.kind == token_kind::word && !first.is("CURRENT_DATE") && !first.is("CURRENT_TIME"))
            return op::value_of(op::value_kind::text, 0, first.text);
        return op::value_of(op::value_kind::expression, 0,
                            negative ? schema_.arena.keep({"-", first.text}) : first.text);
    }

    constexpr void table_constraint(tokenizer& source, op::operations& list) {
        op::constraint result{};
        name called{};
        if (source.take("CONSTRAINT")) called = take_name(source);
        if (source.take("CHECK")) {
            result.kind = op::constraint_kind::check, result.expression = expression(source.take_parentheses());
        } else if (source.take("FOREIGN")) {
            source.take("KEY");
            const op::range columns = names_in(source.take_parentheses(), list);
            result = references(source, list), result.columns = columns;
        } else {
            result.kind = source.take("PRIMARY") ? op::constraint_kind::primary_key : op::constraint_kind::unique;
            source.take();  // KEY or UNIQUE
            result.columns = names_in(source.take_parentheses(), list);
            skip_conflict(source);
        }
        result.name = called;
        list.constraints.push_back(result);
        while (source.peek().kind != token_kind::end && !source.peek().is(',') && !source.peek().is(')') &&
               !starts_constraint(source.peek()))
            source.take();
    }

    constexpr op::constraint references(tokenizer& source, op::operations& list) {
        op::constraint result{};
        result.kind = op::constraint_kind::foreign_key;
        source.take("REFERENCES");
        result.target = take_name(source);
        if (source.peek().is('(')) result.target_columns = names_in(source.take_parentheses(), list);
        while (true) {
            if (source.take("ON")) {
                const bool deleting = source.take("DELETE");
                if (!deleting) source.take("UPDATE");
                (deleting ? result.on_delete : result.on_update) = action(source);
            } else if (source.take("MATCH")) {
                result.match = take_name(source).text();
            } else if (is_not_deferrable(source)) {
                source.take(), source.take();
                if (source.take("INITIALLY")) source.take();
            } else if (source.take("DEFERRABLE")) {
                result.deferrable = true;
                if (source.take("INITIALLY")) result.initially_deferred = source.take().is("DEFERRED");
            } else {
                return result;
            }
        }
    }
    static constexpr bool is_not_deferrable(tokenizer ahead) { return ahead.take("NOT") && ahead.take("DEFERRABLE"); }
    static constexpr op::referential_action action(tokenizer& source) {
        if (source.take("CASCADE")) return op::referential_action::cascade;
        if (source.take("RESTRICT")) return op::referential_action::restrict;
        if (source.take("NO")) return source.take("ACTION"), op::referential_action::no_action;
        source.take("SET");
        return source.take("NULL") ? op::referential_action::set_null
                                   : (source.take("DEFAULT"), op::referential_action::set_default);
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
