// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/cli/shown_table.hpp>
#include <aludel/code/spelling.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/schema_after.hpp>
#include <aludel/schema/complete_table.hpp>
#include <aludel/schema/downgrade.hpp>
#include <aludel/schema/triggers.hpp>

#include <algorithm>    // set_difference, sort
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <iterator>     // back_inserter
#include <map>          // map
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move, pair
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// JSON values, each once, by their numbers.
class json_pool {
public:
    /// The number of a value.
    std::size_t number_of(std::string json) {
        const auto [found, is_new] = numbers_.try_emplace(std::move(json), values_.size());
        if (is_new) values_.push_back(&found->first);
        return found->second;
    }
    void write(json_writer& writer) const {
        writer.array();
        for (const std::string* const each : values_) writer.json(*each);
        writer.end();
    }

private:
    std::map<std::string, std::size_t> numbers_;
    std::vector<const std::string*> values_;
};

/// A schema for the report: the numbers of its tables and views, sorted. A table that changes gets another number.
using table_numbers = std::vector<std::size_t>;

/// Tables and views as JSON. A table is a list of numbers of columns, keys and indexes, for most of them are as they
/// were in the revision before.
class table_pool {
public:
    void write(json_writer& writer) const {
        writer.key("columns"), columns_.write(writer);
        writer.key("keys"), keys_.write(writer);
        writer.key("indexes"), indexes_.write(writer);
        writer.key("tables"), tables_.write(writer);
    }

    /// The number of a table of a schema, by its number there.
    std::size_t table(const schema& shown, std::uint32_t which) {
        detail::text_arena arena;
        detail::owned_operation whole;
        detail::complete_table(shown, which, arena, whole);
        const op::operations_view& arrays = whole.view;
        const op::operation& create = arrays.list[0];
        json_writer writer(json_layout::compact);
        writer.object().key("name").value(visible_name(shown_table(create))).key("columns").array();
        for (const op::column& each : create.columns.of(arrays.columns)) writer.value(column(arrays, each));
        writer.end().key("keys").array();
        for (const op::constraint& each : create.constraints.of(arrays.constraints)) writer.value(key(arrays, each));
        writer.end().key("indexes").array();
        for (const op::index& each : create.indexes.of(arrays.indexes)) writer.value(index(arrays, each));
        writer.end();
        write_triggers(writer, shown, shown.tables[which].name);
        return tables_.number_of(writer.end().take());
    }

    /// The number of a view.
    std::size_t view(const schema& shown, std::uint32_t which) {
        const detail::view_entry& entry = shown.views[which];
        json_writer writer(json_layout::compact);
        writer.object()
            .key("name")
            .value(visible_name(shown_table(entry.get().schema, entry.name)))
            .key("view")
            .value(true);
        for (const char* const each : {"columns", "keys", "indexes"}) writer.key(each).array().end();
        write_triggers(writer, shown, entry.name);
        return tables_.number_of(writer.end().take());
    }

private:
    static void write_triggers(json_writer& writer, const schema& shown, const name& table) {
        writer.key("triggers").array();
        for (const detail::trigger_entry& each : shown.triggers.entries())
            if (detail::is_trigger_of(each, table)) writer.value(visible_name(each.name));
        writer.end();
    }

    std::size_t column(const op::operations_view& arrays, const op::column& shown) {
        const code::spelling words("");
        json_writer writer(json_layout::compact);
        writer.object().key("name").value(visible_name(shown.name)).key("type").value(words.type(arrays, shown.type));
        if (!shown.nullable) writer.key("not_null").value(true);
        if (shown.default_value.given()) writer.key("default").value(words.value(shown.default_value));
        if (shown.generated != op::generated_kind::none) writer.key("generated").value(visible_name(shown.expression));
        if (!shown.comment.empty()) writer.key("comment").value(visible_name(shown.comment));
        return columns_.number_of(writer.end().take());
    }

    std::size_t key(const op::operations_view& arrays, const op::constraint& shown) {
        const char* const kinds[] = {"PK", "UK", "FK", "CHECK"};
        json_writer writer(json_layout::compact);
        writer.object().key("kind").value(kinds[static_cast<int>(shown.kind)]);
        writer.key("name").value(visible_name(shown.name)).key("columns");
        write_names(writer, shown.columns.of(arrays.names));
        if (shown.kind == op::constraint_kind::foreign_key) {
            writer.key("target").value(visible_name(shown_target(shown))).key("to");
            write_names(writer, shown.target_columns.of(arrays.names));
        }
        if (!shown.expression.empty()) writer.key("check").value(visible_name(shown.expression));
        return keys_.number_of(writer.end().take());
    }

