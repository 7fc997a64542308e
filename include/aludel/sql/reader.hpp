// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/keyword.hpp>
#include <aludel/sql/references.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// A parser for expressions, queries and statements after the grammar of parse.y, and for a server's text also after
/// those of PostgreSQL and MariaDB. It records what every name refers to and ignores precedence: an expression is
/// operands with operators between them. It accepts a superset of what databases accept, and never reads accepted SQL
/// differently; each function returns false where it does not understand the text.
class reader {
public:
    constexpr explicit reader(std::string_view sql, const lexicon& lexicon = default_lexicon)
        : tokens_(sql, lexicon),
          next_(keyword_of(tokens_.peek())) {
        found_.scopes.push_back({});
        found_.is_for_server = is_for_server();
        found_.has_rows = has_arrays();
    }

    /// Reads the whole text as one expression.
    constexpr reading read_expression() &&;
    /// Reads the whole text as one SELECT or VALUES.
    constexpr reading read_query() &&;
    /// Reads the whole text as one statement. Only statements that read or write rows or create a view or trigger are
    /// understood.
    constexpr reading read_statement() &&;
    /// Reads the whole text as the WHEN expression of a trigger on a table.
    constexpr reading read_condition(const name& table) &&;
    /// Reads the whole text as the statements of a trigger on a table. The last one needs no semicolon.
    constexpr reading read_body(const name& table) &&;

private:
    static constexpr std::uint32_t deepest = 80;  ///< limit of nested parentheses: compilers allow 512 nested calls

    constexpr reading&& finish(bool read) {
        if (!read || tokens_.peek().kind != token_kind::end || tokens_.ends_inside_comment())
            found_.opaque = true, found_.not_understood = tokens_.peek();
        return static_cast<reading&&>(found_);
    }

    // Tokens, and the next one as a keyword.
    [[nodiscard]] constexpr const token& peek() const { return tokens_.peek(); }
    [[nodiscard]] constexpr bool is(char symbol) const { return tokens_.peek().is(symbol); }
    constexpr token take() {
        behind_parenthesis_ = tokens_.peek().is(')'), behind_star_ = tokens_.peek().is('*');
        parentheses_ += tokens_.peek().is('(') ? 1 : 0;
        ++taken_;
        const token taken = tokens_.take();
        next_ = keyword_of(tokens_.peek());
        return taken;
    }
    constexpr bool take(keyword word) { return next_ == word && (take(), true); }
    constexpr bool take(char symbol) { return tokens_.peek().is(symbol) && (take(), true); }
    [[nodiscard]] constexpr bool has_arrays() const { return tokens_.words().arrays_and_casts; }
    [[nodiscard]] constexpr bool takes_strings() const { return tokens_.words().text_names; }
    /// Whether the text is for a server: their grammars have more than parse.y, and less in its place.
    [[nodiscard]] constexpr bool is_for_server() const { return is_for_server_; }
    [[nodiscard]] constexpr bool is_text_name() const {
        return takes_strings() && peek().kind == token_kind::string && peek().text[0] == '\'';
    }
    /// Whether a name can be read here: also keywords that can be names, and strings.
    [[nodiscard]] constexpr bool is_name() const {
        return (peek().kind == token_kind::word && !is_next_reserved()) || peek().kind == token_kind::quoted ||
            is_text_name();
    }
    [[nodiscard]] constexpr bool is_next_reserved() const {
        return is_reserved(next_) && !(is_for_server() && is_free_on_servers(next_));
    }
    /// Takes a name behind a dot or AS, which can be any word on servers.
    constexpr bool take_label(token& target) {
        return (is_name() || (is_for_server() && peek().kind == token_kind::word)) && (target = take(), true);
    }
    /// Takes a text that is an alias, as on MariaDB.
    constexpr bool take_text(token& target) {
        return is_for_server_ && !has_arrays() && peek().kind == token_kind::string && (target = take(), true);
    }
    /// Takes a word that is no keyword of the reader, in a server's text.
    constexpr bool take_word(std::string_view word) { return is_for_server() && peek().is(word) && (take(), true); }
    /// Takes ONLY before the name of a table, which can be in parentheses. True: one has to be closed.
    constexpr bool take_only() {
        if (!is_for_server_ || !peek().is("only")) return false;
        const token behind = second();
        if (!behind.is_name() && !(has_arrays() && behind.is('('))) return false;
        return take(), take('(');
    }
    /// The token behind the next one.
    [[nodiscard]] constexpr token second() const {
        tokenizer ahead = tokens_;
        ahead.skip();
        return ahead.peek();
    }
    constexpr bool take_name(token& target) { return is_name() && (target = take(), true); }
    constexpr bool take_name() { return is_name() && (take(), true); }
    /// Words whose meaning depends on their neighbours (tokenize.c).
    [[nodiscard]] constexpr bool is_window() const;
    [[nodiscard]] constexpr bool is_over() const;
    [[nodiscard]] constexpr bool is_filter() const;
    [[nodiscard]] static constexpr bool can_be_name(const token& each) {
        return each.kind == token_kind::quoted || each.kind == token_kind::string ||
            (each.kind == token_kind::word && !is_reserved(keyword_of(each)));
    }

