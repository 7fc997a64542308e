// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/read.hpp>
#include <aludel/sql/resolve.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/texts.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // ptrdiff_t, size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// A view has the columns that it had when it was created: PostgreSQL replaces a star then, and keeps the names of the
// view's own columns when those of its tables are renamed.

namespace aludel::inline v0_1::postgresql_dialect {

/// What stands instead of a star: the columns of its tables; empty where they are not all known.
constexpr sql_text columns_of_star(const schema& state, const syntax::reading& found, const syntax::reference& star,
                                   const name& renamed) {
    sql_text text;
    const syntax::resolver resolve(found, detail::column_lookup{&state});
    for (const syntax::reference& each : found.references)
        if (each.kind == syntax::reference_kind::joined && each.scope == star.scope) return {};
    for (const syntax::source& each : found.sources) {
        if (each.scope != star.scope || !resolve.takes(star.qualifier, each)) continue;
        op::table_view table{};
        for (const detail::table_entry& known : state.tables.entries())
            if (known.alive && resolve.is_table(each, known.name)) table = known.view();
        if (!table) return {};
        const syntax::token& qualifier = each.alias.text.empty() ? each.table : each.alias;
        for (const op::column& column : table.columns()) {
            if (!text.view().empty()) text.put(", ");
            dialect::put_identifier(text.put(qualifier.text).put("."), column.name);
            if (column.name == renamed) dialect::put_identifier(text.put(" AS "), column.name);
        }
    }
    return text;
}

/// A query whose results named `renamed` say so (`a AS a`), and whose stars are replaced by columns; the query itself
/// where nothing changes or it is not understood.
constexpr std::string_view pinned(schema& state, std::string_view sql, const name& renamed) {
    const syntax::reading found = syntax::read_query(sql, syntax::postgresql_lexicon);
    if (found.opaque || syntax::may_mention(sql, "natural")) return sql;
    struct edit {
        const char* first = nullptr;
        const char* end = nullptr;
        sql_text text{};
    };
    detail::vector<edit> edits;
    for (const syntax::result_column& each : found.results) {
        if (each.is_alias || each.is_star || each.name.text.empty() || renamed.empty() || !each.name.names(renamed))
            continue;
        const char* const end = each.name.text.data() + each.name.text.size();
        syntax::tokenizer behind({end, static_cast<std::size_t>(sql.data() + sql.size() - end)},
                                 syntax::postgresql_lexicon);
        const syntax::token next = behind.peek();
        if (!next.is(',') && next.kind != syntax::token_kind::word && next.kind != syntax::token_kind::end) continue;
        edits.push_back({end, end, {}});
        edits.back().text.put(" AS ").put(each.name.text);
    }
    for (const syntax::reference& each : found.references) {
        if (each.kind != syntax::reference_kind::star) continue;
        sql_text columns = columns_of_star(state, found, each, renamed);
        if (columns.view().empty()) continue;
        const char* const end = each.name.text.data() + each.name.text.size();
        const char* const first = each.qualifier.text.empty() ? each.name.text.data() : each.qualifier.text.data();
        edits.push_back({first, end, {}});
        edits.back().text.put(columns.view());
    }
    if (edits.empty()) return sql;
    detail::sort(edits, [](const edit& one, const edit& other) { return one.first < other.first; });
    sql_text text;
    const char* place = sql.data();
    for (const edit& each : edits) {
        text.put(place, static_cast<std::size_t>(each.first - place)).put(each.text.view());
        place = each.end;
    }
    text.put(place, static_cast<std::size_t>(sql.data() + sql.size() - place));
    return state.arena.keep({text.view()});
}

/// Writes the columns of views that read a table into their queries, before an operation that would change them.
constexpr void pin_views(schema& state, const op::operation& operation) {
    using kind = op::operation_kind;
    const bool renames = operation.kind == kind::rename_column ||
        (operation.kind == kind::alter_column && op::has(operation.changes, op::change::name));
    if (!renames && operation.kind != kind::add_column) return;
    for (std::uint32_t i = 0; i < state.views.entries().size(); ++i) {
        const detail::view_entry& view = state.views[i];
        const op::dialect_text* const query =
            view.alive ? dialect::text_for(op::dialect_id::postgresql, *view.arrays, view.get()) : nullptr;
        if (query == nullptr ||
            !syntax::query_uses_table(query->sql, operation.table, detail::column_lookup{&state},
                                      syntax::postgresql_lexicon))
            continue;
        const std::string_view text = pinned(state, query->sql, renames ? name(operation.object) : name());
        if (text.data() == query->sql.data) continue;
        const std::ptrdiff_t which = query - (view.arrays->texts + view.get().texts.first);
        detail::view_entry& changed = state.views.change(i);
        op::operations& own = changed.edit();
        own.texts[own.list[0].texts.first + static_cast<std::size_t>(which)].sql = op::text_of(text);
        changed.renew();
    }
}

}  // namespace aludel::inline v0_1::postgresql_dialect
