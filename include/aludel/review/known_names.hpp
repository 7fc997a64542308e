// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/raw_names.hpp>
#include <aludel/sql/function.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// The names that an expression can refer to: the columns of its table, including the one that is being added, and what
/// the schema knows.
struct expression_lookup {
    const op::table_view* table;
    name added{};
    detail::column_lookup others;

    [[nodiscard]] constexpr bool has(const syntax::token& column) const {
        const bool is_word = column.kind == syntax::token_kind::word;
        const std::size_t size = column.text.size();
        for (const op::column& each : table->columns())  // compares lengths first, since there can be many columns
            if ((each.name.size == size || !is_word) && column.names(each.name)) return true;
        return !added.empty() && column.names(added);
    }
    constexpr syntax::answer operator()(const syntax::token& of_table, const syntax::token& column) const {
        if (of_table.names(table->name)) return has(column) ? syntax::answer::yes : syntax::answer::no;
        return others(of_table, column);
    }
};

/// Where an expression stands, which decides what it can hold.
enum class expression_place : std::uint8_t {
    check,
    generated,  ///< a generated column
    index,      ///< an indexed expression
    condition,  ///< the condition of an index
    fill,       ///< computed once, for rows that exist
    conversion  ///< `using_`
};

/// An expression of a table, parsed once and only if a rule has to.
class table_expression {
public:
    constexpr table_expression(const op::table_view& of_table, std::string_view text, expression_place stands_in,
                               const char* in_words)
        : table(of_table),
          sql(text),
          place(stands_in),
          what(in_words) {}

    [[nodiscard]] constexpr const syntax::reading& reading() {
        if (!is_read_) found_ = syntax::read_expression(sql, table.name), is_read_ = true;
        return found_;
    }
    [[nodiscard]] constexpr bool has(char letter) const {
        return dialect::find_character(sql, letter) != std::string_view::npos;
    }
    /// Whether it is evaluated when a row is stored, so that it can depend on nothing but the row.
    [[nodiscard]] constexpr bool is_stored() const {
        return place == expression_place::generated || place == expression_place::index ||
            place == expression_place::condition;
    }
    /// Whether it can contain a query.
    [[nodiscard]] constexpr bool may_query() const { return place >= expression_place::fill; }

    const op::table_view& table;
    std::string_view sql;
    expression_place place;
    const char* what;  ///< as the subject of a message

private:
    syntax::reading found_{};
    bool is_read_ = false;
};

/// What databases refuse in an expression, as the end of a sentence; empty: nothing, or it is not understood.
constexpr detail::sentence forbidden_part(table_expression& expression, const expression_lookup& lookup) {
    const syntax::reading& found = expression.reading();
    if (found.opaque) return {};
    if (!expression.may_query() && found.scopes.size() > 1) return detail::sentence({"holds a query"});
    for (std::size_t i = 0; i < found.references.size(); ++i) {
        const syntax::reference& each = found.references[i];
        const std::string_view called = syntax::without_quotes(each.name);
        if (each.kind == syntax::reference_kind::parameter)
            return detail::sentence({"holds the parameter `", called, "`"});
        if (syntax::is_column(each) && syntax::is_rowid(each.name) && !lookup.has(each.name) &&
            (expression.place == expression_place::generated || expression.place == expression_place::index))
            return detail::sentence({"holds `", called, "`, which is no column"});
        if (each.kind != syntax::reference_kind::function || each.scope != 0) continue;
        if (syntax::is_of_rows(each) && !(each.is_window && expression.place == expression_place::conversion))
            return detail::sentence({"calls `", called, "`, a function of several rows"});
        const bool changes =
            expression.is_stored() && syntax::function_of(each.name) == syntax::function_kind::changing;
        if (changes || (!expression.may_query() && syntax::is_of_now(found, i)))
            return detail::sentence({"calls `", called, "`, whose value changes"});
    }
    for (syntax::tokenizer tokens(expression.sql); tokens.peek().kind != syntax::token_kind::end;) {
        const syntax::token each = tokens.take();
        const syntax::keyword word = syntax::keyword_of(each);
        if (word == syntax::keyword::raise_ && tokens.peek().is('(')) return detail::sentence({"calls `RAISE`"});
        if (expression.is_stored() &&
            (word == syntax::keyword::current_date_ || word == syntax::keyword::current_time_ ||
             word == syntax::keyword::current_timestamp_))
            return detail::sentence({"holds `", each.text, "`, whose value changes"});
    }
    return {};
}

/// Whether an expression may hold something unknown or forbidden: a word that is neither a column of its table nor a
/// keyword, a parameter, or a function that is not of its arguments alone. Only then it has to be parsed.
constexpr bool may_be_refused(std::string_view sql, const expression_lookup& lookup) {
    syntax::tokenizer tokens(sql);
    while (tokens.peek().kind != syntax::token_kind::end) {
        const syntax::token each = tokens.take();
        if (each.kind == syntax::token_kind::invalid) return false;  // AL220
        if (each.kind == syntax::token_kind::parameter) return true;
        if (!each.is_name()) continue;
        if (tokens.peek().is('(')) {
            if (syntax::function_of(each) != syntax::function_kind::plain || each.is("raise")) return true;
            continue;
        }
        if (lookup.has(each)) continue;
        const syntax::keyword word = syntax::keyword_of(each);
        if (word == syntax::keyword::none || word == syntax::keyword::select_ || word == syntax::keyword::over_ ||
            word == syntax::keyword::current_date_ || word == syntax::keyword::current_time_ ||
            word == syntax::keyword::current_timestamp_)
            return true;
        if (word == syntax::keyword::collate_ || word == syntax::keyword::as_) tokens.take();
    }
    return false;
}

