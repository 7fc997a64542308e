// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/raw_names.hpp>
#include <aludel/sql/row_expression.hpp>
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
    constexpr syntax::answer operator()(const syntax::source& from, const syntax::token& column) const {
        if (from.table.names(table->name) && !is_other(from, table->name))
            return has(column) ? syntax::answer::yes : syntax::answer::no;
        return others(from, column);
    }
    [[nodiscard]] constexpr bool is_other(const syntax::source& from, const name& wanted) const {
        return others.is_other(from, wanted);
    }
};

/// An expression of a table, parsed once, and only if a rule has to.
class table_expression {
public:
    constexpr table_expression(const schema& known, const op::table_view& of_table, std::string_view text)
        : table(of_table),
          sql(text),
          lexicon_(&known.lexicon_of()) {}

    [[nodiscard]] constexpr const syntax::reading& reading() {
        if (!is_read_) found_ = syntax::read_expression(sql, table.name, *lexicon_), is_read_ = true;
        return found_;
    }
    [[nodiscard]] constexpr bool has(char letter) const {
        return dialect::find_character(sql, letter) != std::string_view::npos;
    }

    const op::table_view& table;
    std::string_view sql;

private:
    const syntax::lexicon* lexicon_;
    syntax::reading found_{};
    bool is_read_ = false;
};

/// Whether an expression has to be parsed, after one look at its tokens: it has a word that is neither a column of its
/// table nor a keyword, a part that may be forbidden, or operands and operators that do not alternate.
constexpr bool is_to_read(std::string_view sql, const expression_lookup& lookup, syntax::row_place place) {
    using syntax::keyword, syntax::token_kind;
    enum class end : std::uint8_t { anywhere, operand, operation, word };
    end before = end::anywhere;
    bool follows_name = false;
    syntax::tokenizer tokens(sql);
    while (tokens.peek().kind != token_kind::end) {
        const syntax::token each = tokens.take();
        if (each.kind == token_kind::symbol) {
            const char first = each.text[0];
            if (first == '(' ? before == end::operand && !follows_name
                             : before == end::operation && first != '-' && first != '+' && first != '~')
                return true;
            before = first == ')'                              ? end::operand
                : first == '(' || first == ',' || first == '.' ? end::anywhere
                                                               : end::operation;
            follows_name = false;
            continue;
        }
        if (each.kind == token_kind::invalid) return false;  // AL220
        const bool calls = tokens.peek().is('(');
        follows_name = each.is_name();
        if (follows_name && (calls || !lookup.has(each))) {
            const keyword word = syntax::keyword_of(each);
            if (word != keyword::none) {
                if (word == keyword::select_ ||
                    (place == syntax::row_place::computed && word >= keyword::current_date_ &&
                     word <= keyword::current_timestamp_) ||
                    word == keyword::over_ || word == keyword::filter_ || word == keyword::raise_)
                    return true;
                if (word == keyword::collate_ || word == keyword::as_) tokens.take();
                const bool ends = word == keyword::null_ || word == keyword::end_ || word == keyword::collate_ ||
                    (word >= keyword::current_date_ && word <= keyword::current_timestamp_);
                before = ends ? end::anywhere : end::word;
                continue;
            }
            if (!calls ||
                (syntax::may_be_limited(each.text, place) &&
                 syntax::flaw_of_call(each, {}, place) != syntax::row_flaw::none))
                return true;
        }
        if (before == end::operand || each.kind == token_kind::parameter) return true;
        before = end::operand;
    }
    return before == end::operation || before == end::word;
}