    // Recording references.
    constexpr void add(reference_kind kind, const token& name, const token& qualifier = {}) {
        found_.references.push_back({kind, name, qualifier, scope_, is_inner_, sees_aliases_});
    }
    /// A position: how many tokens were read and references found.
    struct mark {
        std::uint32_t taken = 0, parentheses = 0, references = 0;
    };
    [[nodiscard]] constexpr mark here() const {
        return {taken_, parentheses_, static_cast<std::uint32_t>(found_.references.size())};
    }
    constexpr reference* column_since(const mark& start);
    /// The text from a token to the next one.
    [[nodiscard]] constexpr std::string_view text_since(const token& first) const {
        return {first.text.data(), static_cast<std::size_t>(peek().text.data() - first.text.data())};
    }
    constexpr std::uint32_t add_scope(scope added) {
        found_.scopes.push_back(added);
        return static_cast<std::uint32_t>(found_.scopes.size() - 1);
    }

    // Expressions: read_expression.hpp
    constexpr bool expression();
    constexpr bool operand();
    constexpr bool operator_or_end(bool& more);
    constexpr bool expressions();
    constexpr bool parenthesis();
    constexpr bool name_operand();
    [[nodiscard]] constexpr bool is_value_of_server(const token& name, bool is_qualified) const;
    constexpr bool array_part();
    constexpr bool further_operator();
    constexpr bool operator_word();
    constexpr bool skip_parenthesis();
    constexpr bool function(const token& name);
    constexpr bool arguments(const token& name);
    constexpr bool interval();
    constexpr bool begins_text(const token& name) const;
    constexpr bool sequence_name();
    constexpr bool cast();
    constexpr bool case_expression();
    constexpr bool in_operand();
    constexpr bool raise();
    constexpr bool type();
    constexpr bool type_of_server();
    constexpr bool over();
    constexpr bool window();
    constexpr bool frame();
    constexpr bool bound();

    // Queries: read_query.hpp
    [[nodiscard]] static constexpr bool begins_query(keyword word) {
        return word == keyword::select_ || word == keyword::values_ || word == keyword::with_;
    }
    [[nodiscard]] constexpr bool begins_query() const {
        return begins_query(next_) || (is('(') && is_for_server() && begins_with_operand());
    }
    [[nodiscard]] constexpr bool begins_with_operand() const;
    constexpr bool query(std::uint32_t outer, bool sees_aliases);
    /// Reads a query in an expression.
    constexpr bool query_inside() { return query(scope_, sees_aliases_ || in_results_); }
    constexpr bool rest_of_query(std::uint32_t own);
    constexpr bool with();
    constexpr bool common();
    constexpr bool core();
    constexpr void select_options();
    constexpr bool variables();
    constexpr bool values();
    constexpr bool results();
    constexpr bool result();
    constexpr bool alias(token& target);
    constexpr bool column_names(source& named);
    constexpr bool sources();
    constexpr bool is_upsert() const;
    constexpr bool named_join(std::size_t first_source, std::size_t first_reference);
    constexpr bool one_source();
    constexpr bool table_source();
    constexpr bool rows_from(source& added);
    constexpr bool source_name(source& added);
    constexpr bool indexed_by();
    constexpr bool join_condition();
    constexpr bool join(bool& more);
    constexpr bool windows();
    constexpr bool order_by(bool is_compound = false);
    constexpr bool terms(bool is_compound = false);
    constexpr bool limit();
    constexpr bool limits_of_server();
    constexpr bool names(reference_kind kind);

