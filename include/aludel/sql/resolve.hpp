// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/mention.hpp>
#include <aludel/sql/references.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// An answer where not every table is known.
enum class answer : std::uint8_t { no, unknown, yes };

/// What a column reference resolves to.
struct meaning {
    enum class kind_type : std::uint8_t { nothing, unknown, alias, row, column } kind = kind_type::nothing;
    const source* from = nullptr;  ///< the source of a `column` or `row`
};

/// Whether two expressions are the same to a compound query, which is ordered by its results: apart from parentheses,
/// collations and qualifiers.
constexpr bool is_same_result(std::string_view term, std::string_view result) {
    const auto next = [](tokenizer& tokens) {
        for (;;) {
            while (tokens.take("collate")) tokens.skip();
            const token each = tokens.take();
            if (each.is('(') || each.is(')') || (each.is_name() && tokens.take('.'))) continue;
            return each;
        }
    };
    for (tokenizer left(term), right(result);;) {
        const token x = next(left), y = next(right);
        if (x.is_name() && y.is_name() ? !x.names(y) : x.kind != y.kind || x.text != y.text) return false;
        if (x.kind == token_kind::end) return true;
    }
}

/// Resolves the column references of a text as resolve.c does: first the innermost source that has the column, then the
/// aliases of that SELECT, then the enclosing scopes. `lookup(source, column)` answers whether a table or view has a
/// column; with `lookup.is_other(source, table)` it tells tables of one name apart.
template <class Columns>
class resolver {
public:
    constexpr resolver(const reading& found, Columns lookup) : found_(found), lookup_(lookup) {}

    [[nodiscard]] constexpr meaning mean(const reference& column) const {
        const meaning found = look_up(column);
        return found.kind == meaning::kind_type::nothing && means_unnamed(column) ? meaning{meaning::kind_type::alias}
                                                                                  : found;
    }

    /// Whether a source is a table or view, and not a common table expression.
    [[nodiscard]] constexpr bool is_relation(const source& each) const {
        return !each.table.text.empty() && !each.is_function && common_of(each) == nullptr;
    }
    /// Whether a source is this table or view, and not one of the same name in another schema.
    [[nodiscard]] constexpr bool is_table(const source& each, const name& table) const {
        if (!each.table.names(table) || !is_relation(each)) return false;
        if constexpr (requires { lookup_.is_other(each, table); }) return !lookup_.is_other(each, table);
        else return true;
    }

    /// Whether a star includes the columns of a source.
    [[nodiscard]] static constexpr bool takes(const token& qualifier, const source& each) {
        return !each.is_alias && (qualifier.text.empty() || is_called(each, qualifier));
    }

