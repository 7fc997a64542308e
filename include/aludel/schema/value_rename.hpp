// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/enumerations.hpp>
#include <aludel/schema/triggers.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Renames a value of an enumeration in expressions, queries and conditions. A database with types of enumerations
/// keeps the value there and not its text, so that these texts change with it. A text is the value where it is compared
/// with a column of the enumeration or cast to it. Bodies of triggers and functions stay as they are.
class value_rename {
public:
    constexpr value_rename(schema& state, const name& enumeration, const name& old_value, const name& new_value)
        : schema_(state),
          enumeration_(enumeration),
          old_(old_value) {
        sql_text sql;
        dialect::put_string(sql, new_value);
        literal_ = state.arena.keep({sql.view()});
    }

    /// A text in which it is not known whether there is the value; empty: there is none.
    std::string_view doubtful{};
    /// A text that has been changed; empty: there is none.
    std::string_view changed{};

    /// Renames it in all texts of the schema.
    constexpr void apply() {
        for (std::uint32_t i = 0; i < schema_.tables.entries().size(); ++i)
            if (schema_.tables[i].alive) in_table(i);
        for (std::uint32_t i = 0; i < schema_.indexes.entries().size(); ++i)
            if (schema_.indexes[i].alive) in_index(i);
        for (std::uint32_t i = 0; i < schema_.views.entries().size(); ++i) {
            if (!schema_.views[i].alive || !concerns(schema_.views[i].queries())) continue;
            view_entry& view = schema_.views.change(i);
            for (op::dialect_text& each : view.edit().texts)
                if (concerns(each.sql)) each.sql = renamed(each.sql, {}, schema_.lexicon_of(each.dialect));
            view.renew();
        }
        for (std::uint32_t i = 0; i < schema_.triggers.entries().size(); ++i) {
            if (!schema_.triggers[i].alive || !concerns(schema_.triggers[i].get().text)) continue;
            trigger_entry& trigger = schema_.triggers.change(i);
            op::operation& create = trigger.edit().list[0];
            create.text = renamed(create.text, create.table, schema_.lexicon_of());
            trigger.renew();
        }
    }

private:
    /// What a text would be behind a token.
    enum class use : std::uint8_t { nothing, value, text, unknown };

    [[nodiscard]] constexpr bool concerns(std::string_view sql) const {
        return sql.size() > old_.size && syntax::may_mention(sql, old_);
    }
    [[nodiscard]] constexpr bool concerns(const op::list_view<op::dialect_text>& texts) const {
        bool any = false;
        for (const op::dialect_text& each : texts) any = any || concerns(each.sql);
        return any;
    }

    constexpr void in_table(std::uint32_t which) {
        bool any = false;
        const op::table_view view = schema_.tables[which].view();
        for (const op::column& each : view.columns())
            any = any || concerns(each.expression) || concerns(each.fill) || is_expression(each.default_value);
        for (const op::constraint& each : view.constraints())
            any = any || concerns(each.expression) || concerns(each.where);
        if (!any) return;
        table_entry& table = schema_.tables.change(which);
        op::operations& own = table.edit();
        table.renew();
        const auto rename = [&](op::text_view& sql) {
            if (concerns(sql)) sql = renamed(sql, table.name, schema_.lexicon_of());
        };
        for (op::column& each : own.columns) {
            rename(each.expression), rename(each.fill);
            if (is_expression(each.default_value)) rename(each.default_value.text);
        }
        for (op::constraint& each : own.constraints) rename(each.expression), rename(each.where);
        table.renew();
    }
    [[nodiscard]] constexpr bool is_expression(const op::value& value) const {
        return value.kind == op::value_kind::expression && concerns(value.text);
    }

    constexpr void in_index(std::uint32_t which) {
        const index_entry& found = schema_.indexes[which];
        bool any = concerns(found.get().where);
        for (const op::index_part& each : found.parts()) any = any || concerns(each.expression);
        if (!any) return;
        index_entry& index = schema_.indexes.change(which);
        const name table = schema_.tables[index.table].name;
        op::operations& own = index.edit();
        for (op::index_part& each : own.parts)
            if (concerns(each.expression)) each.expression = renamed(each.expression, table, schema_.lexicon_of());
        if (concerns(own.indexes[0].where))
            own.indexes[0].where = renamed(own.indexes[0].where, table, schema_.lexicon_of());
        index.renew();
    }

