// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/sql/token.hpp>

#include <cstdint>  // uint8_t, uint32_t

namespace aludel::inline v0_1::syntax {

inline constexpr std::uint32_t no_scope = 0xFFFF'FFFF;

enum class reference_kind : std::uint8_t {
    column,     ///< or a word that is a value where no column is called so: TRUE, "text"
    joined,     ///< a column of USING
    target,     ///< a column that is written
    star,       ///< `*` or `t.*` of a SELECT
    function,
    type,
    collation,
    alias,      ///< where it is given
    index,      ///< INDEXED BY
    window,
    string,
    parameter,
};

/// Something that a text speaks of, where it does.
struct reference {
    reference_kind kind = reference_kind::column;
    token name{};
    token qualifier{};           ///< `t` of `t.a`; of `main.t.a` too
    std::uint32_t scope = 0;     ///< where its meaning is looked for first
    bool is_inner = false;       ///< of ORDER BY or GROUP BY, which mean nothing around their query
    bool sees_aliases = false;   ///< the aliases of its own SELECT can be meant, after the columns
    bool is_term = false;        ///< it is all of a term of ORDER BY: an alias is meant before a column
    bool has_schema = false;     ///< `main.t.a`
};

/// A table or query that columns can come from: of FROM, or what a statement writes to.
struct source {
    std::uint32_t scope = 0;
    token table{};                   ///< none: it is a query
    token schema{};
    token alias{};
    std::uint32_t query = no_scope;  ///< its scope
    bool is_function = false;        ///< a table-valued function
    bool is_written = false;
    bool is_alias = false;           ///< NEW, OLD, EXCLUDED: only `new.a` means it
};

/// A column of what a SELECT gives, by its name, or a star.
struct result_column {
    std::uint32_t scope = 0;
    token name{};             ///< its alias, or of the column that it is; none: an expression
    token qualifier{};        ///< of a star
    bool is_star = false;
    bool is_alias = false;
};

/// A query of WITH.
struct common_query {
    std::uint32_t scope = 0;  ///< that sees it
    token name{};
    std::uint32_t query = no_scope;
};

/// A level of names. A query has one, for its WITH and ORDER BY, and each SELECT of it has one in that.
struct scope {
    std::uint32_t outer = no_scope;
    bool is_query = false;
    bool is_inner = false;      ///< it stands in ORDER BY or GROUP BY
    bool sees_aliases = false;  ///< those of the SELECT that it stands in
    bool has_names = false;     ///< a query whose columns are named by WITH
};

/// What a text speaks of. Scope 0 is that of the text itself: the table that an expression belongs to.
struct reading {
    detail::vector<reference> references{};
    detail::vector<source> sources{};
    detail::vector<result_column> results{};
    detail::vector<common_query> commons{};
    detail::vector<scope> scopes{};
    token created{};         ///< the view or trigger that a statement makes
    token trigger_table{};
    bool opaque = false;     ///< something is not understood: nothing of this counts
    token not_understood{};  ///< where that began
};

}  // namespace aludel::inline v0_1::syntax