    /// Whether the query that is the whole text has a result column of this name; unknown where a result has no name.
    [[nodiscard]] constexpr answer gives(const token& column) const {
        const std::uint32_t query = found_.scopes.size() > 1 ? 1 : 0;
        for (const result_column& each : found_.results)
            if (found_.scopes[each.scope].outer == query && !found_.scopes[each.scope].is_query && is_unnamed(each))
                return answer::unknown;
        return gives(query, column, 0);
    }

private:
    /// As far as names stand in the text.
    constexpr meaning look_up(const reference& column) const {
        const bool at_query = found_.scopes[column.scope].is_query;
        if (const std::string_view term = term_of(column); !term.empty())
            if (const meaning here = mean_in_compound(column, term); here.kind != meaning::kind_type::nothing)
                return here;
        if (column.is_term && at_query && is_alias_in(column.scope, column.name)) return {meaning::kind_type::alias};
        bool sees_aliases = column.sees_aliases, is_inner = column.is_inner;
        std::uint32_t inside = no_scope;  // the query that the last scope belongs to
        for (std::uint32_t i = column.scope; i != no_scope;) {
            const scope& level = found_.scopes[i];
            const bool looks_into_query = level.is_query && sees_aliases;
            if (looks_into_query) {  // ORDER BY: search the SELECTs of the query in order
                for (std::uint32_t core = i + 1; core < found_.scopes.size(); ++core)
                    if (found_.scopes[core].outer == i && !found_.scopes[core].is_query)
                        if (const meaning here = mean_in(core, column, !found_.has_rows);
                            here.kind != meaning::kind_type::nothing)
                            return here;
            } else if (!level.is_query) {
                if (const meaning here = mean_in(i, column, sees_aliases, inside);
                    here.kind != meaning::kind_type::nothing)
                    return here;
            }
            if (column.kind == reference_kind::target && has_written(i)) return {};  // only that can be assigned
            if (is_inner && (looks_into_query || !level.is_query)) return {};
            // The names of the query around a SELECT were already searched.
            if (!level.is_query && level.outer != no_scope && found_.scopes[level.outer].is_query) {
                sees_aliases = found_.scopes[level.outer].sees_aliases, is_inner = found_.scopes[level.outer].is_inner;
                inside = level.outer;
                i = found_.scopes[level.outer].outer;
            } else {
                sees_aliases = level.is_query && level.sees_aliases;
                is_inner = is_inner || (level.is_query && level.is_inner);
                i = level.outer;
            }
        }
        return {};
    }

    static constexpr bool is_called(const source& each, const token& name) {
        return each.alias.text.empty() ? !each.table.text.empty() && each.table.names(name) : each.alias.names(name);
    }

    /// The common table expression that a source refers to; null if none.
    constexpr const common_query* common_of(const source& each) const {
        if (each.table.text.empty() || !each.schema.text.empty() || each.is_function || found_.commons.empty())
            return nullptr;
        for (std::uint32_t i = each.scope; i != no_scope; i = found_.scopes[i].outer)
            for (const common_query& common : found_.commons)
                if (common.scope == i && common.name.names(each.table)) return &common;
        return nullptr;
    }

    /// Whether a source of the right name is not the one that `schema.table.column` means. One that is written without
    /// a schema can be in any, unless another is the one.
    constexpr bool is_in_other_schema(const source& each, const reference& column) const {
        if (!each.schema.text.empty()) return !each.schema.names(column.schema);
        for (const source& other : found_.sources)
            if (other.scope == each.scope && !other.schema.text.empty() && other.schema.names(column.schema) &&
                is_called(other, column.qualifier))
                return true;
        return false;
    }

    /// `inside`: a query that is itself a source of the scope, and sees only the others (LATERAL).
    constexpr meaning mean_in(std::uint32_t level, const reference& column, bool sees_aliases,
                              std::uint32_t inside = no_scope) const {
        const source* unknown = nullptr;
        const bool is_target = column.kind == reference_kind::target && has_written(level);
        for (const source& each : found_.sources) {
            if (each.scope != level || (is_target && !each.is_written)) continue;
            if (inside != no_scope && each.query == inside) continue;
            const bool qualified = !column.qualifier.text.empty();
            if (qualified ? !is_called(each, column.qualifier) : each.is_alias && column.kind != reference_kind::target)
                continue;
            if (!column.schema.text.empty() && is_in_other_schema(each, column)) continue;
            if (gives_name(each, column.name)) return {meaning::kind_type::alias};
            const answer has = has_column(each, column.name, 0);
            if (has == answer::yes || (qualified && has == answer::unknown)) return {meaning::kind_type::column, &each};
            if (has == answer::unknown) unknown = &each;
        }
        if (unknown != nullptr) return {meaning::kind_type::unknown, unknown};
        if (sees_aliases && column.qualifier.text.empty())
            for (const result_column& each : found_.results)
                if (each.scope == level && is_alias(each, column.name)) return {meaning::kind_type::alias};
        if (found_.has_rows && column.qualifier.text.empty() && column.kind == reference_kind::column)
            for (const source& each : found_.sources)
                if (each.scope == level && is_called(each, column.name)) return {meaning::kind_type::row, &each};
        return {};
    }

