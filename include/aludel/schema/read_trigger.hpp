// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/entries.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/read.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The name that a token stands for, without its quotes.
constexpr name name_of_token(const syntax::token& each, text_arena& arena) {
    if (each.kind == syntax::token_kind::word || each.text.size() < 2) return each.text;
    const char quote = each.text[0] == '[' ? ']' : each.text[0];
    std::string_view result = each.text.substr(1, each.text.size() - 2);
    for (std::size_t i = result.find(quote); quote != ']' && i != std::string_view::npos; i = result.find(quote, i + 1))
        result = arena.keep({result.substr(0, i), result.substr(i + 1)});  // drops the first of two quotes
    return result;
}

/// How much of a text there is from a token of it on.
constexpr std::size_t size_from(std::string_view sql, const syntax::token& first) {
    return sql.size() - static_cast<std::size_t>(first.text.data() - sql.data());
}

/// Reads CREATE TRIGGER as the operation that creates the same trigger, for one dialect. False: it is another
/// statement, or not understood, or creates a temporary trigger. The operation points into the text and the arena; `to`
/// is the statement as the database stores it.
constexpr bool read_trigger(std::string_view sql, op::dialect_id which, op::operations& out, text_arena& arena) {
    const syntax::lexicon& lexicon = syntax::lexicon_of(which);
    syntax::tokenizer tokens(sql, lexicon);
    if (!tokens.take("CREATE") || !tokens.take("TRIGGER")) return false;
    const syntax::reading found = syntax::read_statement(sql, lexicon);
    if (found.opaque) return false;
    op::operation result{};
    result.kind = op::operation_kind::create_trigger;
    result.object = name_of_token(found.created, arena), result.table = name_of_token(found.trigger_table, arena);
    result.cells.first = static_cast<std::uint32_t>(out.cells.size());
    if (tokens.take("IF")) tokens.take("NOT"), tokens.take("EXISTS");
    tokens.take();
    if (tokens.take('.')) tokens.take();
    if (tokens.take("AFTER")) result.timing = op::trigger_timing::after;
    else if (tokens.take("INSTEAD")) tokens.take("OF"), result.timing = op::trigger_timing::instead_of;
    else tokens.take("BEFORE");
    if (tokens.take("DELETE")) result.event = op::trigger_event::delete_;
    else if (!tokens.take("INSERT")) tokens.take("UPDATE"), result.event = op::trigger_event::update;
    if (tokens.take("OF")) do {
            out.cells.push_back({name_of_token(tokens.take(), arena), {}, 0});
            ++result.cells.count;
        } while (tokens.take(','));
    const char* const begin = found.trigger_begin.text.data();
    if (const char* const when = found.trigger_when.text.data(); when != begin)
        result.text = op::text_of(syntax::without_parentheses(
            syntax::trimmed_statements({when + 4, static_cast<std::size_t>(begin - when - 4)}, lexicon), lexicon));
    const std::string_view body = syntax::trimmed_statements(
        sql.substr(static_cast<std::size_t>(begin - sql.data()) + found.trigger_begin.text.size()), lexicon);
    out.texts.push_back(
        {which, op::text_of(syntax::trimmed_statements(body.substr(0, body.size() - 3), lexicon))});  // without END
    result.texts = {static_cast<std::uint32_t>(out.texts.size() - 1), 1};
    result.to =
        arena.keep({"CREATE TRIGGER ",
                    syntax::trimmed_statements({found.created.text.data(), size_from(sql, found.created)}, lexicon)});
    out.list.push_back(result);
    return true;
}

/// Adds a trigger that was read to a schema, in place of one of the same name.
constexpr trigger_entry& add_trigger(schema& state, owned_operation&& read) {
    const name called(read.list.list[0].object);
    if (const std::uint32_t old = state.triggers.find(called); old != state.triggers.none) state.triggers.remove(old);
    trigger_entry& entry = state.triggers.add(called);
    entry.hold(static_cast<owned_operation&&>(read));
    return entry;
}

}  // namespace aludel::inline v0_1::detail
