// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/constraints.hpp>
#include <aludel/schema/invert.hpp>
#include <aludel/schema/raw_names.hpp>
#include <aludel/schema/read_trigger.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/sql/definition.hpp>
#include <aludel/sql/statements.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// The effects that raw SQL is declared to have, compared with its text. Both are applied to copies of the part of the
// schema that they name; compared are the names of tables, columns, indexes and views, as statements in between, such
// as those of a rebuild, do not matter.

namespace aludel::inline v0_1::detail {

constexpr void apply(replay_context& context, const op::operations_view& arrays, const op::operation& operation);

/// The entries of a schema that a text or an effect names.
class schema_excerpt {
public:
    constexpr schema_excerpt(const schema& whole, std::string_view text, const op::list_view<op::operation>& effects) {
        part.naming = whole.naming, part.index_names = whole.index_names, part.namesakes = whole.namesakes;
        const auto concerns = [&](const name& wanted) {
            bool named = syntax::may_mention(text, wanted);
            for (const op::operation& each : effects)
                named = named || each.table == wanted || each.object == wanted || each.to == wanted;
            return named;
        };
        for (std::uint32_t i = 0; i < whole.tables.entries().size(); ++i) {
            const table_entry& table = whole.tables[i];
            bool wanted = table.alive && concerns(table.name);
            for (std::uint32_t next = table.alive ? table.last_index : 0; next != 0 && !wanted;) {
                const index_entry& index = whole.indexes[next - 1];
                wanted = index.alive && concerns(index.name);
                next = index.before;
            }
            if (wanted) add_table(whole, table);
        }
        for (const view_entry& view : whole.views.entries())
            if (view.alive && concerns(view.name)) {
                view_entry& added = part.views.add(view.name);
                added.arrays = view.arrays, added.create = view.create;
            }
    }

    schema part;  ///< points into the whole

private:
    constexpr void add_table(const schema& whole, const table_entry& table) {
        const auto number = static_cast<std::uint32_t>(part.tables.entries().size());
        table_entry& added = part.tables.add(table.name);
        added.arrays = table.arrays, added.create = table.create;
        for (std::uint32_t next = table.last_index; next != 0; next = whole.indexes[next - 1].before) {
            const index_entry& index = whole.indexes[next - 1];
            if (!index.alive) continue;
            index_entry& copy = part.indexes.add(index.name);
            copy.table = number, copy.arrays = index.arrays, copy.index = index.index;
            chain_last_index(part);
        }
    }
};

/// Applies the statements of a text to an excerpt of the schema, as far as they can be read.
class text_effects {
public:
    constexpr text_effects(schema& changed, const op::settings& settings) : context_{changed, &settings} {}

    constexpr void apply(std::string_view sql, const syntax::lexicon& lexicon) {
        syntax::each_statement(sql, lexicon, [&](std::string_view, std::string_view statement) {
            const syntax::definition found = syntax::read_definition(statement, lexicon);
            if (found.kind == syntax::definition_kind::unknown ||
                found.kind == syntax::definition_kind::create_virtual_table)
                is_complete = false;
            else if (found.is_main()) apply(found);
        });
    }

    /// Whether the columns of a table were made in a way that cannot be read.
    [[nodiscard]] constexpr bool is_vague(const name& table) const {
        for (const name& each : vague_)
            if (dialect::same_identifier(each, table)) return true;
        return false;
    }

    bool is_complete = true;  ///< every statement was read

private:
    constexpr void apply(const syntax::definition& found) {
        using what = syntax::definition_kind;
        using kind = op::operation_kind;
        const schema& now = context_.schema;
        const name table = schema_name(now.tables.entries(), found.name, name_of(found.name));
        const bool there = now.has_table(table);
        switch (found.kind) {
            case what::create_table: return create_table(found, table, there);
            case what::drop_table: return apply(kind::drop_table, table);
            case what::create_view:
                if (!now.has_view(schema_name(now.views.entries(), found.name, name_of(found.name))))
                    apply(kind::create_view, table);
                return;
            case what::drop_view:
                return apply(kind::drop_view, schema_name(now.views.entries(), found.name, name_of(found.name)));
            case what::create_index: return create_index(found);
            case what::drop_index:
                return apply(kind::drop_index, {}, schema_name(now.indexes.entries(), found.name, name_of(found.name)));
            case what::rename_table: {
                const name renamed = name_of(found.to);
                if (is_vague(table)) vague_.push_back(renamed);
                return apply(kind::rename_table, table, {}, renamed);
            }
            case what::add_column: return add_column(table, name_of(found.object));
            case what::drop_column: return apply(kind::drop_column, table, column_of(table, found.object));
            case what::rename_column:
                return apply(kind::rename_column, table, column_of(table, found.object), name_of(found.to));
            default: return;
        }
    }
    constexpr void apply(op::operation_kind kind, const name& table, const name& object = {},
                         const name& renamed = {}) {
        owned_operation change;
        change.list.list.push_back(make_operation(kind, table, object, renamed));
        run(change);
    }
    constexpr void run(owned_operation& change) {
        change.renew();
        const op::operations_view& kept = context_.schema.arena.hold(static_cast<owned_operation&&>(change)).view;
        detail::apply(context_, kept, kept.list[0]);
    }