    /// Whether the alias of a source gives the name to a column of it.
    constexpr bool gives_name(const source& each, const token& column) const {
        for (std::uint32_t i = each.first_name; i < each.end_of_names; ++i)
            if (found_.references[i].kind == reference_kind::alias && found_.references[i].name.names(column))
                return true;
        return false;
    }
    /// Whether a statement writes to a source of a scope: it can assign to no other.
    constexpr bool has_written(std::uint32_t level) const {
        for (const source& each : found_.sources)
            if (each.scope == level && each.is_written) return true;
        return false;
    }

    /// The term of the ORDER BY of a compound query that a reference is in; empty: in none.
    constexpr std::string_view term_of(const reference& column) const {
        if (!found_.scopes[column.scope].is_query) return {};
        for (const result_column& each : found_.results)
            if (each.scope == column.scope && is_inside(column, each.text)) return each.text;
        return {};
    }
    /// A term of a compound query is for the first SELECT that has it as a result (resolve.c).
    constexpr meaning mean_in_compound(const reference& column, std::string_view term) const {
        const bool is_whole = column.qualifier.text.empty() && is_same_result(term, column.name.text);
        for (std::uint32_t core = column.scope + 1; core < found_.scopes.size(); ++core) {
            if (found_.scopes[core].outer != column.scope || found_.scopes[core].is_query) continue;
            if (is_whole)
                for (const result_column& each : found_.results)
                    if (each.scope == core && is_alias(each, column.name)) return {meaning::kind_type::alias};
            if (is_ambiguous(core, column)) continue;
            for (const result_column& each : found_.results) {
                if (each.scope != core) continue;
                if (each.is_star || !is_same_result(term, each.text)) continue;
                const meaning here = mean_in(core, column, true);
                if (here.kind != meaning::kind_type::nothing && has(each, column.name, here)) return here;
            }
        }
        return {};
    }
    /// Whether several sources of a SELECT have a column that is not qualified and by which they are not joined.
    constexpr bool is_ambiguous(std::uint32_t core, const reference& column) const {
        if (!column.qualifier.text.empty()) return false;
        for (const reference& each : found_.references)
            if (each.scope == core && each.kind == reference_kind::joined && each.name.names(column.name)) return false;
        std::uint32_t count = 0;
        for (const source& each : found_.sources)
            if (each.scope == core && !each.is_alias && has_column(each, column.name, 0) == answer::yes) ++count;
        return count > 1;
    }
    /// Whether a result column refers to a column, and not to another of the same name.
    constexpr bool has(const result_column& result, const token& name, const meaning& wanted) const {
        for (const reference& each : found_.references)
            if (each.scope == result.scope && is_inside(each, result.text) && each.name.names(name))
                return mean_in(each.scope, each, false).from == wanted.from;
        return true;
    }
    static constexpr bool is_inside(const reference& each, std::string_view text) {
        const char* const place = each.name.text.data();
        return !text.empty() && place >= text.data() && place < text.data() + text.size();
    }

