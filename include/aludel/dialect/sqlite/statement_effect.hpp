// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/statement_effect.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// What a statement of SQLite does to other connections. There is one lock, of the whole file, for whoever writes,
/// until the transaction ends; in WAL mode others read on. What differs is how long a statement takes: a table that is
/// rebuilt or loses a column is written anew, and where rows may break what a statement adds, each is read.
constexpr statement_effect effect_of(std::string_view sql) {
    syntax::tokenizer tokens(sql);
    const syntax::token verb = tokens.take();
    statement_effect effect{};
    if (verb.is("SELECT") || verb.is("PRAGMA") || verb.is("EXPLAIN")) return effect;
    effect.lock = "RESERVED", effect.blocks = "writes", effect.note = "of the whole file";
    if (sql.find(rebuilt_prefix) != std::string_view::npos) {
        effect.rewrites = true;
    } else if (verb.is("CREATE")) {
        effect.scans = tokens.take("INDEX") || (tokens.take("UNIQUE") && tokens.take("INDEX"));
    } else if (verb.is("VACUUM")) {
        effect.rewrites = true;
    } else if (verb.is("ALTER") && tokens.take("TABLE")) {
        syntax::token action = tokens.take();
        if (tokens.take('.')) action = tokens.take();
        action = tokens.take();
        effect.rewrites = action.is("DROP") && !tokens.peek().is("CONSTRAINT");
        const bool adds = action.is("ADD"), sets = action.is("ALTER");
        while (tokens.peek().kind != syntax::token_kind::end) {
            const syntax::token each = tokens.take();
            effect.scans =
                effect.scans || (adds && (each.is("CHECK") || each.is("GENERATED"))) || (sets && each.is("SET"));
        }
    }
    return effect;
}

}  // namespace aludel::inline v0_1::sqlite_dialect
