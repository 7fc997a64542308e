// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/triggers.hpp>
#include <aludel/sql/rename.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// Renames inside SQL texts: expressions of a table and its indexes, queries of views, and triggers. The result must
// equal what the database writes at a RENAME, otherwise the next rebuild creates another table than the existing one. A
// text that is not understood is not changed.

namespace aludel::inline v0_1::detail {

/// A rename of a table, or of a column of it.
struct text_rename {
    aludel::schema& schema;
    name table{};
    name column{};  ///< empty: the table is renamed
    name to{};
    std::string_view* unread = nullptr;  ///< set to a text that is not understood and has the name in it

    [[nodiscard]] constexpr bool may_concern(std::string_view sql) const {
        return syntax::may_mention(sql, column.empty() ? table : column);
    }

    [[nodiscard]] constexpr const syntax::lexicon& lexicon() const { return schema.lexicon_of(); }

    constexpr std::string_view apply(std::string_view sql, const syntax::reading& found) const {
        if (found.opaque && unread != nullptr && syntax::mentions(sql, column.empty() ? table : column, lexicon()))
            *unread = sql;
        const column_lookup lookup{&schema};
        return column.empty() ? syntax::with_table_renamed(sql, found, table, to, lookup, schema.arena)
                              : syntax::with_column_renamed(sql, found, table, column, to, lookup, schema.arena);
    }
    constexpr std::string_view expression(std::string_view sql) const {
        return apply(sql, syntax::read_expression(sql, table, lexicon()));
    }
    /// The elements of an exclusion constraint, `room WITH =, lower(name) text_ops WITH =`: each begins with a name, a
    /// call or an expression in parentheses.
    constexpr std::string_view elements(std::string_view sql) const {
        std::string_view text;
        std::size_t written = 0;
        bool begins = true;
        for (syntax::tokenizer tokens(sql, lexicon()); tokens.peek().kind != syntax::token_kind::end;) {
            if (!begins) {
                begins = tokens.peek().is(',');
                if (tokens.peek().is('(')) tokens.take_parentheses();
                else tokens.take();
                continue;
            }
            const std::size_t first = tokens.place();
            if (!tokens.peek().is('(')) do
                    tokens.take();
                while (tokens.take('.'));
            if (tokens.peek().is('(')) tokens.take_parentheses();
            const std::string_view renamed = expression(sql.substr(first, tokens.place() - first));
            text = schema.arena.keep({text, sql.substr(written, first - written), renamed});
            written = tokens.place(), begins = false;
        }
        return schema.arena.keep({text, sql.substr(written)});
    }
    constexpr std::string_view query(const op::dialect_text& text) const {
        return apply(text.sql, syntax::read_query(text.sql, schema.lexicon_of(text.dialect)));
    }
};

/// Renames in the expressions of a table.
constexpr void rename_in_table(const text_rename& rename, std::uint32_t which) {
    const op::table_view view = rename.schema.tables[which].view();
    const auto is_in_default = [&](const op::column& each) {
        return each.default_value.kind == op::value_kind::expression && rename.may_concern(each.default_value.text);
    };
    bool concerned = false;
    for (const op::column& each : view.columns())
        concerned = concerned || (each.expression.size != 0 && rename.may_concern(each.expression)) ||
            (each.fill.size != 0 && rename.may_concern(each.fill)) || is_in_default(each);
    for (const op::constraint& each : view.constraints())
        concerned = concerned || (each.expression.size != 0 && rename.may_concern(each.expression)) ||
            (each.where.size != 0 && rename.may_concern(each.where));
    if (!concerned) return;
    table_entry& entry = rename.schema.tables.change(which);
    op::operations& list = entry.edit();
    entry.renew();
    for (op::column& each : list.columns) {
        if (each.expression.size != 0 && rename.may_concern(each.expression))
            each.expression = rename.expression(each.expression);
        if (each.fill.size != 0 && rename.may_concern(each.fill)) each.fill = rename.expression(each.fill);
        if (is_in_default(each)) each.default_value.text = rename.expression(each.default_value.text);
    }
    for (op::constraint& each : list.constraints) {
        if (!each.expression.empty() && rename.may_concern(each.expression))
            each.expression = each.kind == op::constraint_kind::exclusion ? rename.elements(each.expression)
                                                                          : rename.expression(each.expression);
        if (each.where.size != 0 && rename.may_concern(each.where)) each.where = rename.expression(each.where);
    }
    entry.renew();
}

/// Renames in the expressions of the indexes of a table.
constexpr void rename_in_indexes(const text_rename& rename, std::uint32_t which) {
    for (std::uint32_t next = rename.schema.tables[which].last_index; next != 0;) {
        const std::uint32_t place = next - 1;
        const index_entry& index = rename.schema.indexes[place];
        next = index.before;
        if (!index.alive) continue;
        bool concerned = index.get().where.size != 0 && rename.may_concern(index.get().where);
        for (const op::index_part& part : index.parts())
            concerned = concerned || (part.expression.size != 0 && rename.may_concern(part.expression));
        if (!concerned) continue;
        index_entry& changed = rename.schema.indexes.change(place);
        op::operations& own = changed.edit();
        for (op::index_part& part : own.parts)
            if (rename.may_concern(part.expression)) part.expression = rename.expression(part.expression);
        if (rename.may_concern(own.indexes[0].where)) own.indexes[0].where = rename.expression(own.indexes[0].where);
        changed.renew();
    }
}

/// Renames in the queries of all views.
constexpr void rename_in_views(const text_rename& rename) {
    for (std::uint32_t i = 0; i < rename.schema.views.entries().size(); ++i) {
        const view_entry& found = rename.schema.views[i];
        bool concerned = false;
        if (!found.alive) continue;
        for (const op::dialect_text& query : found.queries())
            concerned = concerned || (syntax::may_mention(query.sql, rename.table) && rename.may_concern(query.sql));
        if (!concerned) continue;
        view_entry& view = rename.schema.views.change(i);
        for (op::dialect_text& query : view.edit().texts) query.sql = rename.query(query);
        view.renew();
    }
}

/// Renames in triggers, or in indexes of raw SQL: in their texts, in UPDATE OF, and the table that they belong to.
constexpr void rename_in_triggers(const text_rename& rename, catalog<trigger_entry>& triggers) {
    for (std::uint32_t i = 0; i < triggers.entries().size(); ++i) {
        const trigger_entry& found = triggers[i];
        if (!found.alive) continue;
        const bool is_own = found.get().table == rename.table;
        bool concerned = is_own;
        for (std::uint32_t k = 0; k < text_count(found); ++k)
            concerned = concerned ||
                (syntax::may_mention(text_of(found, k), rename.table) && rename.may_concern(text_of(found, k)));
        if (!concerned) continue;
        trigger_entry& trigger = triggers.change(i);
        op::operations& own = trigger.edit();
        op::operation& create = own.list[0];
        const name table = create.table;
        if (!create.text.empty())
            create.text = rename.apply(create.text, syntax::read_condition(create.text, table, rename.lexicon()));
        for (op::dialect_text& each : own.texts)
            each.sql =
                rename.apply(each.sql, syntax::read_body(each.sql, table, rename.schema.lexicon_of(each.dialect)));
        if (!create.to.empty())
            create.to = rename.apply(create.to, syntax::read_statement(create.to, rename.lexicon()));
        if (is_own && rename.column.empty()) create.table = rename.to;
        for (op::cell& each : own.cells)
            if (is_own && each.column == rename.column) each.column = rename.to;
        trigger.renew();
    }
}

/// Renames a column in all SQL texts. Called before the column itself is renamed. `unread` is set to a text that is not
/// understood and may refer to the column, so that only the database would change it.
constexpr void rename_column_in_texts(schema& schema, std::uint32_t which, const name& old_name, const name& new_name,
                                      std::string_view* unread) {
    const text_rename rename{schema, schema.tables[which].name, old_name, new_name, unread};
    rename_in_table(rename, which);
    rename_in_indexes(rename, which);
    rename_in_views(rename);
    rename_in_triggers(rename, schema.triggers), rename_in_triggers(rename, schema.raw_indexes);
}

/// Renames a table in all SQL texts. Called before the table itself is renamed.
constexpr void rename_table_in_texts(schema& schema, std::uint32_t which, const name& new_name,
                                     std::string_view* unread) {
    const text_rename rename{schema, schema.tables[which].name, {}, new_name, unread};
    rename_in_table(rename, which);
    rename_in_indexes(rename, which);
    rename_in_views(rename);
    rename_in_triggers(rename, schema.triggers), rename_in_triggers(rename, schema.raw_indexes);
}

}  // namespace aludel::inline v0_1::detail