/// What is wrong with an expression about one row, apart from the names in it, as the end of a message; empty: nothing.
constexpr detail::sentence flaw_in_row(const syntax::reading& found, std::string_view sql, syntax::row_place place) {
    if (found.opaque) {
        if (found.not_understood.text.empty())
            return detail::sentence({"is not complete. Write SQL that is complete by itself"});
        return detail::sentence(
            {"is no expression, from `", found.not_understood.text, "` on. Write one that the database can compute"});
    }
    if (place != syntax::row_place::value && found.scopes.size() > 1)
        return detail::sentence(
            {"holds a query, which databases refuse there. Compare columns of the row, or use a trigger"});
    const syntax::forbidden_part part = syntax::forbidden_in_row(sql, place);
    switch (part.flaw) {
        case syntax::row_flaw::none: break;
        case syntax::row_flaw::parameter:
            return detail::sentence(
                {"holds the parameter `", part.name.text, "`, which nobody gives a value. Write the value itself"});
        case syntax::row_flaw::aggregate:
            return detail::sentence(
                {"calls the aggregate `", part.name.text,
                 "`, which needs more than its one row. Write it in a query of its own, where one is allowed"});
        case syntax::row_flaw::window:
            return detail::sentence(
                {"calls a window function, which needs more than its one row. Compute it from columns of the row"});
        case syntax::row_flaw::moment:
            return detail::sentence({"depends on the moment or on chance, by `", part.name.text,
                                     "`, which databases refuse there. Store the value in a column, and use that"});
        case syntax::row_flaw::raise:
            return detail::sentence({"calls RAISE, which belongs in triggers. Write a condition"});
    }
    return {};
}

/// The name of the first table that a query selects from and that does not exist; empty: there is none. Tables made by
/// raw SQL are known by their names; `text` is the statement of the query, empty where it is an expression.
constexpr std::string_view unknown_source(const replay_context& context, const syntax::reading& found,
                                          const op::dialect_text& text) {
    const detail::column_lookup lookup{&context.schema};
    const syntax::resolver resolve(found, lookup);
    const detail::raw_names names(context, text);
    for (const syntax::source& source : found.sources)
        if (const std::string_view called = syntax::without_quotes(source.table); resolve.is_relation(source) &&
            (source.schema.text.empty() || source.schema.names("main")) &&
            names.of_table(source.table) == detail::certainty::unknown)
            return called;
    return {};
}

/// Checks that an expression refers to existing columns only, and holds nothing that databases refuse at its place
/// (rule `invalid_expression`).
constexpr void known_names(const subject& change, std::string_view verb, table_expression& expression, const char* what,
                           syntax::row_place place) {
    const op::table_view& table = expression.table;
    const std::string_view sql = expression.sql;
    if (sql.empty() || find_checked(change.context, &op::dialect_traits::texts_are_read) == nullptr) return;
    const expression_lookup lookup{
        &table, change.is(op::operation_kind::add_column) ? change.operation.object : name(), {&change.context.schema}};
    if (!is_to_read(sql, lookup, place)) return;
    const syntax::reading& found = expression.reading();
    if (const detail::sentence flaw = flaw_in_row(found, sql, place); !flaw.empty())
        return static_cast<void>(change.context.report(
            rule::invalid_expression, {verb, ": ", what, " (", sql, ") of table `", table.name, "` ", flaw}));
    if (const std::string_view called =
            found.scopes.size() == 1 ? std::string_view() : unknown_source(change.context, found, {});
        !called.empty() &&
        change.context.lacks(rule::unknown_table, {name(called).hash, 0}, called,
                             change.context.schema.tables.entries()))
        return static_cast<void>(
            change.context.report(rule::unknown_table,
                                  {verb, ": ", what, " (", sql, ") of table `", table.name, "` selects from `", called,
                                   "`, and there is no such table at this revision", change.context.hint(),
                                   " Create it first, or name one that is there"}));
    // The number of a row may change, so that nothing is computed from it for good, or checked.
    const bool has_rowid = place == syntax::row_place::value && !table.options().without_rowid;
    if (const syntax::reference* const unknown = syntax::unknown_column(found, lookup, has_rowid); unknown != nullptr &&
        change.context.lacks(rule::unknown_column,
                             {change.context.origin_of(table.name), name(syntax::without_quotes(unknown->name)).hash},
                             syntax::without_quotes(unknown->name), table.columns()))
        change.context.report(rule::unknown_column,
                              {verb, ": ", what, " (", sql, ") names `", syntax::without_quotes(unknown->name),
                               "`, which is no column of table `", table.name, "` at this revision",
                               change.context.hint(), " Name one that is there; text stands in single quotes"});
}