    std::size_t index(const op::operations_view& arrays, const op::index& shown) {
        json_writer writer(json_layout::compact);
        writer.object().key("name").value(visible_name(shown.name)).key("unique").value(shown.unique);
        writer.key("columns").array();
        for (const op::index_part& each : shown.parts.of(arrays.parts))
            writer.value(visible_name(each.column.empty() ? each.expression : each.column));
        return indexes_.number_of(writer.end().end().take());
    }

    static std::string visible_name(std::string_view shown) { return detail::visible(shown); }
    static void write_names(json_writer& writer, const op::list_view<name>& names) {
        writer.array();
        for (const name& each : names) writer.value(visible_name(each));
        writer.end();
    }

    json_pool columns_, keys_, indexes_, tables_;
};

/// A schema that revisions are applied to one after another, with the numbers of its tables after each.
class numbered_schema {
public:
    /// The schema after these revisions, which are in the order of application.
    numbered_schema(table_pool& pool, const history_view& history, detail::span<const revision_index> applied)
        : pool_(pool),
          settings_(history.settings),
          schema_(detail::schema_after(history, applied)) {
        for (std::uint32_t i = 0; i < schema_.tables.entries().size(); ++i) touched_tables_.push_back(i);
        for (std::uint32_t i = 0; i < schema_.views.entries().size(); ++i) touched_views_.push_back(i);
        renumber();
        detail::start_log(schema_);
    }
    numbered_schema(const numbered_schema&) = delete;

    /// Applies a revision. Only the tables that it changes are written again.
    void apply(const op::revision& revision) {
        const detail::schema_mark before = detail::set_mark(schema_);
        detail::replay_context context{schema_, settings_};
        detail::apply_upgrade(context, revision);
        for_each_change(schema_.tables, before.tables,
                        [&](const auto&, std::uint32_t i) { touched_tables_.push_back(i); });
        for_each_change(schema_.indexes, before.indexes,
                        [&](const detail::index_entry& each, std::uint32_t) { touched_tables_.push_back(each.table); });
        for_each_change(schema_.views, before.views,
                        [&](const auto&, std::uint32_t i) { touched_views_.push_back(i); });
        for_each_change(schema_.triggers, before.triggers, [&](const detail::trigger_entry& each, std::uint32_t) {
            if (const std::uint32_t i = schema_.tables.find(each.get().table); i != schema_.tables.none)
                touched_tables_.push_back(i);
            if (const std::uint32_t i = schema_.views.find(each.get().table); i != schema_.views.none)
                touched_views_.push_back(i);
        });
        renumber();
    }

    [[nodiscard]] table_numbers numbers() const {
        table_numbers result;
        for (const table_numbers* const some : {&tables_, &views_})
            for (const std::size_t each : *some)
                if (each != none) result.push_back(each);
        std::sort(result.begin(), result.end());
        return result;
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// Calls `look(entry, number)` for each entry that is not as it was at a mark: as it was, and as it is.
    template <class Entry, class Look>
    static void for_each_change(const detail::catalog<Entry>& entries,
                                const typename detail::catalog<Entry>::mark& since, const Look& look) {
        const auto number = [&](const Entry& each) {
            return static_cast<std::uint32_t>(&each - entries.entries().data());
        };
        entries.for_each_change(since, [&](const Entry& old, const Entry& current) {
            look(old, number(current)), look(current, number(current));
        });
        for (std::size_t i = since.entries; i < entries.entries().size(); ++i)
            look(entries.entries()[i], static_cast<std::uint32_t>(i));
    }

    void renumber() {
        tables_.resize(schema_.tables.entries().size(), none), views_.resize(schema_.views.entries().size(), none);
        for (const std::uint32_t each : touched_tables_)
            tables_[each] = schema_.tables[each].alive ? pool_.table(schema_, each) : none;
        for (const std::uint32_t each : touched_views_)
            views_[each] = schema_.views[each].alive ? pool_.view(schema_, each) : none;
        touched_tables_.clear(), touched_views_.clear();
    }

    table_pool& pool_;
    const op::settings* settings_;
    schema schema_;
    table_numbers tables_, views_;  ///< by their numbers in the schema; `none` for those that are dropped
    std::vector<std::uint32_t> touched_tables_, touched_views_;
};

/// Writes what leads from one schema to another: the numbers of tables that are removed, and of those that are added.
inline void write_change(json_writer& writer, const table_numbers& source, const table_numbers& target) {
    writer.array();
    for (const auto& [some, others] : {std::pair(&source, &target), std::pair(&target, &source)}) {
        table_numbers only;
        std::set_difference(some->begin(), some->end(), others->begin(), others->end(), std::back_inserter(only));
        writer.array();
        for (const std::size_t each : only) writer.value(each);
        writer.end();
    }
    writer.end();
}

}  // namespace aludel::inline v0_1::cli