    // Statements: read_statement.hpp
    constexpr bool statement();
    constexpr bool row_statement();
    constexpr bool insert();
    constexpr bool update();
    constexpr bool remove();
    constexpr bool assignments();
    constexpr bool upsert();
    constexpr bool rest_of_row_statement();
    constexpr bool written_table();
    constexpr bool create();
    constexpr bool if_not_exists();
    constexpr bool index();
    constexpr bool trigger();
    constexpr bool trigger_statements();
    constexpr void add_changed_row(source changed);
    constexpr bool qualified_name(token& schema, token& name);

    // Statements of servers: read_server_rows.hpp
    constexpr void write_options();
    constexpr bool update_of_tables();
    constexpr bool remove_from_tables();
    constexpr bool merge();
    constexpr void copy_sources(std::size_t first, std::uint32_t from, std::uint32_t to);
    constexpr void overriding();
    constexpr bool partitions();
    constexpr bool index_hints();
    [[nodiscard]] constexpr bool begins_index_hint() const;
    constexpr bool json_table(source& made);
    constexpr bool json_columns();

    tokenizer tokens_;
    keyword next_;
    reading found_{};
    std::uint32_t scope_ = 0;
    std::uint32_t depth_ = 0;
    std::uint32_t taken_ = 0;        ///< tokens read
    std::uint32_t parentheses_ = 0;  ///< opening parentheses among them
    bool is_for_server_ = !tokens_.words().text_names;
    bool is_inner_ = false;
    bool sees_aliases_ = false;
    bool in_results_ = false;  ///< of a SELECT whose aliases the queries in its results see (MariaDB)
    bool behind_parenthesis_ = false;
    bool behind_star_ = false;
};

/// The reference of an expression read since `start` that is a single column, apart from parentheses and COLLATE; null
/// for any other expression.
constexpr reference* reader::column_since(const mark& start) {
    if (found_.references.size() == start.references) return nullptr;
    reference* const first = found_.references.begin() + start.references;
    if (first->kind != reference_kind::column) return nullptr;
    std::uint32_t tokens = (first->qualifier.text.empty()     ? 1U
                                : !first->schema.text.empty() ? 5U
                                                              : 3U) +
        2 * (parentheses_ - start.parentheses);
    for (const reference* each = first + 1; each != found_.references.end(); ++each) {
        if (each->kind != reference_kind::collation) return nullptr;
        tokens += 2;
    }
    return tokens == taken_ - start.taken ? first : nullptr;
}

constexpr bool reader::is_window() const {
    if (next_ != keyword::window_) return false;
    tokenizer ahead = tokens_;
    ahead.take();
    return can_be_name(ahead.take()) && ahead.peek().is("as");
}
constexpr bool reader::is_over() const {
    if (next_ != keyword::over_ || !behind_parenthesis_) return false;
    tokenizer ahead = tokens_;
    ahead.take();
    return ahead.peek().is('(') || can_be_name(ahead.peek());
}
constexpr bool reader::is_filter() const {
    if (next_ != keyword::filter_ || !behind_parenthesis_) return false;
    tokenizer ahead = tokens_;
    ahead.take();
    return ahead.peek().is('(');
}

}  // namespace aludel::inline v0_1::syntax