    /// What a text compared with a column would be. `table`: the only one that is meant; empty: any that `sql` names.
    [[nodiscard]] constexpr use use_beside(const syntax::token& column, std::string_view sql, const name& table) const {
        use found = use::nothing;
        for (const table_entry& each : schema_.tables.entries()) {
            if (!each.alive || !(table.empty() ? syntax::may_mention(sql, each.name) : each.name == table)) continue;
            for (const op::column& own : each.view().columns()) {
                if (!column.names(own.name)) continue;
                const use here = own.type.kind == op::type_kind::enumeration && own.type.name == enumeration_
                    ? use::value
                    : use::text;
                found = found == use::nothing || found == here ? here : use::unknown;
            }
        }
        return found;
    }
    /// Reads `::type`, and what is compared with a value of that type.
    constexpr use take_cast(syntax::tokenizer& tokens) const {
        tokens.take();
        syntax::token type = tokens.take();
        while (tokens.take('.')) type = tokens.take();
        return type.names(enumeration_) ? use::value : use::text;
    }
    static constexpr bool compares(const syntax::token& each) {
        return each.text == "=" || each.text == "<>" || each.text == "!=" || each.text == "<" || each.text == ">" ||
            each.text == "<=" || each.text == ">=";
    }
    static constexpr bool is_one_of(const syntax::token& each, std::initializer_list<std::string_view> words) {
        for (const std::string_view word : words)
            if (each.is(word)) return true;
        return false;
    }
    /// Whether a token is the old value as a text.
    [[nodiscard]] constexpr bool is_old(const syntax::token& each) const {
        if (each.kind != syntax::token_kind::string || each.text[0] != '\'') return false;
        std::size_t i = 1;
        for (const char c : old_.text()) {
            if (i + 1 >= each.text.size() || each.text[i] != c) return false;
            i += c == '\'' ? 2 : 1;
        }
        return i + 1 == each.text.size();
    }

    constexpr std::string_view renamed(std::string_view sql, const name& table, const syntax::lexicon& lexicon) {
        std::string_view text;
        std::size_t written = 0;
        use beside = use::nothing;
        bool in_list = false, has_value = false, is_open = false;
        syntax::token before{};
        for (syntax::tokenizer tokens(sql, lexicon); tokens.peek().kind != syntax::token_kind::end;) {
            const std::size_t first = tokens.place();
            const syntax::token each = tokens.take();
            if (is_old(each)) {
                use what = beside;
                syntax::tokenizer ahead = tokens;
                if (tokens.peek().text == "::") {
                    what = take_cast(ahead);
                } else if (what == use::nothing && compares(ahead.take())) {
                    syntax::token column = ahead.take();
                    while (ahead.take('.')) column = ahead.take();
                    what = use_beside(column, sql, table);
                }
                has_value = has_value || what == use::value;
                is_open = is_open || what == use::nothing;
                if (what == use::unknown) doubtful = sql;
                if (what == use::value) {
                    text = schema_.arena.keep({text, sql.substr(written, first - written), literal_});
                    written = first + each.text.size(), changed = sql;
                }
            } else if (each.text.starts_with("'{") && concerns(each.text)) {  // of an array
                syntax::tokenizer ahead = tokens;
                if (beside == use::value || (ahead.peek().text == "::" && take_cast(ahead) == use::value))
                    doubtful = sql;
            } else if (each.text == "::") {
                syntax::tokenizer ahead(sql.substr(first), lexicon);
                beside = take_cast(ahead);
                while (tokens.place() < first + ahead.place()) tokens.take();
            } else if (each.is('(') || each.is('[')) {
                in_list = compares(before) || is_one_of(before, {"in", "any", "all", "some", "array"});
                if (!in_list) beside = use::nothing;
            } else if (each.kind == syntax::token_kind::symbol) {
                if (!compares(each) && !(each.is(',') && in_list) && !each.is('.')) beside = use::nothing;
            } else if (each.is_name() && tokens.peek().is('(') && !is_one_of(each, {"in", "any", "all", "some"})) {
                beside = use::nothing;
            } else if (each.kind == syntax::token_kind::quoted || !syntax::is_reserved(syntax::keyword_of(each))) {
                const bool keeps = each.kind == syntax::token_kind::string || each.kind == syntax::token_kind::number ||
                    is_one_of(each, {"any", "all", "some", "array"});
                if (!keeps) beside = use_beside(each, sql, table);
                has_value = has_value || (!keeps && beside == use::value);
                if (!keeps && beside == use::nothing && table.empty()) beside = use::unknown;
            } else if (!is_one_of(each, {"in", "not", "is", "distinct", "from", "between"})) {
                beside = use::nothing;
            }
            before = each;
        }
        if (is_open && (has_value || syntax::mentions(sql, enumeration_, lexicon))) doubtful = sql;
        return schema_.arena.keep({text, sql.substr(written)});
    }

    schema& schema_;
    const name enumeration_, old_;
    std::string_view literal_{};
};

}  // namespace aludel::inline v0_1::detail
