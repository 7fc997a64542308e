// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/reader.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// The part of the reader for statements: those that read and write rows, and CREATE VIEW and CREATE TRIGGER.

namespace aludel::inline v0_1::syntax {

constexpr bool reader::statement() { return next_ == keyword::create_ ? create() : row_statement(); }

constexpr bool reader::row_statement() {
    const std::uint32_t before = scope_;
    scope_ = add_scope({.outer = before, .is_query = true});
    sees_aliases_ = true;
    if (take(keyword::with_) && !with()) return false;
    const bool is_query = next_ == keyword::select_ || next_ == keyword::values_ || (is_for_server() && is('('));
    const bool read = is_query                                    ? rest_of_query(scope_)
        : next_ == keyword::insert_ || next_ == keyword::replace_ ? insert()
        : next_ == keyword::update_                               ? update()
        : next_ == keyword::delete_                               ? remove()
                                                                  : is_for_server() && peek().is("merge") && merge();
    scope_ = before;
    return read;
}

constexpr bool reader::qualified_name(token& schema, token& name) {
    if (!take_name(name)) return false;
    if (!take('.')) return true;
    schema = name;
    return take_label(name);
}

/// Reads the table that a statement writes to, and opens a scope for it.
constexpr bool reader::written_table() {
    source added{.scope = add_scope({.outer = scope_}), .is_written = true};
    const bool is_enclosed = take_only();
    if (!qualified_name(added.schema, added.table) || (is_enclosed && !take(')')) || !partitions()) return false;
    scope_ = added.scope;
    if (take(keyword::as_)) {
        if (!take_name(added.alias)) return false;
        add(reference_kind::alias, added.alias);
    } else if (is_for_server() && is_name() && !ends_alias(next_) && next_ != keyword::with_ &&
               !peek().is("overriding") && !peek().is("value")) {
        add(reference_kind::alias, added.alias = take());
    }
    found_.sources.push_back(added);
    return indexed_by();
}

constexpr bool reader::insert() {
    if (take(keyword::insert_)) {
        if (take(keyword::or_)) take();
    } else {
        take();
    }
    if (is_for_server()) write_options();
    const std::uint32_t outer = scope_;
    if ((!take(keyword::into_) && !is_for_server()) || !written_table()) return false;
    const std::uint32_t own = scope_;
    if (is('(') && !begins_query() && !names(reference_kind::target)) return false;
    overriding();
    const auto query_of_rows = static_cast<std::uint32_t>(found_.scopes.size());
    if (take(keyword::default_)) {
        if (!take(keyword::values_)) return false;
    } else if (is_for_server() && take(keyword::set_)) {
        sees_aliases_ = false;
        if (!assignments()) return false;
    } else if (is_for_server() && !has_arrays() && (next_ == keyword::values_ || peek().is("value"))) {
        if (!values()) return false;  // a value may name a column that stands before it
    } else if (!begins_query() || !query(outer, false)) {
        return false;
    }
    scope_ = own, sees_aliases_ = false;
    if (next_ == keyword::on_ && is_for_server() && second().is("duplicate")) {
        // What the first SELECT reads can be named as well.
        for (std::uint32_t core = query_of_rows + 1; core < found_.scopes.size(); ++core)
            if (found_.scopes[core].outer == query_of_rows && !found_.scopes[core].is_query) {
                copy_sources(0, core, own);
                break;
            }
    } else if (next_ == keyword::on_) {
        source excluded = found_.sources[0];
        for (const source& each : found_.sources)
            if (each.scope == own) excluded = each;
        excluded.alias = {token_kind::word, "excluded"}, excluded.is_alias = true, excluded.is_written = false;
        found_.sources.push_back(excluded);
    }
    while (next_ == keyword::on_)
        if (!upsert()) return false;
    return rest_of_row_statement();
}

/// Reads `ON CONFLICT [(columns) [WHERE ...]] DO NOTHING`, or `DO UPDATE SET ...`.
constexpr bool reader::upsert() {
    take();
    if (take_word("duplicate"))  // ON DUPLICATE KEY UPDATE
        return take_word("key") && take(keyword::update_) && assignments();
    if (!take(keyword::conflict_)) return false;
    token key;
    if (is_for_server() && take(keyword::on_)) {
        if (!take(keyword::constraint_) || !take_name(key)) return false;
    } else if (take('(')) {
        if (!terms() || !take(')')) return false;
        if (take(keyword::where_) && !expression()) return false;
    }
    if (!take(keyword::do_)) return false;
    if (take(keyword::nothing_)) return true;
    return take(keyword::update_) && take(keyword::set_) && assignments() && (!take(keyword::where_) || expression());
}

constexpr bool reader::update() {
    take();
    sees_aliases_ = false;
    if (is_for_server() && !has_arrays()) return update_of_tables();
    if (take(keyword::or_)) take();
    return written_table() && take(keyword::set_) && assignments() && (!take(keyword::from_) || sources()) &&
        rest_of_row_statement();
}
constexpr bool reader::remove() {
    take();
    sees_aliases_ = false;
    if (is_for_server() && !has_arrays()) return remove_from_tables();
    return take(keyword::from_) && written_table() && (!is_for_server() || !take(keyword::using_) || sources()) &&
        rest_of_row_statement();
}

constexpr bool reader::assignments() {
    do {
        if (is('(')) {
            if (!names(reference_kind::target)) return false;
        } else {
            token column, table{};
            if (!take_name(column)) return false;
            while (is_for_server() && !has_arrays() && take('.')) {
                table = column;
                if (!take_label(column)) return false;
            }
            add(reference_kind::target, column, table);
            while (has_arrays() && (is('[') || is('.')))  // a part of the column
                if (is('[') ? !array_part() : (take(), !take_label(column))) return false;
        }
        if (!take('=') || !expression()) return false;
    } while (take(','));
    return true;
}

/// Reads `[WHERE ...] [RETURNING ...] [ORDER BY ...] [LIMIT ...]`; on servers RETURNING stands at the end.
constexpr bool reader::rest_of_row_statement() {
    if (take(keyword::where_) && !expression()) return false;
    if (!is_for_server() && take(keyword::returning_) && !results()) return false;
    if (next_ == keyword::order_ && !order_by()) return false;
    if (next_ == keyword::limit_ && !limit()) return false;
    if (!is_for_server() || !take(keyword::returning_)) return true;
    if (has_arrays())
        for (std::size_t i = 0; i < found_.sources.size(); ++i)
            if (found_.sources[i].scope == scope_ && found_.sources[i].is_written) {
                source changed = found_.sources[i];
                changed.is_written = false;
                add_changed_row(changed);  // RETURNING old.a, new.a
                break;
            }
    return results();
}

constexpr bool reader::if_not_exists() {
    if (!peek().is("if")) return true;
    take();
    return take(keyword::not_) && take(keyword::exists_);
}

constexpr bool reader::create() {
    take();
    if (is_for_server() && take(keyword::or_) && !take(keyword::replace_)) return false;
    if (!take(keyword::temp_)) take(keyword::temporary_);
    if (is_for_server() && !take(keyword::recursive_)) take(keyword::materialized_);
    if (take(keyword::trigger_)) return trigger();
    if (next_ == keyword::unique_ || next_ == keyword::index_) return index();
    if (!take(keyword::view_)) return false;
    token schema;
    if (!if_not_exists() || !qualified_name(schema, found_.created)) return false;
    if (is('(') && !names(reference_kind::alias)) return false;
    if (is_for_server() && take(keyword::with_) && !skip_parenthesis()) return false;
    if (!take(keyword::as_) || !begins_query() || !query(0, false)) return false;
    if (is_for_server() && take(keyword::with_))  // CHECK OPTION, or WITH NO DATA
        while (peek().kind == token_kind::word) take();
    return true;
}

/// Reads `[UNIQUE] INDEX [IF NOT EXISTS] name ON table (...) [WHERE ...]`.
constexpr bool reader::index() {
    take(keyword::unique_);
    if (!take(keyword::index_) || !if_not_exists()) return false;
    source indexed{.scope = add_scope({.outer = 0})};
    token name;
    if (!qualified_name(indexed.schema, name)) return false;
    add(reference_kind::index, name);
    scope_ = indexed.scope;
    if (!take(keyword::on_) || !take_name(indexed.table)) return false;
    found_.sources.push_back(indexed);
    return take('(') && terms() && take(')') && (!take(keyword::where_) || expression());
}

constexpr bool reader::trigger() {
    token schema;
    if (!if_not_exists() || !qualified_name(schema, found_.created)) return false;
    if (take(keyword::instead_)) {
        if (!take(keyword::of_)) return false;
    } else if (!take(keyword::before_)) {
        take(keyword::after_);
    }
    const std::uint32_t own = add_scope({.outer = 0});
    scope_ = own;
    if (!take(keyword::delete_) && !take(keyword::insert_)) {
        if (!take(keyword::update_)) return false;
        if (take(keyword::of_)) {
            do {
                token column;
                if (!take_name(column)) return false;
                add(reference_kind::target, column);
            } while (take(','));
        }
    }
    source changed{.scope = own};
    if (!take(keyword::on_) || !qualified_name(changed.schema, changed.table)) return false;
    found_.trigger_table = changed.table;
    add_changed_row(changed);
    if (take(keyword::for_) && (!take(keyword::each_) || !take(keyword::row_))) return false;
    found_.trigger_when = peek();
    if (peek().is("when") && (take(), !expression())) return false;
    if (!peek().is("begin")) return false;
    found_.trigger_begin = take();
    return trigger_statements() && take(keyword::end_);
}

/// Adds the row that a trigger sees, before and after the change.
constexpr void reader::add_changed_row(source changed) {
    changed.is_alias = true;
    for (const std::string_view row : {"old", "new"}) {
        changed.alias = {token_kind::word, row};
        found_.sources.push_back(changed);
    }
}

/// Reads statements up to END or the end of the text.
constexpr bool reader::trigger_statements() {
    do {
        if (!row_statement()) return false;
        if (!take(';')) return peek().kind == token_kind::end;
    } while (next_ != keyword::end_ && peek().kind != token_kind::end);
    return true;
}

}  // namespace aludel::inline v0_1::syntax
