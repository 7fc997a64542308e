// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operation_list.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int32_t, int64_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::online {

using syntax::token;
using syntax::token_kind;
using syntax::tokenizer;

/// The type that a word of SQLite stands for; what this library does not write itself is native.
constexpr op::data_type type_spelled(std::string_view spelled) {
    struct known {
        std::string_view word;
        op::type_kind kind;
        int numbers;  ///< how many may stand behind it
    };
    constexpr known words[] = {
        {"BOOLEAN", op::type_kind::boolean, 0}, {"SMALLINT", op::type_kind::smallint, 0}, {"INTEGER", op::type_kind::integer, 0}, {"BIGINT", op::type_kind::bigint, 0},
        {"REAL", op::type_kind::real, 0}, {"DOUBLE PRECISION", op::type_kind::double_precision, 0}, {"NUMERIC", op::type_kind::numeric, 2}, {"VARCHAR", op::type_kind::varchar, 1},
        {"CHAR", op::type_kind::character, 1}, {"TEXT", op::type_kind::text, 0}, {"BLOB", op::type_kind::binary, 0}, {"DATE", op::type_kind::date, 0},
        {"TIME", op::type_kind::time, 0}, {"TIMESTAMP", op::type_kind::timestamp, 0}, {"TIMESTAMPTZ", op::type_kind::timestamptz, 0}, {"JSON", op::type_kind::json, 0},
        {"UUID", op::type_kind::uuid, 0},
    };
    std::int32_t numbers[2]{};
    int count = 0;
    std::string_view word = spelled;
    if (const std::size_t open = spelled.find('('); open != std::string_view::npos) {
        word = spelled.substr(0, open);
        while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
        tokenizer inside(spelled.substr(open));
        tokenizer reader(inside.take_parentheses());
        while (reader.peek().kind == token_kind::number && count < 2) {
            const std::string_view digits = reader.take().text;
            if (digits.size() > 9) return op::named_type(op::type_kind::native, spelled);
            for (const char digit : digits) {
                if (digit < '0' || digit > '9') return op::named_type(op::type_kind::native, spelled);
                numbers[count] = numbers[count] * 10 + (digit - '0');
            }
            ++count;
            reader.take(',');
        }
    }
    for (const known& each : words)
        if (dialect::same_without_case(each.word, word) && count <= each.numbers) return op::type_of(each.kind, numbers[0], numbers[1]);
    return op::named_type(op::type_kind::native, spelled);
}

/// Reads what SQLite keeps of a schema, the statements that made it, back into a schema, which owns all its texts. The
/// grammar is that of lang_createtable.html, lang_createindex.html and lang_createview.html.
class schema_reader {
public:
    constexpr explicit schema_reader(schema& to) : schema_(to) {}

