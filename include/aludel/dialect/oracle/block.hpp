// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/tokenizer.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::oracle_dialect {

/// Whether SQL begins with a block of PL/SQL, or with a definition that has one: SQL*Plus reads it to a line with a
/// slash, and its semicolons are part of it.
constexpr bool begins_block(std::string_view sql) {
    syntax::tokenizer tokens(sql, syntax::oracle_lexicon);
    const syntax::token verb = tokens.take();
    if (verb.is("begin") || verb.is("declare") || verb.is('<')) return true;  // <<label>>
    if (verb.is("with")) return tokens.peek().is("function") || tokens.peek().is("procedure");
    if (!verb.is("create")) return false;
    while (tokens.peek().is("or") || tokens.peek().is("replace") || tokens.peek().is("editionable") ||
           tokens.peek().is("noneditionable"))
        tokens.skip();
    for (const std::string_view each : {"function", "procedure", "package", "trigger", "type", "library"})
        if (tokens.peek().is(each)) return true;
    return false;
}

}  // namespace aludel::inline v0_1::oracle_dialect
