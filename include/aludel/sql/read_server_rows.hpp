// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/reader.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// The part of the reader for statements that write rows as only servers write them: to several tables, or by MERGE.
// mariadb.com/kb/en/update, delete, insert; postgresql.org/docs/current/sql-merge.html.

namespace aludel::inline v0_1::syntax {

/// Skips the words between the verb of a statement and its table.
constexpr void reader::write_options() {
    for (bool more = true; more;) {
        more = take(keyword::ignore_);
        for (const std::string_view option : {"low_priority", "high_priority", "delayed", "quick"})
            more = take_word(option) || more;
    }
}

/// Reads `UPDATE a JOIN b ON ... SET a.x = ...`, `UPDATE a, b SET ...` or `UPDATE a SET ...` behind the verb. Any of
/// the tables may be written to.
constexpr bool reader::update_of_tables() {
    write_options();
    scope_ = add_scope({.outer = scope_});
    const std::size_t first = found_.sources.size();
    if (!sources()) return false;
    for (std::size_t i = first; i < found_.sources.size(); ++i)
        found_.sources[i].is_written = found_.sources[i].scope == scope_ && !found_.sources[i].table.text.empty();
    return take(keyword::set_) && assignments() && (!take(keyword::from_) || sources()) && rest_of_row_statement();
}

/// Reads `DELETE a, b.* FROM a JOIN b ...`, `DELETE FROM a, b USING a JOIN b ...` or `DELETE FROM a ...` behind the
/// verb. The names of the tables to delete from are noted as those before stars are: they follow their source.
constexpr bool reader::remove_from_tables() {
    write_options();
    scope_ = add_scope({.outer = scope_});
    const bool has_from = take(keyword::from_);
    source only{.scope = scope_, .is_written = true};
    do {
        only.schema = {};
        if (!take_name(only.table)) return false;
        while (take('.') && !take('*')) {
            only.schema = only.table;
            if (!take_label(only.table)) return false;
        }
        add(reference_kind::star, only.table, only.table);
    } while (take(','));
    if (take(has_from ? keyword::using_ : keyword::from_)) return sources() && rest_of_row_statement();
    if (!has_from || !partitions() || !alias(only.alias)) return false;
    found_.sources.push_back(only);
    return rest_of_row_statement();
}

/// Reads `MERGE INTO a USING b ON ... WHEN [NOT] MATCHED [AND ...] THEN ...`. The rows that a statement around it sees,
/// the sources, and the table with the sources are three scopes: a row that is not matched has columns of the sources
/// alone.
constexpr bool reader::merge() {
    take(), take(keyword::into_);
    const std::uint32_t outer = scope_, rows = add_scope({.outer = outer}), merged = add_scope({.outer = outer});
    const std::size_t first = found_.sources.size();
    sees_aliases_ = false;
    scope_ = merged;
    if (!written_table()) return false;
    const std::uint32_t both = scope_;
    scope_ = merged;
    if (!take(keyword::using_) || !one_source()) return false;
    for (bool more = true; next_ != keyword::on_;)
        if (!join(more) || !more || !one_source() || !join_condition()) return false;
    scope_ = both;
    if (!take(keyword::on_) || !expression()) return false;
    while (take(keyword::when_)) {
        const bool is_matched = !take(keyword::not_);
        if (!take_word("matched")) return false;
        bool is_of_table = is_matched;
        if (take(keyword::by_) && !take_word("target")) {
            if (!take_word("source")) return false;
            is_of_table = true;
        }
        scope_ = is_of_table ? both : merged;
        if (take(keyword::and_) && !expression()) return false;
        if (!take(keyword::then_)) return false;
        scope_ = both;
        if (take(keyword::update_)) {
            if (!take(keyword::set_) || !assignments()) return false;
        } else if (take(keyword::insert_)) {
            if (is('(') && !names(reference_kind::target)) return false;
            scope_ = merged;
            overriding();
            if (take(keyword::default_) ? !take(keyword::values_) : next_ != keyword::values_ || !values())
                return false;
        } else if (!take(keyword::delete_) && !(take(keyword::do_) && take(keyword::nothing_))) {
            return false;
        }
        scope_ = both;
    }
    if (next_ == keyword::returning_) copy_sources(first, merged, rows), copy_sources(first, both, rows);
    scope_ = rows;
    return rest_of_row_statement();
}

/// Lets a scope see what another one sees, of the sources from `first` on.
constexpr void reader::copy_sources(std::size_t first, std::uint32_t from, std::uint32_t to) {
    const std::size_t end = found_.sources.size();
    for (std::size_t i = first; i < end; ++i) {
        source copy = found_.sources[i];
        if (copy.scope != from) continue;
        copy.scope = to, copy.is_written = false;
        found_.sources.push_back(copy);
    }
}

/// Skips `OVERRIDING SYSTEM VALUE`.
constexpr void reader::overriding() {
    if (take_word("overriding")) take(), take_word("value");
}

/// Skips `PARTITION (a, b)` behind the name of a table.
constexpr bool reader::partitions() {
    return !is_for_server() || next_ != keyword::partition_ || !second().is('(') || (take(), skip_parenthesis());
}

/// Reads `USE|FORCE|IGNORE INDEX|KEY [FOR ...] (a, b)`, as many as there are.
constexpr bool reader::index_hints() {
    while (begins_index_hint()) {
        take(), take();
        if (take(keyword::for_) && !take(keyword::join_)) take(), take(keyword::by_);
        if (!take('(')) return false;
        while (!take(')')) {
            token index;
            if (take(keyword::primary_) || take(',')) continue;
            if (!take_name(index)) return false;
            add(reference_kind::index, index);
        }
    }
    return true;
}
constexpr bool reader::begins_index_hint() const {
    if (has_arrays() || !(next_ == keyword::ignore_ || peek().is("use") || peek().is("force"))) return false;
    const token behind = second();
    return behind.is("index") || behind.is("key");
}

/// Reads `JSON_TABLE(document, path COLUMNS (...))` from the document on. The table has those columns and no others.
constexpr bool reader::json_table(source& made) {
    token name;
    if (!expression() || !take(',') || !expression()) return false;
    if (take(keyword::as_) && !take_name()) return false;
    if (take_word("passing")) {
        do {
            if (!expression() || !take(keyword::as_) || !take_label(name)) return false;
        } while (take(','));
    }
    made.is_function = made.has_no_other = true;
    made.first_name = static_cast<std::uint32_t>(found_.references.size());
    if (!json_columns()) return false;
    made.end_of_names = static_cast<std::uint32_t>(found_.references.size());
    while (peek().kind == token_kind::word) take();  // ERROR ON ERROR
    return take(')');
}
/// Reads `COLUMNS (name type PATH '...' DEFAULT ... ON EMPTY, NESTED PATH '...' COLUMNS (...), ...)`.
constexpr bool reader::json_columns() {
    if (++depth_ > deepest || !take_word("columns") || !take('(')) return false;
    do {
        if (peek().is("nested") && second().kind != token_kind::symbol) {
            take(), take_word("path");
            if (peek().kind != token_kind::string) return false;
            take();
            if ((take(keyword::as_) && !take_name()) || !json_columns()) return false;
            continue;
        }
        token name;
        if (!take_name(name)) return false;
        add(reference_kind::alias, name);
        if (take(keyword::for_)) {
            if (!take_word("ordinality")) return false;
            continue;
        }
        if (!type()) return false;
        while (!is(',') && !is(')')) {
            if (take(keyword::default_) ? !expression()
                                        : peek().kind != token_kind::word && peek().kind != token_kind::string)
                return false;
            if (peek().kind == token_kind::word || peek().kind == token_kind::string) take();
        }
    } while (take(','));
    --depth_;
    return take(')');
}

}  // namespace aludel::inline v0_1::syntax
