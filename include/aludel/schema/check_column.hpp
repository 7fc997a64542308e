// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/replay.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t, uint8_t, uint32_t
#include <string_view>  // string_view

// Checks of a column by its own definition: its type, its default and the values that it can hold.

namespace aludel::inline v0_1::detail {

/// Whether a type is smallint, integer or bigint.
constexpr bool is_integer(const op::data_type& type) {
    using kind = op::type_kind;
    return type.kind == kind::smallint || type.kind == kind::integer || type.kind == kind::bigint;
}

/// Whether a type that is written as the database has it is an integer: `INTEGER`, or for databases that number others
/// as well `INT(10) UNSIGNED`, `MEDIUMINT` and the like.
constexpr bool is_native_integer(const op::settings& settings, const op::data_type& type) {
    if (type.kind != op::type_kind::native) return false;
    const std::string_view whole = type.name;
    if (dialect::same_without_case(whole, "INTEGER")) return true;
    if (settings.find_checked(&op::dialect_traits::numbers_plain_integer_keys) != nullptr) return false;
    const std::string_view word = whole.substr(0, whole.find_first_of("( "));
    return word.size() >= 3 &&
        (dialect::same_without_case(word.substr(word.size() - 3), "INT") ||
         dialect::same_without_case(word, "INTEGER"));
}

/// Whether a text is a numeric literal of SQL, such as -12.50 or 1e3.
constexpr bool is_numeral(std::string_view text) {
    const auto skip_digits = [&] {
        const std::size_t before = text.size();
        while (!text.empty() && text[0] >= '0' && text[0] <= '9') text.remove_prefix(1);
        return text.size() != before;
    };
    const auto skip = [&](std::string_view any) {
        const bool found = !text.empty() && any.find(text[0]) != std::string_view::npos;
        if (found) text.remove_prefix(1);
        return found;
    };
    skip("+-");
    bool digits = skip_digits();
    if (skip(".")) digits = skip_digits() || digits;
    if (!digits || !skip("eE")) return digits && text.empty();
    skip("+-");
    return skip_digits() && text.empty();
}

/// Why a column of this type cannot hold an integer, as a clause; empty: it can.
constexpr std::string_view misfit_of_integer(op::type_kind type, std::int64_t number) {
    constexpr std::string_view too_large = "the number is too large for it";
    using kind = op::type_kind;
    switch (type) {
        case kind::boolean: return number == 0 || number == 1 ? "" : "a boolean is 0 or 1";
        case kind::smallint: return number >= -32768 && number <= 32767 ? "" : too_large;
        case kind::integer: return number >= -2147483648LL && number <= 2147483647LL ? "" : too_large;
        case kind::bigint:
        case kind::numeric: return "";
        case kind::real:
        case kind::double_precision:  // 2^53: from there on integers are rounded, and the row is not found again
            return number >= -9007199254740992LL && number <= 9007199254740992LL ? "" : "it would round the number";
        default: return "it is no number";
    }
}

/// Why a column of this type cannot hold a text, as a clause; empty: it can. The syntax of dates and the like is left
/// to the database.
constexpr std::string_view misfit_of_text(const op::data_type& type, std::string_view text) {
    using kind = op::type_kind;
    switch (type.kind) {
        case kind::boolean:
        case kind::smallint:
        case kind::integer:
        case kind::bigint:
        case kind::real:
        case kind::double_precision: return "it holds no text";
        case kind::numeric: return is_numeral(text) ? "" : "the text is no number";
        case kind::varchar:
        case kind::character: {
            if (type.precision <= 0) return "";
            std::size_t characters = 0;
            for (const char c : text) characters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80 ? 1 : 0;
            return characters <= static_cast<std::size_t>(type.precision) ? "" : "the text is too long for it";
        }
        default: return "";
    }
}

/// Whether a value is NULL, also as an expression.
constexpr bool is_null(const op::value& value) {
    if (value.kind != op::value_kind::expression) return value.kind == op::value_kind::null;
    syntax::tokenizer tokens(value.text);
    while (tokens.take('(')) {}
    return tokens.take("null") && (tokens.peek().is(')') || tokens.peek().kind == syntax::token_kind::end);
}

/// Why a column cannot hold a value, as a clause; empty: it can. Expressions and native types are left to the database.
constexpr std::string_view misfit(const op::column& column, const op::value& value, bool is_strict = false) {
    using kind = op::value_kind;
    const op::type_kind type = column.type.kind;
    if (value.kind == kind::out_of_range) return "the number is too large for any column";
    if (column.generated != op::generated_kind::none) return "it is generated";
    if (is_null(value)) return column.nullable ? "" : "it is NOT NULL";
    if (value.kind == kind::expression || type == op::type_kind::native) return "";
    if (is_strict && type == op::type_kind::binary) return "in a STRICT table it holds nothing but bytes, as in x'00'";
    switch (value.kind) {
        case kind::boolean: return type == op::type_kind::boolean ? "" : "it is no boolean";
        case kind::integer: return misfit_of_integer(type, value.integer);
        case kind::real:
            return type == op::type_kind::real || type == op::type_kind::double_precision ||
                    type == op::type_kind::numeric
                ? ""
                : "it holds no fractions";
        case kind::current_timestamp:
            return type == op::type_kind::timestamp || type == op::type_kind::timestamptz ||
                    type == op::type_kind::date || type == op::type_kind::time || type == op::type_kind::text ||
                    type == op::type_kind::varchar
                ? ""
                : "it is no timestamp";
        case kind::text: return misfit_of_text(column.type, value.text);
        default: return "";
    }
}

/// The same for a default. Defaults of any type are often written as text, from which databases read the number.
constexpr std::string_view misfit_of_default(const op::column& column, bool is_strict) {
    const op::value& value = column.default_value;
    if (value.kind != op::value_kind::text || column.generated != op::generated_kind::none)
        return misfit(column, value, is_strict);
    switch (column.type.kind) {
        case op::type_kind::boolean:
            return value.text == "0" || value.text == "1" ? "" : "a boolean is true or false, without quotes";
        case op::type_kind::smallint:
        case op::type_kind::integer:
        case op::type_kind::bigint:
        case op::type_kind::real:
        case op::type_kind::double_precision: return is_numeral(value.text) ? "" : "the text is no number";
        default: return misfit(column, value, is_strict);
    }
}

/// Whether a table is STRICT.
constexpr bool is_strict(const op::table_view& table) {
    return table.create->options.count != 0 && table.options().strict;
}

/// Whether a value is a text that the column's enumeration does not have.
constexpr bool is_outside(const op::table_view& table, const op::column& column, const op::value& value) {
    if (column.type.kind != op::type_kind::enumeration || value.kind != op::value_kind::text) return false;
    for (const name& each : table.names(column.type.values))
        if (each.text() == value.text) return false;
    return true;
}

/// Whether a column alone is the primary key of a table with rowids.
constexpr bool is_rowid_key(const op::table_view& table, const op::column& column) {
    const op::constraint* const key = table.primary_key();
    return key != nullptr && key->columns.count == 1 && table.names(key->columns)[0] == column.name &&
        !table.options().without_rowid;
}

/// Whether every database of the history numbers a key that a row leaves out, though the column does not ask for it.
/// Those that do so number an INTEGER key, not a BIGINT key.
constexpr bool is_numbered(const op::settings& settings, const op::table_view& table, const op::column& column) {
    if (!settings.every_checked(&op::dialect_traits::numbers_plain_integer_keys)) return false;
    const bool is_spelled = column.type.kind == op::type_kind::native
        ? dialect::same_without_case(column.type.name, "INTEGER")
        : column.type.kind == op::type_kind::integer;
    return (is_spelled || (table.options().strict && is_integer(column.type))) && is_rowid_key(table, column);
}

/// Reports two columns with one name, also if it differs in case only where a database ignores that, and returns false.
constexpr bool check_column_name(replay_context& context, const char* verb, const op::table_view& table,
                                 const op::column& added, const op::column& other) {
    if (added.name == other.name)
        return context.fails(rule::duplicate_column, table.name, added.name) &&
            context.report(
                rule::duplicate_column,
                {verb, ": table `", table.name, "` has two columns `", added.name, "`. Rename or remove one of them"});
    if (!dialect::same_identifier(added.name, other.name)) return true;
    const op::dialect_traits* const database = context.settings->find_checked(&op::dialect_traits::names_ignore_case);
    return database == nullptr ||
        (context.fails(rule::duplicate_column, table.name, added.name) &&
         context.report(rule::duplicate_column,
                        {verb, ": columns `", other.name, "` and `", added.name, "` of table `", table.name,
                         "` differ in case only, which ", database->name, " ignores. Rename one of them"}));
}

/// Whether one of the columns is not generated: databases need one that has values of its own.
constexpr bool has_stored_value(const op::list_view<op::column>& columns) {
    for (const op::column& each : columns)
        if (each.generated == op::generated_kind::none) return true;
    return false;
}

/// Reports a generated column that is computed from itself, directly or through others, and returns false.
constexpr bool check_generated(replay_context& context, const char* verb, const op::table_view& table) {
    const op::list_view<op::column> columns = table.columns();
    for (std::uint32_t first = 0; first < columns.count; ++first) {
        if (columns[first].generated == op::generated_kind::none) continue;
        detail::vector<char> reached(columns.count);  // 1: is to be looked at, 2: has been
        reached[first] = 1;
        for (std::uint32_t i = first, left = 1; left != 0; i = (i + 1) % columns.count) {
            if (reached[i] != 1) continue;
            reached[i] = 2, --left;
            for (std::uint32_t k = 0; k < columns.count; ++k) {
                if (columns[k].generated == op::generated_kind::none || (reached[k] != 0 && k != first) ||
                    !syntax::uses_column(columns[i].expression, columns[k].name, context.schema.lexicon_of()))
                    continue;
                if (k == first)
                    return context.report(rule::invalid_expression,
                                          {verb, ": column `", columns[k].name, "` of table `", table.name,
                                           "` is computed from itself. Compute it from columns that are not"});
                reached[k] = 1, ++left;
            }
        }
    }
    return true;
}

/// Reports `too_many_columns` for a table that has more than a database of the history allows, and returns false.
constexpr bool check_column_count(replay_context& context, const char* verb, const op::table_view& table) {
    const std::size_t count = table.columns().size();
    if (count <= 1000) return true;  // allowed by all
    for (const op::dialect& each : context.settings->checked_dialects())
        if (each.traits->most_columns != 0 && count > each.traits->most_columns)
            return context.report(rule::too_many_columns,
                                  {verb, ": table `", table.name, "` has ", count, " columns, and ", each.traits->name,
                                   " allows ", each.traits->most_columns, ". Divide it into several tables"});
    return true;
}

/// What is wrong with a type by itself, as the end of a message; empty: nothing.
constexpr std::string_view flaw_of_type(const op::table_view& table, const op::data_type& type) {
    using kind = op::type_kind;
    if (type.kind == kind::array)
        return type.element == kind::array ? "is an array of arrays" : flaw_of_type(table, op::element_of(type));
    if (type.precision == 0 && type.kind != kind::enumeration) return "";
    if (type.precision < 0) return type.kind == kind::numeric ? "has a precision below 1" : "has a length below 1";
    if (type.kind == kind::numeric && (type.scale < 0 || type.scale > type.precision))
        return "has a scale that is not between 0 and its precision";
    if (type.kind != kind::enumeration) return "";
    const op::list_view<name> values = table.names(type.values);
    if (values.empty()) return "is an enumeration without values";
    for (const name& each : values)
        for (const name* other = values.first; other != &each; ++other)
            if (*other == each) return "is an enumeration that has a value twice";
    return "";
}

/// How messages describe an option that was given twice.
constexpr std::string_view wording(op::twofold_option option) {
    switch (option) {
        case op::twofold_option::none:
        case op::twofold_option::nullable_given: return "";
        case op::twofold_option::type: return "given two types";
        case op::twofold_option::name: return "given two names";
        case op::twofold_option::nullability: return "both nullable and NOT NULL";
        case op::twofold_option::default_value: return "given two defaults";
        case op::twofold_option::generated: return "generated twice";
        case op::twofold_option::identity: return "given two identities";
        case op::twofold_option::collation: return "given two collations";
        case op::twofold_option::comment: return "given two comments";
    }
    return "";
}

/// What errors in the definition of a column are about. Each operation that changes the column checks it again.
enum class column_aspect : std::uint8_t { options = 1, type, default_value, numbering, action };
constexpr item item_of(const replay_context& context, const op::table_view& table, const name& column,
                       column_aspect aspect) {
    return {context.origin_of(table.name), column.hash + static_cast<std::uint32_t>(aspect)};
}

/// Whether an error was about the definition of a column.
constexpr bool is_definition_in_doubt(const replay_context& context, const name& table, const name& column) {
    for (std::uint32_t i = 1; i <= static_cast<std::uint32_t>(column_aspect::action); ++i)
        if (context.is_in_doubt(item{context.origin_of(table), column.hash + i})) return true;
    return false;
}

/// Reports an option that was given twice for one column.
constexpr void check_twofold(replay_context& context, const char* verb, const op::table_view& table,
                             const op::column& column) {
    if (column.twofold == op::twofold_option::none) return;
    if (const std::string_view twofold = wording(column.twofold); !twofold.empty())
        context.report(
            rule::invalid_table,
            {verb, ": column `", column.name, "` of table `", table.name, "` is ", twofold, ". Write one of them"});
}

/// Whether a definition has anything that `check_column` checks; most have not.
constexpr bool is_to_check(const op::column& column) {
    return column.default_value.kind != op::value_kind::none || column.type.precision != 0 || column.autoincrement ||
        column.generated != op::generated_kind::none || column.twofold != op::twofold_option::none ||
        column.type.kind == op::type_kind::enumeration || column.type.kind == op::type_kind::array ||
        column.identity.kind != op::identity_kind::none;
}

/// Checks the definition of a column that its table has already, with its constraints: options that were given twice,
/// type, default, numbering (rules `invalid_table`, `invalid_type`, `invalid_default`).
constexpr void check_column(replay_context& context, const char* verb, const op::table_view& table,
                            const op::column& column) {
    check_twofold(context, verb, table, column);
    const auto fails = [&](rule broken, column_aspect aspect) {
        return context.fails(broken, item_of(context, table, column.name, aspect));
    };
    if (const std::string_view flaw = flaw_of_type(table, column.type);
        !flaw.empty() && fails(rule::invalid_type, column_aspect::type))
        context.report(rule::invalid_type,
                       {verb, ": the type of column `", column.name, "` of table `", table.name, "` ", flaw,
                        ". Write one that a database can have"});
    if (column.default_value.given()) {
        if (is_outside(table, column, column.default_value) &&
            fails(rule::invalid_default, column_aspect::default_value))
            context.report(rule::invalid_default,
                           {verb, ": the default `", column.default_value.text.text(),
                            "` is no value of the enumeration in column `", column.name, "` of table `", table.name,
                            "`. Use one of its values"});
        if (const std::string_view why = misfit_of_default(column, is_strict(table));
            !why.empty() && fails(rule::invalid_default, column_aspect::default_value))
            context.report(rule::invalid_default,
                           {verb, ": the default of column `", column.name, "` of table `", table.name,
                            "` does not fit: ", why, ". Give it a default of its type, or none"});
    }
    if (column.generated != op::generated_kind::none && !column.fill.empty())
        context.report(rule::invalid_table,
                       {verb, ": column `", column.name, "` of table `", table.name,
                        "` is generated, and fill(...) would write to it. Take one of the two away"});
    const bool counts = column.autoincrement || column.identity.kind != op::identity_kind::none;
    if (counts && !is_integer(column.type) && !is_native_integer(*context.settings, column.type) &&
        fails(rule::invalid_table, column_aspect::numbering))
        context.report(rule::invalid_table,
                       {verb, ": column `", column.name, "` of table `", table.name,
                        "` is to be numbered, but is no integer. Give it a type such as al::integer"});
    const op::dialect_traits* const database =
        counts ? context.settings->find_checked(&op::dialect_traits::numbers_plain_integer_keys) : nullptr;
    if (database == nullptr) return;
    const op::constraint* const key = table.primary_key();
    const bool is_key = key != nullptr && key->columns.count == 1 && table.names(key->columns)[0] == column.name;
    if (!is_key && !(column.autoincrement && *verb == 'c') &&  // create_table says that of autoincrement itself
        fails(rule::invalid_table, column_aspect::options))
        context.report(rule::invalid_table,
                       {verb, ": column `", column.name, "` of table `", table.name, "` is to be numbered, but ",
                        database->name, " numbers primary keys only. Make it the primary key, or give it a default"});
    if (column.autoincrement && table.options().without_rowid && fails(rule::invalid_table, column_aspect::options))
        context.report(rule::invalid_table,
                       {verb, ": column `", column.name, "` of table `", table.name,
                        "` is autoincrement, but the table is without rowid, which ", database->name,
                        " does not number. Take one of the two away"});
}

}  // namespace aludel::inline v0_1::detail
