// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/io/migration_error.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::postgresql_dialect {

using online::flow;
using online::reply;

/// A statement that existing rows can contradict, as written.
struct row_clause {
    enum class kind { none, unique, check, foreign_key, not_null, validation };
    kind what = kind::none;
    std::string table;
    std::string terms;                 ///< columns, expressions or the name of a constraint
    std::string where;                 ///< of a unique index
    std::string parent, parent_terms;  ///< of a foreign key; the terms may be left out

    explicit operator bool() const { return what != kind::none; }
};

/// Reads the name of a table, as written.
inline std::string take_relation(syntax::tokenizer& reader) {
    std::string written(reader.take().text);
    if (reader.take('.')) written.append(".").append(reader.take().text);
    return written;
}

/// Reads `UNIQUE (...)` and what else can stand behind ADD CONSTRAINT.
inline void read_clause(syntax::tokenizer& reader, row_clause& found) {
    using kind = row_clause::kind;
    const bool refers = reader.take("FOREIGN");
    const bool is_check = !refers && reader.take("CHECK");
    const bool is_unique = !refers && !is_check && (reader.take("UNIQUE") || reader.take("PRIMARY"));
    reader.take("KEY");
    if ((!refers && !is_check && !is_unique) || !reader.peek().is('(')) return;
    found.what = refers ? kind::foreign_key : is_check ? kind::check : kind::unique;
    found.terms = reader.take_parentheses();
    if (!refers) return;
    reader.take("REFERENCES");
    found.parent = take_relation(reader);
    if (reader.peek().is('(')) found.parent_terms = reader.take_parentheses();
}

/// Reads CREATE UNIQUE INDEX and ALTER TABLE with one constraint, VALIDATE CONSTRAINT or SET NOT NULL.
inline row_clause clause_of(std::string_view sql) {
    using kind = row_clause::kind;
    row_clause found;
    syntax::tokenizer reader(sql, syntax::postgresql_lexicon);
    const auto take_table = [&] {
        reader.take("ONLY");
        found.table = take_relation(reader);
    };
    if (reader.take("CREATE")) {
        if (!reader.take("UNIQUE", "INDEX")) return found;
        reader.skip_to("ON");
        take_table();
        if (reader.take("USING")) reader.take();
        if (!reader.peek().is('(')) return found;
        found.what = kind::unique;
        found.terms = reader.take_parentheses();
        if (reader.skip_to("WHERE")) found.where = reader.rest();
        return found;
    }
    if (!reader.take("ALTER", "TABLE")) return found;
    reader.take("IF", "EXISTS");
    take_table();
    if (reader.take("ADD")) {
        if (reader.take("CONSTRAINT")) reader.take();
        read_clause(reader, found);
    } else if (reader.take("VALIDATE", "CONSTRAINT")) {
        found.what = kind::validation;
        found.terms = reader.take().text;
    } else if (reader.take("ALTER")) {
        reader.take("COLUMN");
        found.terms = reader.take().text;
        if (reader.take("SET", "NOT")) found.what = kind::not_null;
    }
    return found;
}

/// The elements of a list, without an order of an index behind them.
inline std::vector<std::string> elements_of(std::string_view list) {
    std::vector<std::string> result(1);
    std::size_t depth = 0;
    syntax::tokenizer reader(list, syntax::postgresql_lexicon);
    for (bool is_order = false; reader.peek().kind != syntax::token_kind::end;) {
        const syntax::token each = reader.take();
        depth += each.is('(') ? 1 : 0;
        depth -= each.is(')') ? 1 : 0;
        const bool is_end = depth == 0 && each.is(',');
        is_order = !is_end && (is_order || (depth == 0 && (each.is("ASC") || each.is("DESC") || each.is("NULLS"))));
        if (is_end) result.emplace_back();
        else if (!is_order) result.back().append(result.back().empty() ? "" : " ").append(each.text);
    }
    return result;
}
/// The elements, each with a text before and behind it, and one between them.
inline std::string joined(const std::vector<std::string>& list, std::string_view before, std::string_view behind,
                          std::string_view between) {
    std::string result;
    for (const std::string& each : list) {
        if (!result.empty()) result += between;
        result.append(before).append(each).append(behind);
    }
    return result;
}

/// Finds the rows because of which a constraint refused a statement, as they were before it. An error on the way only
/// means that no rows are known.
template <class Dialogue>
class row_inquiry {
public:
    explicit row_inquiry(Dialogue& channel) : channel_(channel) {}