/// Checks that an expression refers to existing columns only, and holds nothing that databases refuse in its place.
constexpr void known_names(const subject& change, std::string_view verb, table_expression& expression) {
    const std::string_view sql = expression.sql;
    if (sql.empty() || find_checked(change.context, &op::dialect_traits::texts_are_read) == nullptr) return;
    const op::table_view& table = expression.table;
    const expression_lookup lookup{
        &table, change.is(op::operation_kind::add_column) ? change.operation.object : name(), {&change.context.schema}};
    if (!may_be_refused(sql, lookup)) return;
    if (const detail::sentence part = forbidden_part(expression, lookup); !part.empty())
        return static_cast<void>(
            change.context.report(rule::invalid_expression,
                                  {verb, ": ", expression.what, " (", sql, ") of table `", table.name, "` ", part,
                                   ", which databases refuse there. Compare columns of the row, or use a trigger"}));
    if (const syntax::reference* const unknown = syntax::unknown_column(expression.reading(), lookup))
        change.context.report(
            rule::unknown_column,
            {verb, ": ", expression.what, " (", sql, ") names `", syntax::without_quotes(unknown->name),
             "`, which is no column of table `", table.name, "` at this revision",
             change.context.hint(name(syntax::without_quotes(unknown->name)), table.columns()),
             " Name one that is there; text stands in single quotes"});
}

/// Checks that a default does not refer to columns or contain a query.
constexpr void constant_default(const subject& change, const char* verb, const op::column& column) {
    if (column.default_value.kind != op::value_kind::expression ||
        find_checked(change.context, &op::dialect_traits::texts_are_read) == nullptr)
        return;
    const std::string_view sql = column.default_value.text;
    bool suspect = false;
    for (syntax::tokenizer tokens(sql); tokens.peek().kind != syntax::token_kind::end && !suspect;) {
        const syntax::token each = tokens.take();
        suspect = each.kind == syntax::token_kind::parameter;
        if (!each.is_name()) continue;
        const syntax::keyword word = syntax::keyword_of(each);
        suspect = tokens.peek().is('(') ? syntax::function_of(each) < syntax::function_kind::changing &&
                syntax::function_of(each) != syntax::function_kind::plain
                                        : word == syntax::keyword::none || word == syntax::keyword::select_;
    }
    if (!suspect) return;
    const syntax::reading found = syntax::read_expression(sql, {});
    if (found.opaque) return;
    bool constant = found.scopes.size() == 1;
    for (const syntax::reference& each : found.references)
        constant = constant && each.kind != syntax::reference_kind::parameter &&
            !(each.kind == syntax::reference_kind::function && syntax::is_of_rows(each)) &&
            !(syntax::is_column(each) && !each.name.names("true") && !each.name.names("false") &&
              each.name.text[0] != '"');
    if (!constant)
        change.context.report(rule::invalid_expression,
                              {verb, ": the default (", sql, ") of column `", column.name,
                               "` depends on more than itself, which databases refuse. Write a constant, or .fill(...) "
                               "for rows that exist"});
}

/// Checks that the query of a view refers to existing tables and columns only, and has no parameters. The columns of
/// views and of tables made by raw SQL are not known.
constexpr void known_names_of_view(const subject& change) {
    for (const op::dialect_text& each : change.operation.texts.of(change.arrays.texts)) {
        const syntax::reading found = syntax::read_query(each.sql, syntax::lexicon_of(each.dialect));
        if (found.opaque) continue;
        const name& view = change.operation.table;
        for (const syntax::reference& part : found.references)
            if (part.kind == syntax::reference_kind::parameter)
                return static_cast<void>(change.context.report(
                    rule::invalid_expression,
                    {"create_view: the query of view `", view, "` holds the parameter `", part.name.text,
                     "`, which databases refuse there. Write a value, or compare in the query of the program"}));
        const detail::column_lookup lookup{&change.context.schema};
        const syntax::resolver resolve(found, lookup);
        for (const syntax::source& source : found.sources)
            if (const std::string_view called = syntax::without_quotes(source.table);
                resolve.is_table(source, called) && (source.schema.text.empty() || source.schema.names("main")) &&
                detail::raw_names(change.context, each).of_table(source.table) == detail::certainty::unknown)
                return static_cast<void>(change.context.report(
                    rule::unknown_table,
                    {"create_view: view `", view, "` selects from `", called, "`, and there is none at this revision",
                     change.context.hint(name(called), change.context.schema.tables.entries()),
                     " Create it first, or name one that is there"}));
        if (const syntax::reference* const unknown = syntax::unknown_column(found, lookup))
            change.context.report(
                rule::unknown_column,
                {"create_view: view `", view, "` names column `", syntax::without_quotes(unknown->name),
                 "`, which no table that it selects from has at this revision. Add it first, or name "
                 "one that is there"});
    }
}

}  // namespace aludel::inline v0_1::review
