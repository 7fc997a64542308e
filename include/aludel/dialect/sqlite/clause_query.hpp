// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/quote.hpp>

#include <string_view>  // string_view

// A script has no reader but SQL: a recursive query that takes the stored text of a table apart, token by token.

namespace aludel::inline v0_1::sqlite_dialect {

using namespace std::string_view_literals;

/// The common table expression `clause(side, known, ..., what)` over `text(side, known, sql)`: in `what` each clause of
/// a CREATE TABLE that no pragma reports and that has an effect; otherwise null. It takes three steps for a token: its
/// size, its normalized form, what it means. `low` finds the parentheses around the whole of an expression.
inline constexpr std::string_view clause_expression =
    "clause(side, known, rest, size, word, token, before, depth, inside, held, low, what) AS (\n"
    "    SELECT side, known, sql, NULL, NULL, '', '', 0, NULL, '', 0, NULL FROM text\n"
    "    UNION ALL SELECT side, known,\n"
    "    CASE WHEN word IS NULL THEN rest ELSE substr(rest, size + 1) END,\n"
    "    CASE WHEN size IS NULL THEN CASE\n"
    "        WHEN ltrim(rest, char(9, 10, 12, 13, 32)) <> rest THEN length(rest) - length(ltrim(rest, char(9, 10, 12, "
    "13, 32)))\n"
    "        WHEN substr(rest, 1, 2) = '--' THEN instr(rest || char(10), char(10))\n"
    "        WHEN substr(rest, 1, 2) = '/*' THEN instr(substr(rest, 3) || '*/', '*/') + 3\n"
    // A doubled quote does not end what stands in quotes.
    "        WHEN substr(rest, 1, 1) IN ('''', '\"', '`') THEN instr(replace(substr(rest, 2), substr(rest, 1, 1) || "
    "substr(rest, 1, 1), '  '), substr(rest, 1, 1)) + 1\n"
    "        WHEN substr(rest, 1, 1) = '[' THEN instr(rest, ']')\n"
    "        ELSE max(1, length(rest) - length(ltrim(rest, "
    "'$0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'))) END\n"
    "        WHEN word IS NULL THEN size END,\n"
    "    CASE WHEN word IS NULL AND size > 0 THEN CASE\n"
    "        WHEN substr(rest, 1, 1) = '''' THEN substr(rest, 1, size)\n"
    "        WHEN substr(rest, 1, 1) = '[' THEN lower(substr(rest, 2, size - 2))\n"
    "        WHEN substr(rest, 1, 1) IN ('\"', '`') THEN lower(replace(substr(rest, 2, size - 2), "
    "substr(rest, 1, 1) || substr(rest, 1, 1), substr(rest, 1, 1)))\n"
    "        WHEN size > 1 AND substr(rest, 1, 2) IN ('--', '/*') THEN ''\n"
    "        ELSE lower(trim(substr(rest, 1, size), char(9, 10, 12, 13, 32))) END END,\n"
    "    CASE WHEN substr(rest, 1, 1) IN ('''', '\"', '`', '[') THEN '\"' ELSE lower(substr(rest, 1, size)) END,\n"
    "    CASE WHEN word > '' THEN substr(before || ' ' || token, -40) ELSE before END,\n"
    "    CASE WHEN word IS NULL THEN depth ELSE depth + (token = '(') - (token = ')') END,\n"
    "    CASE WHEN word IS NULL OR word = '' THEN inside\n"
    "        WHEN inside IS NULL THEN CASE WHEN token = '(' AND depth = 1 AND (before LIKE '% check' OR before LIKE '% "
    "as') THEN '' END\n"
    "        WHEN token = ')' AND depth = 2 THEN NULL\n"
    "        WHEN held = '' OR (token = '.' AND held GLOB '[^0-9(,=<>+*/|&%~-]*') THEN inside\n"
    "        ELSE inside || ' ' || held END,\n"
    "    CASE WHEN word IS NULL OR word = '' THEN held\n"
    "        WHEN inside IS NULL OR (token = '.' AND held GLOB '[^0-9(,=<>+*/|&%~-]*') THEN '' ELSE word END,\n"
    "    CASE WHEN word IS NULL OR word IN ('', '(', ')') THEN low WHEN inside IS NULL THEN 99 ELSE min(low, depth) "
    "END,\n"
    "    CASE WHEN word IS NULL THEN NULL\n"
    "        WHEN inside IS NOT NULL THEN CASE WHEN token = ')' AND depth = 2\n"
    "            THEN substr(inside || ' ' || held, 2 * low - 2, length(inside || held) + 8 - 4 * low) END\n"
    "        WHEN token = 'autoincrement' THEN token\n"
    "        WHEN before LIKE '% collate' AND word NOT IN ('', 'binary') THEN 'collate ' || word\n"
    "        WHEN before LIKE '% on conflict' AND word NOT IN ('', 'abort') THEN 'on conflict ' || word\n"
    "        WHEN token = 'deferred' AND before LIKE '% initially' AND before NOT LIKE '% not deferrable initially' "
    "THEN token\n"
    "        WHEN depth = 0 AND token = 'strict' AND (before LIKE '% )' OR before LIKE '% ,') THEN token\n"
    "        WHEN depth = 0 AND token = 'rowid' AND before LIKE '% without' THEN token END\n"
    "    FROM clause WHERE rest <> '')"sv;

}  // namespace aludel::inline v0_1::sqlite_dialect
