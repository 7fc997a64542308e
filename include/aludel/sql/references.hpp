// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/sql/token.hpp>

#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// The index of a scope that does not exist.
inline constexpr std::uint32_t no_scope = 0xFFFF'FFFF;

/// What a name in a text refers to, as far as its position tells.
enum class reference_kind : std::uint8_t {
    column,  ///< or a word or "text" that is a value if there is no such column, such as TRUE
    joined,  ///< a column in USING
    target,  ///< a column that is assigned or inserted
    star,    ///< `*` or `t.*` of a SELECT
    function,
    type,
    collation,
    alias,  ///< the definition of an alias
    index,  ///< the index after INDEXED BY
    window,
    string,
    parameter,
};

/// A name in a text, at its position.
struct reference {
    reference_kind kind = reference_kind::column;
    token name{};
    token qualifier{};          ///< `t` in `t.a` and in `main.t.a`
    std::uint32_t scope = 0;    ///< where its lookup begins
    bool is_inner = false;      ///< in ORDER BY or GROUP BY, which cannot refer to enclosing queries
    bool sees_aliases = false;  ///< can refer to aliases of its own SELECT, after the columns
    bool is_term = false;       ///< a whole term of ORDER BY: aliases come before columns
    token schema{};             ///< `main` in `main.t.a`
};

/// A table or subquery that columns can come from: in FROM, or the table that a statement writes to.
struct source {
    std::uint32_t scope = 0;
    token table{};  ///< empty for a subquery
    token schema{};
    std::uint32_t schema_hash = 0;  ///< of the table that the text belongs to, see `schema_hash_of`
    token alias{};
    std::uint32_t query = no_scope;  ///< the scope of the subquery
    bool is_function = false;        ///< a table-valued function
    bool is_written = false;
    bool is_operand = false;         ///< the table of `a IN t`, which a rename of the table does not follow
    bool is_alias = false;           ///< NEW, OLD or EXCLUDED: only a qualified name such as `new.a` refers to it
    std::uint32_t first_name = 0;    ///< among the references: the names that its alias gives to its columns
    std::uint32_t end_of_names = 0;  ///< behind them
    bool has_no_other = false;       ///< it has no column but those
};

/// A result column of a SELECT, or a star. Of the scope of a query: a term by which a compound one is ordered.
struct result_column {
    std::uint32_t scope = 0;
    token name{};       ///< the alias or the column's name; empty for other expressions
    token qualifier{};  ///< `t` in `t.*`
    bool is_star = false;
    bool is_alias = false;
    bool is_row = false;      ///< `(x).*`: what its columns are is not known
    std::string_view text{};  ///< the expression
};

/// A common table expression (WITH).
struct common_query {
    std::uint32_t scope = 0;  ///< the scope that can refer to it
    token name{};
    std::uint32_t query = no_scope;
};

/// A scope of names. A query has one for its WITH and ORDER BY, and each of its SELECTs has one nested in that.
struct scope {
    std::uint32_t outer = no_scope;
    bool is_query = false;
    bool is_inner = false;      ///< inside ORDER BY or GROUP BY
    bool sees_aliases = false;  ///< can refer to the aliases of the enclosing SELECT
    bool has_names = false;     ///< a query whose columns are named in WITH
};

/// All names that a text refers to. Scope 0 belongs to the text itself, such as the table of an expression.
struct reading {
    detail::vector<reference> references{};
    detail::vector<source> sources{};
    detail::vector<result_column> results{};
    detail::vector<common_query> commons{};
    detail::vector<scope> scopes{};
    token created{};  ///< the view or trigger that the statement creates
    token trigger_table{};
    token trigger_when{};        ///< the token behind the table of a trigger: WHEN or BEGIN
    token trigger_begin{};       ///< the BEGIN of a trigger
    bool is_for_server = false;  ///< there are no numbers of rows, and what is in double quotes is a name
    bool has_rows = false;       ///< the name of a source alone is its row, where there is no such column (PostgreSQL)
    bool opaque = false;         ///< the text was not understood: nothing else in here is valid
    token not_understood{};      ///< the first token that was not understood
};

}  // namespace aludel::inline v0_1::syntax