/// The same for the checks, generated columns and indexes of a table.
constexpr void known_names_of_table(const subject& change, const op::table_view& table) {
    const auto look = [&](const char* what, std::string_view sql) {
        if (sql.empty()) return;
        table_expression expression(change.context.schema, table, sql);
        known_names(change, "create_table", expression, what, syntax::row_place::computed);
    };
    for (const op::constraint& each : table.constraints()) look("the check", each.expression);
    for (const op::column& each : table.columns()) look("the expression of a generated column", each.expression);
    for (const op::index& each : table.indexes()) {
        look("the condition of the index", each.where);
        for (const op::index_part& part : table.parts(each)) look("the indexed expression", part.expression);
    }
}

/// A table without columns, for expressions that cannot name any.
inline constexpr op::operation no_table{};

/// Checks that a default does not refer to columns or contain a query.
constexpr void constant_default(const subject& change, const char* verb, const op::column& column) {
    if (column.default_value.kind != op::value_kind::expression ||
        find_checked(change.context, &op::dialect_traits::texts_are_read) == nullptr)
        return;
    const std::string_view sql = column.default_value.text;
    const op::table_view no_columns{&change.arrays, &no_table, {}};
    if (!is_to_read(sql, {&no_columns, {}, {&change.context.schema}}, syntax::row_place::value)) return;
    const syntax::reading found = syntax::read_expression(sql, {}, change.context.schema.lexicon_of());
    if (const detail::sentence flaw = flaw_in_row(found, sql, syntax::row_place::value); !flaw.empty())
        return static_cast<void>(change.context.report(
            rule::invalid_expression, {verb, ": the default (", sql, ") of column `", column.name, "` ", flaw}));
    bool constant = found.scopes.size() == 1;
    for (const syntax::reference& each : found.references)
        constant = constant && !(syntax::is_column(each) && !each.name.names("true") && !each.name.names("false"));
    if (!constant)
        change.context.report(rule::invalid_expression,
                              {verb, ": the default (", sql, ") of column `", column.name,
                               "` depends on more than itself, which databases refuse. Write a constant, or .fill(...) "
                               "for rows that exist"});
}

/// Checks that the query of a view refers to existing tables and columns only. Columns of tables made by raw SQL are
/// not known.
constexpr void known_names_of_view(const subject& change) {
    for (const op::dialect_text& each : change.operation.texts.of(change.arrays.texts)) {
        const syntax::reading found = syntax::read_query(each.sql, change.context.schema.lexicon_of(each.dialect));
        const bool is_read = find_checked(change.context, &op::dialect_traits::texts_are_read) != nullptr &&
            (each.dialect == op::dialect_id::any || traits_of(each.dialect).texts_are_read);
        if (is_read && found.opaque && !each.sql.empty())
            change.context.report(
                rule::invalid_expression,
                {"create_view: the query of view `", change.operation.table, "` is none",
                 found.not_understood.text.empty() ? std::string_view() : std::string_view(", from `"),
                 found.not_understood.text, found.not_understood.text.empty() ? "" : "` on", ". Write one SELECT"});
        for (const syntax::reference& part : found.references)
            if (is_read && part.kind == syntax::reference_kind::parameter) {
                change.context.report(
                    rule::invalid_expression,
                    {"create_view: the query of view `", change.operation.table, "` holds the parameter `",
                     part.name.text, "`, which nobody gives a value. Write the value itself"});
                break;
            }
        if (found.opaque) continue;
        if (const std::string_view called = unknown_source(change.context, found, each); !called.empty() &&
            change.context.lacks(rule::unknown_table, {name(called).hash, 0}, called,
                                 change.context.schema.tables.entries()))
            change.context.report(rule::unknown_table,
                                  {"create_view: view `", change.operation.table, "` selects from `", called,
                                   "`, and there is no such table at this revision", change.context.hint(),
                                   " Create it first, or name one that is there"});
        const detail::column_lookup lookup{&change.context.schema};
        if (const syntax::reference* const unknown = syntax::unknown_column(found, lookup); unknown != nullptr &&
            !change.context.is_in_doubt_anywhere(name(syntax::without_quotes(unknown->name))) &&
            change.context.fails(rule::unknown_column, {}, name(syntax::without_quotes(unknown->name))))
            change.context.report(rule::unknown_column,
                                  {"create_view: view `", change.operation.table, "` names column `",
                                   syntax::without_quotes(unknown->name),
                                   "`, which no table that it selects from has at this revision. Add it first, or name "
                                   "one that is there"});
    }
}

}  // namespace aludel::inline v0_1::review
