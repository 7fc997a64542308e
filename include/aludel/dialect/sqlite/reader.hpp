// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/dialect/sqlite/comparable.hpp>
#include <aludel/dialect/sqlite/spelled_type.hpp>
#include <aludel/operation/operation_list.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>           // size_t
#include <cstdint>           // int32_t, int64_t, uint8_t, uint32_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view

namespace aludel::inline v0_1::sqlite_dialect {

using syntax::token;
using syntax::token_kind;
using syntax::tokenizer;

using online::reading;

/// Reads what SQLite keeps of a schema, the statements that made it, back into a schema, which owns all its texts. The
/// grammar is that of lang_createtable.html, lang_createindex.html and lang_createview.html.
class schema_reader {
public:
    constexpr explicit schema_reader(schema& to, reading how = reading::as_written) : schema_(to), compares_(how == reading::to_compare) {}

    constexpr void table(std::string_view sql) {
        tokenizer from(schema_.arena.keep({sql}));
        detail::owned_operation made;
        op::operation_list& list = made.list;
        op::operation create{};
        create.kind = op::operation_kind::create_table;
        from.take("CREATE");
        if (from.peek().is("VIRTUAL")) return;
        from.take(), skip_if_not_exists(from);
        create.table = table_ = qualified_name(from);
        if (!from.take('(')) return keep_other("table", create.table, {}, {});  // AS SELECT: what it has only the database knows
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

    /// A trigger, or a virtual table: its name and its table, and the rest as a text.
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

    /// Such an object that another schema has.
    constexpr void other(const detail::other_object& object) {
        keep_other(object.kind, name(schema_.arena.keep({object.name})), name(schema_.arena.keep({object.table})), statement(schema_.arena.keep({object.sql})));
    }

    /// The name of an object, behind that of a database where there is one.
    constexpr name take_object(tokenizer& from) { return qualified_name(from); }

    /// A column, as it stands behind ADD COLUMN, of a table that was read before.
    constexpr void added_column(const name& table, std::string_view definition) {
        const std::uint32_t found = schema_.tables.find(table);
        if (found == schema_.tables.none) return;
        detail::table_entry& entry = schema_.tables.change(found);
        detail::owned_operation added;
        tokenizer from(schema_.arena.keep({definition}));
        table_ = table;
        column(from, added.list);
        op::operation_list& list = entry.edit();
        op::operation& create = list.list[0];
        added.renew();
        const auto end = static_cast<std::uint32_t>(list.columns.size());
        if (create.columns.first + create.columns.count != end) return;
        list.add_column(added.view, added.list.columns[0]), ++create.columns.count;
        for (const op::constraint& each : added.list.constraints) list.add_constraint(added.view, each), ++create.constraints.count;
        entry.renew();
    }

    /// Behind the last: what means the same is made the same. A foreign key that names no columns points at the primary key,
    /// and only one that is initially deferred is deferred at all (foreignkeys.html, section 4.2).
    constexpr void finish() {
        if (!compares_) return;
        for (std::uint32_t i = 0; i < schema_.tables.entries().size(); ++i) {
            detail::table_entry& entry = schema_.tables.unlogged(i);
            if (!entry.alive) continue;
            op::operation_list& list = entry.edit();
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
    constexpr std::string_view comparable(std::string_view sql, qualifiers names) {
        if (!compares_ || sql.empty()) return sql;
        sql_text text;
        put_comparable(text, sql, names);
        return schema_.arena.keep({text.view()});
    }
    constexpr std::string_view expression(std::string_view sql) { return comparable(sql, qualifiers::dropped); }
    constexpr std::string_view statement(std::string_view sql) { return comparable(sql, qualifiers::kept); }

    constexpr void keep_other(std::string_view kind, const name& called, const name& table, std::string_view sql) {
        schema_.others.push_back({kind, called, table, sql});
    }
    constexpr void keep_clause(std::initializer_list<std::string_view> texts) {
        keep_other("clause", name(schema_.arena.keep(texts)), table_, {});
    }

    constexpr std::string_view upper(std::string_view word) {
        std::string_view result;
        for (const char c : word) {
            const char letter = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            result = schema_.arena.keep({result, {&letter, 1}});
        }
        return result;
    }

    static constexpr void sort_names(op::operation_list& list, const op::range& names) {
        for (std::uint32_t i = 1; i < names.count; ++i)
            for (std::uint32_t k = names.first + i; k > names.first && list.names[k].text() < list.names[k - 1].text(); --k) {
                const name lower = list.names[k];
                list.names[k] = list.names[k - 1], list.names[k - 1] = lower;
            }
    }

    /// From the next token to the end of the last one that is no semicolon.
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

    constexpr void column(tokenizer& from, op::operation_list& list) {
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

    /// No default is NULL, TRUE is 1, and parentheses around a literal say nothing.
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
        // A word that is no keyword is a string, as one in double quotes is.
        if (first.kind == token_kind::word && !first.is("CURRENT_DATE") && !first.is("CURRENT_TIME")) return op::value_of(op::value_kind::text, 0, first.text);
        return op::value_of(op::value_kind::expression, 0, negative ? schema_.arena.keep({"-", first.text}) : first.text);
    }

    constexpr void table_constraint(tokenizer& from, op::operation_list& list) {
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
            made.expression = expression(all.substr(0, end - start));
        }
        if (!from.take("ASC")) made.descending = from.take("DESC");
        return made;
    }

    schema& schema_;
    bool compares_;
    name table_{};  ///< that is being read
};

}  // namespace aludel::inline v0_1::sqlite_dialect
