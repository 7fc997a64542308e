// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/reader.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// The part of the reader that reads queries.

namespace aludel::inline v0_1::syntax {

constexpr bool reader::query(std::uint32_t outer, bool sees_aliases) {
    if (++depth_ > deepest) return false;
    const std::uint32_t before = scope_;
    const bool saw_aliases = sees_aliases_, was_inner = is_inner_, was_in_results = in_results_;
    scope_ = add_scope({.outer = outer, .is_query = true, .is_inner = is_inner_, .sees_aliases = sees_aliases});
    sees_aliases_ = true, is_inner_ = false, in_results_ = false;
    if (take(keyword::with_) && !with()) return false;
    if (!rest_of_query(scope_)) return false;
    scope_ = before, sees_aliases_ = saw_aliases, is_inner_ = was_inner, in_results_ = was_in_results;
    --depth_;
    return true;
}
constexpr bool reader::rest_of_query(std::uint32_t own) {
    std::uint32_t cores = 0;
    do {
        scope_ = own, ++cores;
        if (!core()) return false;
    } while (next_ == keyword::union_ ? take(), take(keyword::all_) || (is_for_server() && take(keyword::distinct_)),
             true
                                      : (take(keyword::except_) || take(keyword::intersect_)) &&
                 ((is_for_server() && take(keyword::all_)), true));
    scope_ = own;
    is_inner_ = true;
    if (next_ == keyword::order_ && !order_by(cores > 1)) return false;
    is_inner_ = false;
    if (is_for_server()) return limits_of_server();
    return next_ != keyword::limit_ || limit();
}

/// Reads the common table expressions after WITH.
constexpr bool reader::with() {
    take(keyword::recursive_);
    do {
        if (!common()) return false;
    } while (take(','));
    return true;
}
/// Reads `name [(columns)] AS [[NOT] MATERIALIZED] (query)`.
constexpr bool reader::common() {
    common_query added{.scope = scope_};
    if (!take_name(added.name)) return false;
    added.query = static_cast<std::uint32_t>(found_.scopes.size());
    const std::size_t entry = found_.commons.size();
    found_.commons.push_back(added);
    const std::size_t first = found_.results.size();
    if (is('(') && !names(reference_kind::alias)) return false;
    const bool has_names = found_.results.size() != first;
    for (std::size_t i = first; i < found_.results.size(); ++i) found_.results[i].scope = added.query;
    if (!take(keyword::as_)) return false;
    if (take(keyword::not_) ? !take(keyword::materialized_) : (take(keyword::materialized_), false)) return false;
    if (!take('(')) return false;
    added.query = static_cast<std::uint32_t>(found_.scopes.size());
    found_.commons[entry].query = added.query;
    if (is_for_server() && !begins_query()) {  // rows that are changed, and returned
        const bool saw_aliases = sees_aliases_, was_inner = is_inner_;
        if (!row_statement()) return false;
        sees_aliases_ = saw_aliases, is_inner_ = was_inner;
    } else if (!query(scope_, false)) {
        return false;
    }
    found_.scopes[added.query].has_names = has_names;
    return take(')');
}

/// Reads names in parentheses.
constexpr bool reader::names(reference_kind kind) {
    take();
    if (is_for_server() && take(')')) return true;
    do {
        token name, table{};
        if (!take_name(name)) return false;
        while (is_for_server() && take('.')) {
            if (has_arrays() && !take_label(table)) return false;  // a part of the column
            if (!has_arrays() && (table = name, !take_label(name))) return false;
        }
        add(kind, name, has_arrays() ? token{} : table);
        while (has_arrays() && is('['))
            if (!array_part()) return false;
        if (kind == reference_kind::alias) found_.results.push_back({.scope = scope_, .name = name, .is_alias = true});
        if (take(keyword::collate_) && !take_name()) return false;
        if (!take(keyword::asc_)) take(keyword::desc_);
    } while (take(','));
    return take(')');
}

/// Reads one SELECT or VALUES of a query, without what orders and limits the whole.
constexpr bool reader::core() {
    if (next_ == keyword::values_) return values();
    // The SELECTs of a compound query in parentheses are read as those of the query around it.
    if (is_for_server() && take('(')) {
        if (take(keyword::with_) && !with()) return false;
        return rest_of_query(scope_) && take(')');
    }
    if (!take(keyword::select_)) return false;
    scope_ = add_scope({.outer = scope_});
    if (is_for_server() && !has_arrays()) select_options();
    else if (!take(keyword::distinct_)) take(keyword::all_);
    else if (is_for_server() && take(keyword::on_) && !(is('(') && parenthesis())) return false;
    sees_aliases_ = false, in_results_ = is_for_server() && !has_arrays();
    if (!(has_arrays() && next_ == keyword::from_) && !results()) return false;
    in_results_ = false;
    if (is_for_server() && !has_arrays() && !variables()) return false;
    sees_aliases_ = !is_for_server();
    if (take(keyword::from_) && !sources()) return false;
    if (take(keyword::where_) && !expression()) return false;
    sees_aliases_ = true;
    if (take(keyword::group_)) {
        is_inner_ = true;
        if (!take(keyword::by_)) return false;
        if (has_arrays() && !take(keyword::distinct_)) take(keyword::all_);
        if (is_for_server() && peek().is("grouping") && second().is("sets")) take(), take();
        if (!expressions()) return false;
        is_inner_ = false;
        if (is_for_server() && take(keyword::with_) && !take_word("rollup")) return false;
    }
    sees_aliases_ = !has_arrays();
    if (take(keyword::having_) && !expression()) return false;
    if (is_window() && !windows()) return false;
    return sees_aliases_ = true;
}

constexpr bool reader::values() {
    take();
    scope_ = add_scope({.outer = scope_});
    do {
        if (!take('(')) return false;
        if (is_for_server() && take(')')) continue;
        if (!expressions() || !take(')')) return false;
    } while (take(','));
    return true;
}

constexpr bool reader::results() {
    do {
        if (!result()) return false;
    } while (take(','));
    return true;
}
constexpr bool reader::result() {
    result_column added{.scope = scope_};
    if (is('*')) {
        add(reference_kind::star, take());
        added.is_star = true;
        return found_.results.push_back(added), true;
    }
    if (is_name()) {  // can be `t.*`
        tokenizer ahead = tokens_;
        const token table = ahead.take();
        if (ahead.take('.') && ahead.peek().is('*')) {
            take(), take();
            add(reference_kind::star, take(), table);
            added.is_star = true, added.qualifier = table;
            return found_.results.push_back(added), true;
        }
    }
    const mark start = here();
    const token first = peek();
    if (!expression()) return false;
    added.text = text_since(first), added.is_row = behind_star_;
    if (const reference* const column = column_since(start)) added.name = column->name;
    token name{};
    if (!alias(name)) return false;
    if (!name.text.empty()) added.name = name, added.is_alias = true;
    found_.results.push_back(added);
    return true;
}

/// Reads `AS name`, or a name alone where it can only be an alias.
constexpr bool reader::alias(token& target) {
    const auto ends_source = [&] {
        return next_ == keyword::offset_ || next_ == keyword::for_ || next_ == keyword::with_ || peek().is("fetch") ||
            peek().is("straight_join") || peek().is("lock") || begins_index_hint();
    };
    if (take(keyword::as_)) {
        if (is_for_server() && is('(')) return true;  // only the columns are named
        if (!take_text(target) && !take_label(target)) return false;
    } else if (!take_text(target) && is_name() && !ends_alias(next_) && !is_window() &&
               !(is_for_server() && ends_source())) {
        target = take();
    }
    if (!target.text.empty()) add(reference_kind::alias, target);
    return true;
}

constexpr bool reader::sources() {
    if (++depth_ > deepest) return false;
    for (bool more = true; more;)
        if (!one_source() || !join_condition() || !join(more)) return false;
    --depth_;
    return true;
}
constexpr bool reader::one_source() {
    const bool is_lateral = is_for_server() && peek().is("lateral") && (take(), true);
    if (!is('(')) return table_source();
    take();
    if (!begins_query()) {
        const std::size_t first = found_.sources.size(), first_reference = found_.references.size();
        return sources() && take(')') && named_join(first, first_reference);
    }
    source added{.scope = scope_, .query = static_cast<std::uint32_t>(found_.scopes.size())};
    // A lateral query sees the sources before it.
    const std::uint32_t outer = is_lateral ? scope_ : found_.scopes[scope_].outer;
    if (!query(outer, false) || !take(')') || !alias(added.alias)) return false;
    if (is_for_server() && is('(') && !column_names(added)) return false;
    found_.sources.push_back(added);
    return true;
}
constexpr bool reader::table_source() {
    source added{.scope = scope_};
    if (is_for_server() && next_ == keyword::rows_ && keyword_of(second()) == keyword::from_) {
        if (!rows_from(added)) return false;
    } else if (const bool is_enclosed = take_only();
               !source_name(added) || (is_enclosed && !take(')')) || !partitions()) {
        return false;
    }
    if (is_for_server() && next_ == keyword::with_ && second().is("ordinality")) take(), take();
    if (!alias(added.alias)) return false;
    if (added.is_function && is_for_server() && is('(') && !column_names(added)) return false;
    found_.sources.push_back(added);
    return indexed_by();
}
/// Reads `[schema.]table` or `[schema.]function(...)`.
constexpr bool reader::source_name(source& added) {
    if (!qualified_name(added.schema, added.table)) return false;
    if (!take('(')) return true;
    if (is_for_server() && added.table.is("json_table")) return json_table(added);
    added.is_function = true;
    return (is(')') || arguments(added.table)) && take(')');
}
/// Reads `[INDEXED BY index | NOT INDEXED]`, or what servers have in its place.
constexpr bool reader::indexed_by() {
    if (is_for_server()) return index_hints();
    if (take(keyword::not_)) return take(keyword::indexed_);
    if (!take(keyword::indexed_)) return true;
    token index;
    if (!take(keyword::by_) || !take_name(index)) return false;
    add(reference_kind::index, index);
    return true;
}
/// Reads `[ON condition | USING (columns)]`.
constexpr bool reader::join_condition() {
    if (next_ == keyword::on_ && is_for_server() && is_upsert()) return true;
    if (take(keyword::on_)) return expression();
    if (!take(keyword::using_)) return true;
    return is('(') && names(reference_kind::joined);
}
/// Reads what joins another source; `more` is set if there is one.
constexpr bool reader::join(bool& more) {
    more = true;
    if (take(',') || take(keyword::join_) || (!has_arrays() && take_word("straight_join"))) return true;
    if (!ends_alias(next_) || is_reserved(next_) || next_ == keyword::indexed_) return more = false, true;
    for (int i = 0; i < 3 && next_ != keyword::join_; ++i)
        if (!take_name()) return false;
    return take(keyword::join_);
}

constexpr bool reader::windows() {
    take();
    do {
        token name;
        if (!take_name(name)) return false;
        add(reference_kind::alias, name);
        if (!take(keyword::as_) || !take('(') || !window() || !take(')')) return false;
    } while (take(','));
    return true;
}

constexpr bool reader::order_by(bool is_compound) {
    take();
    return take(keyword::by_) && terms(is_compound);
}
/// Reads the terms of an ORDER BY. Those of a compound query name its results.
constexpr bool reader::terms(bool is_compound) {
    do {
        const mark start = here();
        const token first = peek();
        if (!expression()) return false;
        if (is_compound) found_.results.push_back({.scope = scope_, .text = text_since(first)});
        if (reference* const column = column_since(start)) column->is_term = column->qualifier.text.empty();
        if (!take(keyword::asc_)) take(keyword::desc_);
        if (take(keyword::nulls_) && !take(keyword::first_) && !take(keyword::last_)) return false;
    } while (take(','));
    return true;
}
constexpr bool reader::limit() {
    take();
    return expression() && (!(take(keyword::offset_) || take(',')) || expression());
}

}  // namespace aludel::inline v0_1::syntax