    /// The rows that contradict a statement.
    flow<offending_rows> ask(row_clause clause) {
        using kind = row_clause::kind;
        offending_rows found;
        if (clause.what == kind::validation) co_await read_definition(clause);
        const std::vector<std::string> terms = elements_of(clause.terms);
        std::string condition, order = "1";
        if (clause.what == kind::not_null) condition = clause.terms + " IS NULL";
        else if (clause.what == kind::check) condition = "NOT (" + clause.terms + ")";
        else if (clause.what == kind::unique) {
            order = joined(terms, "", "", ", ");
            const std::string filter = clause.where.empty() ? std::string() : " WHERE " + clause.where;
            condition = "(" + order + ") IN (SELECT " + order + " FROM " + clause.table + filter + " GROUP BY " +
                order + " HAVING count(*) > 1)" + (filter.empty() ? "" : " AND (" + clause.where + ")");
        } else if (clause.what == kind::foreign_key) {
            std::vector<std::string> parents = elements_of(clause.parent_terms);
            if (clause.parent_terms.empty()) parents = co_await key_of(clause.parent);
            if (parents.size() != terms.size()) co_return found;
            condition = joined(terms, clause.table + ".", " IS NOT NULL", " AND ") + " AND NOT EXISTS (SELECT 1 FROM " +
                clause.parent + " AS parent_row WHERE ";
            for (std::size_t i = 0; i < terms.size(); ++i)
                condition +=
                    (i == 0 ? "parent_row." : " AND parent_row.") + parents[i] + " = " + clause.table + "." + terms[i];
            condition += ")";
        }
        if (condition.empty()) co_return found;
        co_await select(found, clause, condition, order);
        co_return found;
    }

private:
    /// Replaces the name of a constraint by what it is.
    flow<> read_definition(row_clause& clause) {
        sql_text sql;
        sql.put("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = to_regclass(");
        dialect::put_string(sql, clause.table);
        dialect::put_string(sql.put(") AND quote_ident(conname) IN (quote_ident("), clause.terms);
        dialect::put_string(sql.put("), "), clause.terms);
        const query_result rows = co_await rows_of(sql.put(")").str());
        if (rows.empty()) co_return;
        const std::string definition = online::cell(rows[0], 0);
        syntax::tokenizer reader(definition, syntax::postgresql_lexicon);
        read_clause(reader, clause);
    }

    /// The columns of the primary key of a table, in the form of SQL.
    flow<std::vector<std::string>> key_of(std::string table) {
        sql_text sql;
        dialect::put_string(
            sql.put("SELECT quote_ident(attname) FROM pg_index JOIN pg_attribute ON attrelid = indrelid "
                    "AND attnum = ANY(indkey::int2[]) WHERE indisprimary AND indrelid = to_regclass("),
            table);
        const query_result rows = co_await rows_of(sql.put(") ORDER BY array_position(indkey::int2[], attnum)").str());
        std::vector<std::string> result;
        for (const row_values& row : rows) result.push_back(online::cell(row, 0));
        co_return result;
    }

    /// The rows for which a condition holds: the key, or the place of the row, and the columns that the clause names.
    flow<> select(offending_rows& found, row_clause clause, std::string condition, std::string order) {
        std::vector<std::string> shown = co_await key_of(clause.table);
        if (shown.empty()) shown.emplace_back("ctid");
        sql_text sql;
        dialect::put_string(sql.put("SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = to_regclass("),
                            clause.table);
        dialect::put_string(sql.put(") AND attnum > 0 AND NOT attisdropped AND "), clause.terms);
        sql.put(" ~* ('\\m' || regexp_replace(attname, '\\W', '.', 'g') || '\\M') ORDER BY attnum");
        const query_result named = co_await rows_of(sql.str());
        const std::size_t keys = shown.size();
        for (const row_values& row : named) {
            bool is_new = true;
            for (std::size_t i = 0; i < keys; ++i) is_new = is_new && shown[i] != online::cell(row, 0);
            if (is_new) shown.push_back(online::cell(row, 0));
        }
        query_result rows = co_await rows_of("SELECT " + joined(shown, "left(", "::text, 60)", ", ") + " FROM " +
                                             clause.table + " WHERE " + condition + " ORDER BY " + order + ", " +
                                             joined(shown, "", "", ", ") + " LIMIT 6");
        if (rows.empty()) co_return;
        found.table = unquoted(clause.table);
        for (const std::string& each : shown) found.columns.push_back(unquoted(each));
        found.has_more = rows.size() > offending_rows::most;
        if (found.has_more) rows.pop_back();
        found.rows = std::move(rows);
    }

    static std::string unquoted(std::string text) {
        std::string result;
        for (const char each : text)
            if (each != '"') result += each;
        return result;
    }

    flow<query_result> rows_of(std::string sql) {
        reply result = co_await channel_.query(sql);
        co_return std::move(result.rows);
    }

    Dialogue& channel_;
};

}  // namespace aludel::inline v0_1::postgresql_dialect