    constexpr void create_table(const syntax::definition& found, const name& table, bool there) {
        if (there) return;  // IF NOT EXISTS, or an error of the database
        if (!found.has_columns) vague_.push_back(table);
        owned_operation change;
        change.list.list.push_back(make_operation(op::operation_kind::create_table, table));
        for (const syntax::token& each : found.columns) {
            change.list.columns.push_back({});
            change.list.columns.back().name = name_of(each);
        }
        change.list.list[0].columns = {0, static_cast<std::uint32_t>(found.columns.size())};
        change.list.options.push_back({}), change.list.list[0].options = {0, 1};
        run(change);
    }
    constexpr void add_column(const name& table, const name& column) {
        owned_operation change;
        change.list.list.push_back(make_operation(op::operation_kind::add_column, table, column));
        change.list.columns.push_back({});
        change.list.columns.back().name = column;
        change.list.list[0].columns = {0, 1};
        run(change);
    }
    constexpr void create_index(const syntax::definition& found) {
        const name called = schema_name(context_.schema.indexes.entries(), found.name, name_of(found.name));
        if (context_.schema.has_index(called)) return;
        owned_operation change;
        change.list.list.push_back(
            make_operation(op::operation_kind::create_index,
                           schema_name(context_.schema.tables.entries(), found.object, name_of(found.object))));
        change.list.indexes.push_back({});
        change.list.indexes.back().name = called;
        change.list.list[0].indexes = {0, 1};
        run(change);
    }
    [[nodiscard]] constexpr name column_of(const name& table, const syntax::token& called) const {
        if (const op::table_view found = context_.schema.table(table); found)
            for (const op::column& each : found.columns())
                if (called.names(each.name)) return each.name;
        return name_of(called);
    }

    [[nodiscard]] constexpr name name_of(const syntax::token& called) const {
        return name_of_token(called, context_.schema.arena);
    }

    replay_context context_;
    detail::vector<name> vague_;
};

/// The first object of one list that the other lacks, by name; null: there is none.
template <class Entries>
constexpr const name* first_missing(const Entries& entries, const Entries& among) {
    for (const auto& each : entries) {
        bool found = !each.alive;
        for (const auto& other : among)
            found = found || (other.alive && dialect::same_identifier(other.name, each.name));
        if (!found) return &each.name;
    }
    return nullptr;
}

/// Says where the text of raw SQL and its declared effects differ; false: nowhere.
class effect_difference {
public:
    constexpr effect_difference(const schema& by_text, const schema& by_effects, const text_effects& text)
        : text_(by_text),
          effects_(by_effects),
          how_(text) {}

private:
    template <class Entries>
    [[nodiscard]] constexpr sentence objects(std::string_view what, const Entries& by_text,
                                             const Entries& by_effects) const {
        if (const name* const missing = first_missing(by_text, by_effects); missing != nullptr)
            return sentence(
                {"by its text there is ", what, " `", *missing, "` afterwards, and by does(...) there is not"});
        const name* const added = how_.is_complete ? first_missing(by_effects, by_text) : nullptr;
        return added == nullptr
            ? sentence()
            : sentence({"by does(...) there is ", what, " `", *added, "` afterwards, and by its text there is not"});
    }

    [[nodiscard]] constexpr sentence columns() const {
        for (const table_entry& each : text_.tables.entries()) {
            if (!each.alive || how_.is_vague(each.name)) continue;
            for (const table_entry& other : effects_.tables.entries()) {
                if (!other.alive || !dialect::same_identifier(other.name, each.name)) continue;
                if (const name* const missing = first_column(each.view(), other.view()); missing != nullptr)
                    return sentence({"by its text table `", each.name, "` has column `", *missing,
                                     "` afterwards, and by does(...) it has not"});
                if (const name* const added = first_column(other.view(), each.view());
                    how_.is_complete && added != nullptr)
                    return sentence({"by does(...) table `", each.name, "` has column `", *added,
                                     "` afterwards, and by its text it has not"});
            }
        }
        return {};
    }
    /// The first column of one table that the other lacks.
    static constexpr const name* first_column(const op::table_view& table, const op::table_view& other) {
        for (const op::column& each : table.columns()) {
            bool found = false;
            for (const op::column& there : other.columns())
                found = found || dialect::same_identifier(there.name, each.name);
            if (!found) return &each.name;
        }
        return nullptr;
    }

public:
    [[nodiscard]] constexpr sentence find() const {
        if (sentence found = objects("table", text_.tables.entries(), effects_.tables.entries()); !found.empty())
            return found;
        if (sentence found = columns(); !found.empty()) return found;
        if (sentence found = objects("view", text_.views.entries(), effects_.views.entries()); !found.empty())
            return found;
        return objects("index", text_.indexes.entries(), effects_.indexes.entries());
    }

private:
    const schema& text_;
    const schema& effects_;
    const text_effects& how_;
};

/// Reports effects that say nothing about a schema, or that contradict the text as far as it can be read.
constexpr void check_effects(replay_context& context, const op::operations_view& arrays, const op::operation& raw,
                             const op::dialect_text& text) {
    using kind = op::operation_kind;
    const op::list_view<op::operation> effects = effects_of(arrays, raw);
    for (const op::operation& each : effects)
        if (each.kind == kind::insert || each.kind == kind::execute || each.kind == kind::run) {
            context.report(rule::effect_mismatch,
                           {"execute: does(...) tells what the text does to tables, columns, indexes and views, and ",
                            each.kind == kind::insert        ? "insert"
                                : each.kind == kind::execute ? "execute"
                                                             : "run",
                            " says nothing about those. Leave it out"});
            return;
        }
    schema_excerpt by_text(context.schema, text.sql, effects), by_effects(context.schema, text.sql, effects);
    text_effects told(by_text.part, *context.settings);
    told.apply(text.sql, context.schema.lexicon_of(text.dialect));
    replay_context declared{by_effects.part, context.settings};
    for (const op::operation& each : effects) detail::apply(declared, arrays, each);
    if (const sentence differs = effect_difference(by_text.part, by_effects.part, told).find(); !differs.empty())
        context.report(rule::effect_mismatch, {"execute: ", differs, ". Let does(...) say what the text does"});
}

}  // namespace aludel::inline v0_1::detail
