// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// Whether a name is a keyword of SQL that must be quoted where it is a name.
constexpr bool is_reserved(std::string_view word) {
    for (const std::string_view each :
         {"add",     "all",    "alter",   "and",         "as",      "between",    "by",     "case",   "check",
          "column",  "create", "default", "delete",      "desc",    "distinct",   "drop",   "else",   "exists",
          "foreign", "from",   "full",    "grant",       "group",   "having",     "in",     "index",  "insert",
          "into",    "is",     "join",    "key",         "left",    "like",       "limit",  "not",    "null",
          "offset",  "on",     "or",      "order",       "primary", "references", "right",  "select", "set",
          "table",   "then",   "to",      "transaction", "trigger", "union",      "unique", "update", "user",
          "using",   "values", "view",    "when",        "where",   "with"})
        if (dialect::same_without_case(word, each)) return true;
    return false;
}

/// AL808: a table or column is named like a keyword. Aludel quotes every name; hand-written SQL often does not.
constexpr void reserved_word(const subject& change, std::string_view verb, std::string_view what, const name& called) {
    if (!is_enabled(change.context, rule::reserved_word) || !is_reserved(called)) return;
    change.refuse(rule::reserved_word,
                  {verb, ": ", what, " `", called,
                   "` is called like a word of SQL, and whoever writes SQL must quote it. Give it another name"});
}

}  // namespace aludel::inline v0_1::review
