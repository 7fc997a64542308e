// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/text_arena.hpp>
#include <aludel/dsl/shape.hpp>
#include <aludel/operation/namesakes.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/schema/catalog.hpp>
#include <aludel/schema/entries.hpp>
#include <aludel/sql/lexicon.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// The tables, indexes, views and triggers of a database, as a value that operations are applied to (`al::apply`).
/// Constructed with a name, it is also a word of the language: `create_table("t", al::schema("archive"), ...)` creates
/// the table in that schema.
class schema {
public:
    constexpr schema() = default;
    constexpr explicit schema(name schema_name) : name_(schema_name) {}

    /// The name of the schema as a word of the language; empty for a schema that is only a value.
    [[nodiscard]] constexpr name get_name() const { return name_; }

    /// The table with this name; false where there is none. The view is valid until the schema changes.
    [[nodiscard]] constexpr op::table_view table(const name& wanted) const& {
        const std::uint32_t found = tables.find(wanted);
        return found == tables.none ? op::table_view{} : tables[found].view();
    }
    op::table_view table(const name& wanted) const&& = delete;  // the view would outlive the temporary schema
    [[nodiscard]] constexpr bool has_table(const name& wanted) const { return tables.find(wanted) != tables.none; }
    [[nodiscard]] constexpr bool has_index(const name& wanted) const { return indexes.find(wanted) != indexes.none; }

    /// The number of the index with this name, of this table where tables have index names of their own, and otherwise
    /// of a table in the schema of this one; `none`: there is none. Without a table, any index with this name.
    [[nodiscard]] constexpr std::uint32_t find_index(const name& wanted, const name& table) const {
        if (index_names == op::index_scope::schema && !namesakes.empty() && !table.empty())
            if (const std::uint32_t owner = tables.find(table); owner != tables.none)
                return find_index_in(wanted, tables[owner].create->schema);
        if (index_names == op::index_scope::schema || table.empty()) return indexes.find(wanted);
        return indexes.find(wanted, [&](const detail::index_entry& each) { return tables[each.table].name == table; });
    }
    /// The same for the index that an operation is about.
    [[nodiscard]] constexpr std::uint32_t find_index(const op::operation& drop) const {
        if (!namesakes.empty() && drop.table.empty())
            if (const std::uint32_t found = find_index_in(drop.object, drop.schema); found != indexes.none)
                return found;
        return find_index(drop.object, drop.table);
    }
    /// Copies what the settings of a history say about names.
    constexpr void follow(const op::settings& settings) {
        naming = settings.naming, index_names = settings.index_names(), namesakes = settings.namesakes;
        texts_are_for = settings.dialect_count == 1 ? settings.dialects[0].id : op::dialect_id::any;
        enumerations_are_types = settings.find_checked(&op::dialect_traits::enumerations_are_types) != nullptr;
    }
    /// The same for one of its databases. Where another has schemas and this one has not, its tables are in none.
    constexpr void follow(const op::settings& settings, const op::dialect& database) {
        follow(settings);
        ignores_schemas = !database.traits->schemas && settings.find_checked(&op::dialect_traits::schemas) != nullptr;
    }
    /// How a text for a database is tokenized. One for any database is for the only one of the history, if it names
    /// one.
    [[nodiscard]] constexpr const syntax::lexicon& lexicon_of(op::dialect_id which = op::dialect_id::any) const {
        return syntax::lexicon_of(which == op::dialect_id::any ? texts_are_for : which);
    }
    /// `hash_of_schema` a schema for a table or view with these letters; 0 where no other schema has one.
    [[nodiscard]] constexpr std::uint32_t schema_hash(std::string_view in, std::string_view called) const {
        return namesakes.empty() ? 0 : op::schema_hash_among(namesakes, in, called);
    }
    /// The name, in this value, of a table or view that has these letters in a schema.
    [[nodiscard]] constexpr name name_in(std::string_view in, std::string_view called) const {
        return name_in_schema(name(called), schema_hash(in, called));
    }
    [[nodiscard]] constexpr bool has_view(const name& wanted) const { return views.find(wanted) != views.none; }
    [[nodiscard]] constexpr bool has_trigger(const name& wanted) const {
        return triggers.find(wanted) != triggers.none;
    }

    /// Notes that a table gets a column with a fill expression.
    constexpr void note_filled(std::uint32_t table) {
        for (const std::uint32_t each : filled)
            if (each == table) return;
        filled.push_back(table);
    }

    detail::catalog<detail::table_entry> tables;
    detail::catalog<detail::index_entry> indexes;
    detail::catalog<detail::view_entry> views;
    detail::catalog<detail::trigger_entry> triggers;
    detail::catalog<detail::object_entry> objects;
    detail::catalog<detail::trigger_entry> raw_indexes;  ///< made by raw SQL, each kept by its text in `to`
    detail::vector<detail::other_object> others;
    detail::vector<detail::raw_text> raw_texts;  ///< raw SQL so far; what it made is not in the schema
    /// The schema was built from an empty one by operations only, so `may_be_target` is reliable.
    bool made_by_operations = false;
    bool knows_triggers = true;           ///< and other objects; false: it describes models, which have none
    bool enumerations_are_types = false;  ///< for a database of the history
    bool ignores_schemas = false;         ///< it is that of a database without schemas, in a history for others as well
    bool is_read = false;  ///< read from a database, or as if it were: all clauses of its tables are known
    /// The numbers of the tables, each once, that have had a column added with `fill`, which may read any table.
    detail::vector<std::uint32_t> filled;
    detail::text_arena arena;                            ///< owns the texts that were generated
    op::dialect_id texts_are_for = op::dialect_id::any;  ///< those that name no database
    op::index_scope index_names = op::index_scope::schema;
    op::naming_convention naming{};   ///< gives names to constraints and indexes that have none
    op::list_view<name> namesakes{};  ///< what tables or views of several schemas are called

    // For the language: where the word may stand, and what it does there.
    static constexpr unsigned places = 2 | 512 | 1024;  // dsl::place: table_element, operation_option, drop_option
    static constexpr std::string_view spelling = "schema";
    static constexpr dsl::counts adds{};
    template <class Builder>
    constexpr void apply_to_table(Builder& target) const {
        target.list[0].schema = name_;
    }
    template <class Operation>
    constexpr void apply(Operation& target) const {
        target.schema = name_;
    }

private:
    /// The number of an index of a table in a schema.
    [[nodiscard]] constexpr std::uint32_t find_index_in(const name& wanted, const op::text_view& in) const {
        return indexes.find(wanted,
                            [&](const detail::index_entry& each) { return tables[each.table].create->schema == in; });
    }

    name name_{};
};

namespace detail {

/// The schema of a table or view; empty: none is given.
constexpr op::text_view schema_of(const schema& state, const name& table) {
    if (const std::uint32_t found = state.tables.find(table); found != state.tables.none)
        return state.tables[found].create->schema;
    const std::uint32_t found = table.empty() ? state.views.none : state.views.find(table);
    return found == state.views.none ? op::text_view{} : state.views[found].get().schema;
}

/// The name that a rename_table gives its table, which stays in its schema.
constexpr name renamed(const schema& before, const op::operation& operation) {
    if (before.namesakes.empty()) return operation.to;
    const op::table_view table = before.table(operation.table);
    return before.name_in(table ? table.create->schema : operation.schema, operation.to);
}

}  // namespace detail

}  // namespace aludel::inline v0_1