    constexpr void table(std::string_view sql) {
        tokenizer from(schema_.arena.keep({sql}));
        detail::owned_operation made;
        op::operation_list& list = made.list;
        op::operation create{};
        create.kind = op::operation_kind::create_table;
        from.take("CREATE");
        if (from.peek().is("VIRTUAL")) return;
        from.take(), skip_if_not_exists(from);
        create.table = qualified_name(from);
        from.take('(');
        do {
            if (starts_constraint(from.peek())) table_constraint(from, list);
            else column(from, list);
        } while (from.take(',') || starts_constraint(from.peek()));  // SQLite wants no comma between constraints
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

    /// A virtual table, which only its module can read.
    [[nodiscard]] static constexpr bool is_virtual(std::string_view sql) {
        tokenizer from(sql);
        return from.take("CREATE") && from.take("VIRTUAL");
    }

    /// Its table must have been read before.
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
        if (from.take("WHERE")) index.where = text_to_end(from);
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
        if (from.peek().is('(')) from.take_parentheses();
        from.take("AS");
        made.list.texts.push_back({op::dialect_id::any, op::text_of(text_to_end(from))});
        create.texts = {0, 1};
        made.list.list.push_back(create);
        detail::view_entry& entry = schema_.views.add(create.table);
        entry.own = detail::box<detail::owned_operation>(static_cast<detail::owned_operation&&>(made));
        entry.renew();
    }

private:
    /// From the next token to the end of the last one that is no semicolon.
    static constexpr std::string_view text_to_end(tokenizer& from) {
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
    static constexpr void skip_if_not_exists(tokenizer& from) {
        if (from.take("IF")) from.take("NOT"), from.take("EXISTS");
    }
    static constexpr bool starts_constraint(const token& each) {
        return each.is("CONSTRAINT") || each.is("PRIMARY") || each.is("UNIQUE") || each.is("CHECK") || each.is("FOREIGN");
    }

    /// A text without its quotes.
    constexpr std::string_view unquoted(std::string_view quoted) {
        if (quoted.size() < 2) return quoted;
        const char quote = quoted.front() == '[' ? ']' : quoted.front();
        quoted = quoted.substr(1, quoted.size() - 2);
        std::string_view result = quoted;
        if (quote == ']') return result;
        for (std::size_t at = result.find(quote); at != std::string_view::npos; at = result.find(quote, at + 1))
            result = schema_.arena.keep({result.substr(0, at), result.substr(at + 1)});  // the first of a pair goes
        return result;
    }
    constexpr name name_in(const token& each) { return each.kind == token_kind::word ? name(each.text) : name(unquoted(each.text)); }
    constexpr name take_name(tokenizer& from) { return name_in(from.take()); }
    constexpr name qualified_name(tokenizer& from) {
        name found = take_name(from);
        if (from.take('.')) found = take_name(from);
        return found;
    }

    constexpr op::range names_in(std::string_view list_text, op::operation_list& list) {
        op::range made{static_cast<std::uint32_t>(list.names.size()), 0};
        tokenizer from(list_text);
        while (from.peek().kind != token_kind::end) {
            list.names.push_back(take_name(from)), ++made.count;
            while (from.peek().kind != token_kind::end && !from.take(',')) from.take();  // COLLATE, ASC, DESC
        }
        return made;
    }

    constexpr void column(tokenizer& from, op::operation_list& list) {
        op::column made{};
        made.name = take_name(from);
        made.type = type(from);
        name constraint_name{};
        const auto add = [&](op::constraint_kind kind) {
            op::constraint added{};
            if (kind == op::constraint_kind::foreign_key) added = references(from, list);
            if (kind == op::constraint_kind::check) added.expression = from.take_parentheses();
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
                if (!from.take("ASC")) from.take("DESC");
                skip_conflict(from);
                made.autoincrement = from.take("AUTOINCREMENT");
                add(op::constraint_kind::primary_key);
            } else if (from.take("NOT")) {
                const bool null = from.take("NULL");  // else NOT DEFERRABLE
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
                made.collation = take_name(from).text(), constraint_name = {};
            } else if (from.peek().is("REFERENCES")) {
                add(op::constraint_kind::foreign_key);
            } else if (from.take("AS")) {
                made.expression = from.take_parentheses();
                made.generated = from.take("STORED") ? op::generated_kind::stored : op::generated_kind::virtual_;
            } else {
                from.take();  // NULL, GENERATED ALWAYS, VIRTUAL
            }
        }
        list.columns.push_back(made);
    }

    constexpr op::data_type type(tokenizer& from) {
        std::string_view spelled;
        while ((from.peek().is_name() || from.peek().kind == token_kind::string) && !ends_type(from.peek())) {
            const std::string_view word = from.peek().kind != token_kind::word ? unquoted(from.take().text) : from.take().text;
            spelled = spelled.empty() ? word : schema_.arena.keep({spelled, " ", word});
        }
        if (from.peek().is('(')) spelled = schema_.arena.keep({spelled, "(", from.take_parentheses(), ")"});
        return type_spelled(spelled);
    }
    static constexpr bool ends_type(const token& each) {
        for (const std::string_view keyword : {"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "GENERATED", "AS"})
            if (each.is(keyword)) return true;
        return false;
    }
    static constexpr void skip_conflict(tokenizer& from) {
        if (from.take("ON")) from.take(), from.take();
    }

    constexpr op::value default_value(tokenizer& from) {
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
        // A word that is no keyword is a string, as one in double quotes is.
        if (first.kind == token_kind::word && !first.is("CURRENT_DATE") && !first.is("CURRENT_TIME")) return op::value_of(op::value_kind::text, 0, first.text);
        return op::value_of(op::value_kind::expression, 0, negative ? schema_.arena.keep({"-", first.text}) : first.text);
    }

    constexpr void table_constraint(tokenizer& from, op::operation_list& list) {
        op::constraint made{};
        name called{};
        if (from.take("CONSTRAINT")) called = take_name(from);
        if (from.take("CHECK")) {
            made.kind = op::constraint_kind::check, made.expression = from.take_parentheses();
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

    constexpr op::constraint references(tokenizer& from, op::operation_list& list) {
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

    /// A column by its name, or an expression.
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
            made.expression = all.substr(0, end - start);
        }
        if (!from.take("ASC")) made.descending = from.take("DESC");
        return made;
    }

    schema& schema_;
};

}  // namespace aludel::inline v0_1::online