    static constexpr bool is_unnamed(const result_column& each) { return !each.is_star && each.name.text.empty(); }
    /// Whether a database may give a name to a result that has none: PostgreSQL a word in it, such as the function, or
    /// one of its own; the others its text.
    constexpr bool may_be_called(const result_column& each, const token& column) const {
        if (!is_unnamed(each)) return false;
        const std::string_view called = without_quotes(column);
        if (!found_.has_rows) return is_text(each.text, called);
        if (each.is_row || may_mention(each.text, called)) return true;
        for (const std::string_view own :
             {"?column?", "case",     "array",     "row",         "btrim",         "ltrim",
              "rtrim",    "timezone", "date_part", "bool",        "bit",           "varbit",
              "bpchar",   "int2",     "int4",      "int8",        "float4",        "float8",
              "numeric",  "varchar",  "timetz",    "timestamptz", "is_normalized", "pg_collation_for"})
            if (column.names(own)) return true;
        return false;
    }
    /// Whether a text is the name, apart from white space behind it and quotes around it.
    static constexpr bool is_text(std::string_view text, std::string_view name) {
        while (!text.empty() && (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')))
            text.remove_suffix(1);
        if (text.size() > 1 && text[0] == '\'' && text.back() == '\'') text = text.substr(1, text.size() - 2);
        return dialect::same_without_case(text, name);
    }
    /// Whether a term of ORDER BY, GROUP BY or HAVING can mean a result that has no name of its own.
    constexpr bool means_unnamed(const reference& column) const {
        const bool at_query = found_.scopes[column.scope].is_query;
        if (!column.qualifier.text.empty() || !(at_query && found_.has_rows ? column.is_term : column.sees_aliases))
            return false;
        for (const result_column& each : found_.results)
            if ((at_query ? found_.scopes[each.scope].outer : each.scope) == column.scope &&
                may_be_called(each, column.name))
                return true;
        return false;
    }

    /// Whether a term of ORDER BY refers to a result column by its alias.
    constexpr bool is_alias_in(std::uint32_t query, const token& name) const {
        for (const result_column& each : found_.results)
            if (found_.scopes[each.scope].outer == query && is_alias(each, name)) return true;
        return false;
    }
    /// Whether a result column has the name as its alias; a star counts for each of its columns.
    constexpr bool is_alias(const result_column& result, const token& name) const {
        return result.is_star ? star_has_column(result, name, 0) == answer::yes
                              : result.is_alias && result.name.names(name);
    }
    constexpr answer star_has_column(const result_column& star, const token& column, std::uint32_t depth) const {
        answer best = answer::no;
        for (const source& each : found_.sources) {
            if (each.scope != star.scope || !takes(star.qualifier, each)) continue;
            const answer has = has_column(each, column, depth);
            if (has == answer::yes) return has;
            if (has == answer::unknown) best = has;
        }
        return best;
    }

    constexpr answer has_column(const source& each, const token& column, std::uint32_t depth) const {
        if (gives_name(each, column)) return answer::yes;
        if (each.is_function) return each.has_no_other ? answer::no : answer::unknown;
        if (const common_query* const common = common_of(each)) return gives(common->query, column, depth + 1);
        if (each.query != no_scope) return gives(each.query, column, depth + 1);
        return lookup_(each, column);
    }

    /// Whether a query has a result column of this name.
    constexpr answer gives(std::uint32_t query, const token& column, std::uint32_t depth) const {
        if (depth > 16) return answer::unknown;  // the query refers to itself
        std::uint32_t level = query;
        if (!found_.scopes[query].has_names)
            for (++level; level < found_.scopes.size(); ++level)  // the first SELECT names the columns
                if (found_.scopes[level].outer == query && !found_.scopes[level].is_query) break;
        answer best = answer::no;
        bool has_results = false;
        for (const result_column& each : found_.results) {
            if (each.scope != level) continue;
            has_results = true;
            if (!each.is_star) {
                if (!each.name.text.empty() && each.name.names(column)) return answer::yes;
                if (may_be_called(each, column)) best = answer::unknown;
                continue;
            }
            const answer has = star_has_column(each, column, depth);
            if (has == answer::yes) return has;
            if (has == answer::unknown) best = has;
        }
        return has_results || !may_be_value(column) ? best : answer::unknown;
    }
    /// Whether a database may give the name to a column of VALUES: `column1`, or on MariaDB the text of the first row.
    constexpr bool may_be_value(const token& column) const {
        return (found_.is_for_server && !found_.has_rows) ||
            dialect::same_without_case(without_quotes(column).substr(0, 6), "column");
    }

    const reading& found_;
    Columns lookup_;
};

}  // namespace aludel::inline v0_1::syntax
