// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/schema/column_lookup.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
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

/// Words that are values where no column has this name, and text in double quotes, which AL702 reports.
constexpr bool is_value_or_rowid(const syntax::reference& each) {
    if (each.name.text[0] == '"' && each.qualifier.text.empty()) return true;
    for (const std::string_view word : {"true", "false", "rowid", "oid", "_rowid_"})
        if (each.name.names(word)) return true;
    return false;
}

/// Whether an expression has a word that is neither a column of its table nor a keyword. Only then it has to be parsed.
constexpr bool may_be_unknown(std::string_view sql, const expression_lookup& lookup) {
    syntax::tokenizer tokens(sql);
    while (tokens.peek().kind != syntax::token_kind::end) {
        const syntax::token each = tokens.take();
        if (each.kind == syntax::token_kind::invalid) return false;  // AL220
        if (!each.is_name() || tokens.peek().is('(') || lookup.has(each)) continue;
        const syntax::keyword word = syntax::keyword_of(each);
        if (word == syntax::keyword::none || word == syntax::keyword::select_) return true;
        if (word == syntax::keyword::collate_ || word == syntax::keyword::as_) tokens.take();
    }
    return false;
}

/// The first column in a text that does not exist at this revision; null: there is none, or the text is not understood.
template <class Lookup>
constexpr const syntax::reference* unknown_column(const syntax::reading& found, Lookup lookup) {
    if (found.opaque) return nullptr;
    const syntax::resolver<Lookup> resolve(found, lookup);
    for (const syntax::reference& each : found.references)
        if (syntax::is_column(each) && !is_value_or_rowid(each) &&
            resolve.mean(each).kind == syntax::meaning::kind_type::nothing)
            return &each;
    return nullptr;
}

/// Checks that an expression refers to existing columns only. A check, a generated column and an index must not contain
/// a query, which databases refuse there; `fill` may.
constexpr void known_names(const subject& change, std::string_view verb, const op::table_view& table, const char* what,
                           std::string_view sql, bool may_query = false) {
    if (sql.empty() || find_checked(change.context, &op::dialect_traits::texts_are_read) == nullptr) return;
    const expression_lookup lookup{
        &table, change.is(op::operation_kind::add_column) ? change.operation.object : name(), {&change.context.schema}};
    if (!may_be_unknown(sql, lookup)) return;
    const syntax::reading found = syntax::read_expression(sql, table.name);
    if (!found.opaque && !may_query && found.scopes.size() > 1)
        return static_cast<void>(change.context.report(
            rule::invalid_expression,
            {verb, ": ", what, " (", sql, ") of table `", table.name,
             "` holds a query, which databases refuse there. Compare columns of the row, or use a trigger"}));
    if (const syntax::reference* const unknown = unknown_column(found, lookup); unknown != nullptr &&
        change.context.lacks(rule::unknown_column,
                             {change.context.origin_of(table.name), name(syntax::without_quotes(unknown->name)).hash},
                             syntax::without_quotes(unknown->name), table.columns()))
        change.context.report(rule::unknown_column,
                              {verb, ": ", what, " (", sql, ") names `", syntax::without_quotes(unknown->name),
                               "`, which is no column of table `", table.name, "` at this revision",
                               change.context.hint(), " Name one that is there; text stands in single quotes"});
}

/// Checks that a default does not refer to columns or contain a query.
constexpr void constant_default(const subject& change, const char* verb, const op::column& column) {
    if (column.default_value.kind != op::value_kind::expression ||
        find_checked(change.context, &op::dialect_traits::texts_are_read) == nullptr)
        return;
    const std::string_view sql = column.default_value.text;
    bool has_word = false;
    for (syntax::tokenizer tokens(sql); tokens.peek().kind != syntax::token_kind::end && !has_word;) {
        const syntax::token each = tokens.take();
        if (!each.is_name() || tokens.peek().is('(')) continue;
        const syntax::keyword word = syntax::keyword_of(each);
        has_word = word == syntax::keyword::none || word == syntax::keyword::select_;
    }
    if (!has_word) return;
    const syntax::reading found = syntax::read_expression(sql, {});
    if (found.opaque) return;
    bool constant = found.scopes.size() == 1;
    for (const syntax::reference& each : found.references)
        constant = constant &&
            !(syntax::is_column(each) && !each.name.names("true") && !each.name.names("false") &&
              each.name.text[0] != '"');
    if (!constant)
        change.context.report(rule::invalid_expression,
                              {verb, ": the default (", sql, ") of column `", column.name,
                               "` depends on more than itself, which databases refuse. Write a constant, or .fill(...) "
                               "for rows that exist"});
}

/// Checks that the query of a view refers to existing columns only. The columns of views and of tables made by raw SQL
/// are not known.
constexpr void known_names_of_view(const subject& change) {
    for (const op::dialect_text& each : change.operation.texts.of(change.arrays.texts)) {
        const syntax::reading found = syntax::read_query(each.sql, syntax::lexicon_of(each.dialect));
        if (const syntax::reference* const unknown =
                unknown_column(found, detail::column_lookup{&change.context.schema});
            unknown != nullptr && !change.context.is_in_doubt_anywhere(name(syntax::without_quotes(unknown->name))) &&
            change.context.fails(rule::unknown_column, {}, name(syntax::without_quotes(unknown->name))))
            change.context.report(rule::unknown_column,
                                  {"create_view: view `", change.operation.table, "` names column `",
                                   syntax::without_quotes(unknown->name),
                                   "`, which no table that it selects from has at this revision. Add it first, or name "
                                   "one that is there"});
    }
}

}  // namespace aludel::inline v0_1::review
