// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/dialects.hpp>
#include <aludel/history/schema_after.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/schema/apply.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace laws {

namespace al = aludel;
namespace op = aludel::op;

/// The databases that a random history is written for.
enum class audience : std::uint8_t { sqlite, both, postgresql };

/// Revisions of random operations, each possible on the schema before it, all of them reversible. Every third history
/// has branches, each with tables of its own; most of them are merged.
class random_history {
public:
    /// A third of the histories has branches, unless they are not allowed. The SQL of one for both databases is
    /// understood by every database: it has no triggers, and while there is a view no column changes its type or name
    /// (in PostgreSQL the view's own column keeps its name). One for PostgreSQL has words that only that has. `also`:
    /// one more database, which lacks indexes of texts and of some rows, numbers without precision, and renames of
    /// tables that views use. `newest`: the version of PostgreSQL, of which older ones lack words.
    explicit random_history(std::uint32_t seed, bool may_branch = true, audience readers = audience::sqlite,
                            const op::dialect* also = nullptr, int newest = 15)
        : random_(seed),
          portable_(readers != audience::sqlite),
          special_(readers == audience::postgresql),
          lean_(also != nullptr),
          newest_(newest < 15 ? newest : 15),
          branched_(may_branch && seed % 3 == 0) {
        settings_.level_count = 0;
        settings_.branches_allowed = branched_;
        if (special_) settings_.dialects[0] = al::postgresql.since(newest_), settings_.dialect_count = 1;
        else if (portable_)
            settings_.dialects[0] = al::sqlite, settings_.dialects[1] = al::postgresql, settings_.dialect_count = 2;
        if (lean_) settings_.dialects[settings_.dialect_count++] = *also;
        schema_.follow(settings_);
        if (portable_) create_objects();
        create_seed_tables();
        const std::size_t count = 1 + pick(20);
        for (std::size_t i = 0; i < count; ++i) {
            if (branched_ && heads_.size() == 1 && (i == 0 || chance(20))) fork();
            else if (heads_.size() > 1 && chance(15)) merge();
            branch_ = pick(heads_.size());
            add_revision();
        }
        if (heads_.size() > 1 && chance(60)) merge();
        for (std::size_t i = 0; i < lists_.size(); ++i) {
            op::revision revision{};
            revision.id = al::name(text("r" + std::to_string(1000 + i)));
            revision.upgrade = lists_[i]->view();
            revisions_.push_back(revision);
        }
        parent_ids_.resize(revisions_.size());
        for (std::size_t i = 0; i < revisions_.size(); ++i) {
            for (const std::size_t each : parents_[i]) parent_ids_[i].push_back(revisions_[each].id);
            revisions_[i].parents = op::view_of(parent_ids_[i]);
        }
        order_ = al::topological_order(al::nodes_of(op::view_of(revisions_)));
    }

    [[nodiscard]] al::history_view view() const {
        return {"random",
                &settings_,
                {revisions_.data(), static_cast<std::uint32_t>(revisions_.size())},
                {order_.data(), static_cast<std::uint32_t>(order_.size())}};
    }
    [[nodiscard]] const op::settings& settings() const { return settings_; }
    [[nodiscard]] bool is_branched() const { return branched_; }
    /// The parents of a revision.
    [[nodiscard]] const std::vector<std::size_t>& parents(std::size_t which) const { return parents_[which]; }

private:
    using kind = op::operation_kind;

    std::size_t pick(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }
    bool chance(int percent) { return pick(100) < static_cast<std::size_t>(percent); }
    std::string_view text(const std::string& result) {
        texts_.push_back(std::make_unique<std::string>(result));
        return *texts_.back();
    }
    al::name fresh(const char* prefix) { return al::name(text(prefix + std::to_string(++counter_))); }

    void start() { lists_.push_back(std::make_unique<op::operations>()); }
    op::operations& list() { return *lists_.back(); }

    /// Splits the one head into several branches; each table belongs to one of them.
    void fork() {
        const std::size_t count = 2 + pick(2);
        fork_ = heads_[0];
        heads_.assign(count, fork_);
        owners_.clear(), shared_.clear();
        for (std::size_t i = 0; i < schema_.tables.entries().size(); ++i) owners_.push_back(pick(count));
        // A table that another branch refers to must not be dropped, whatever that branch has dropped since.
        for (const auto& each : schema_.tables.entries())
            if (each.alive)
                for (const op::constraint& key : each.view().constraints())
                    if (key.kind == op::constraint_kind::foreign_key) shared_.insert(schema_.tables.find(key.target));
    }
    void merge() {
        start();
        views_.push_back(std::make_unique<op::operations_view>(list().view()));
        std::vector<std::size_t> below;
        for (const std::size_t each : heads_)
            if (each != fork_) below.push_back(each);  // a branch without revisions does not count
        if (below.empty()) below.push_back(fork_);
        parents_.push_back(below);
        heads_.assign(1, lists_.size() - 1);
        owners_.clear(), shared_.clear();
        branch_ = 0;
    }
    /// Whether the current branch may change a table.
    bool is_own(std::uint32_t table) const { return heads_.size() == 1 || owners_[table] == branch_; }

    void finish(const op::operation& result) {
        list().list.push_back(result);
        parents_.push_back(lists_.size() == 1 ? std::vector<std::size_t>() : std::vector<std::size_t>{heads_[branch_]});
        heads_[branch_] = lists_.size() - 1;
        al::detail::replay_context context{schema_, &settings_};
        if (special_) context.follow_database = &al::dialect_of<al::postgresql.id>::follow;
        views_.push_back(std::make_unique<op::operations_view>(list().view()));
        al::detail::apply(context, *views_.back(), views_.back()->list[0]);
        owners_.resize(schema_.tables.entries().size(), branch_);  // a new table belongs to the branch that creates it
    }

    /// A schema and an enumeration, which tables and columns have from then on.
    void create_objects() {
        for (const kind each : {kind::create_schema, kind::create_enum}) {
            start();
            op::operation result{};
            result.kind = each, result.object = each == kind::create_schema ? "places" : "mood";
            if (each == kind::create_enum) {
                op::column part{};
                part.name = result.object, part.type = new_enumeration(result.object);
                list().columns.push_back(part), result.columns = {0, 1};
            }
            finish(result);
        }
    }
    /// An enumeration with two values, of which the first is never renamed or dropped.
    op::data_type new_enumeration(const al::name& called) {
        op::data_type type = op::named_type(op::type_kind::enumeration, called);
        type.values = {static_cast<std::uint32_t>(list().names.size()), 2};
        list().names.push_back("v0"), list().names.push_back("it's");
        return type;
    }
    /// A type that not every database has.
    op::data_type special_type() {
        switch (pick(5)) {
            case 0: return new_enumeration(fresh("e"));
            case 1: {
                op::data_type type = op::type_of(op::type_kind::array);
                type.element = op::type_kind::integer;
                return type;
            }
            case 2: return op::type_of(op::type_kind::jsonb);
            default: return op::named_type(op::type_kind::enumeration, "mood");  // its values are found
        }
    }
    static bool is_special(const op::column& column) {
        return column.type.kind == op::type_kind::enumeration || column.type.kind == op::type_kind::array ||
            column.type.kind == op::type_kind::jsonb;
    }
    static op::value special_default(const op::data_type& type) {
        return op::value_of(op::value_kind::text, 0, type.kind == op::type_kind::enumeration ? "v0" : "{}");
    }

    /// A change of the values of the enumeration that was created: one is added, renamed or dropped.
    void change_values() {
        const std::uint32_t found = al::detail::find_enumeration(schema_, "mood");
        const op::list_view<al::name> values = al::detail::values_of(schema_.objects[found]);
        const al::name value = values[pick(values.size())];
        op::operation result{};
        result.object = "mood";
        if (chance(50) || value == "v0" || value == "it's") {
            result.kind = kind::add_enum_value, result.to = fresh("v");
            if (chance(70)) result.text = value, result.timing = static_cast<op::trigger_timing>(pick(2));
        } else {
            result.kind = chance(50) ? kind::rename_enum_value : kind::drop_enum_value, result.text = value;
            if (result.kind == kind::rename_enum_value) result.to = fresh("v");
        }
        start();
        finish(result);
    }

    op::column random_column(bool for_existing) {
        op::column result{};
        result.name = fresh("c");
        if (portable_ && chance(25)) {
            result.type = special_type();
            result.nullable = chance(60);
            if (chance(40) || (for_existing && !result.nullable)) result.default_value = special_default(result.type);
            return result;
        }
        const op::type_kind types[] = {op::type_kind::integer, op::type_kind::text,    op::type_kind::varchar,
                                       op::type_kind::real,    op::type_kind::numeric, op::type_kind::bigint};
        result.type.kind = types[pick(6)];
        if (result.type.kind == op::type_kind::varchar) result.type.precision = static_cast<int>(20 + pick(60));
        if (lean_ && result.type.kind == op::type_kind::numeric)
            result.type = op::type_of(op::type_kind::numeric, 12, 3);
        result.nullable = chance(60);
        const bool is_text = result.type.kind == op::type_kind::text || result.type.kind == op::type_kind::varchar;
        if (chance(40) || (for_existing && !result.nullable)) {
            if (is_text) result.default_value = op::value_of(op::value_kind::text, 0, "it's");
            else result.default_value = op::value_of(op::value_kind::integer, static_cast<std::int64_t>(pick(100)));
        }
        if (for_existing && chance(15)) {
            result.type = op::type_of(op::type_kind::timestamp);
            result.nullable = false;
            result.default_value = op::value_of(op::value_kind::current_timestamp);
        }
        return result;
    }

    void add_key(op::operation& table, bool autoincrement) {
        op::column id{};
        id.name = "id";
        id.type.kind = op::type_kind::integer;
        id.nullable = false, id.autoincrement = autoincrement;
        list().columns.push_back(id);
        ++table.columns.count;
        op::constraint key{};
        key.kind = op::constraint_kind::primary_key;
        list().names.push_back("id");
        key.columns = {static_cast<std::uint32_t>(list().names.size() - 1), 1};
        list().constraints.push_back(key);
        ++table.constraints.count;
    }

    void create_table(const al::name& name) {
        start();
        op::operation result{};
        result.kind = kind::create_table, result.table = name;
        if (portable_ && chance(25) && !lean_) result.schema = "places";
        add_key(result, chance(50));
        const std::size_t columns = 1 + pick(4);
        for (std::size_t i = 0; i < columns; ++i)
            list().columns.push_back(random_column(false)), ++result.columns.count;
        if (chance(40)) {
            const al::name column = list().columns[1 + pick(columns)].name;
            op::constraint check{};
            check.kind = op::constraint_kind::check;
            check.expression = text(refusal_of(column, "never"));
            list().constraints.push_back(check), ++result.constraints.count;
        }
        if (const al::name target = some_table(); !target.empty() && chance(50)) {
            op::column reference{};
            reference.name = fresh("ref"), reference.type.kind = op::type_kind::integer;
            list().columns.push_back(reference), ++result.columns.count;
            op::constraint key{};
            key.kind = op::constraint_kind::foreign_key, key.target = target;
            key.on_delete = static_cast<op::referential_action>(pick(3));
            list().names.push_back(reference.name), list().names.push_back("id");
            key.columns = {static_cast<std::uint32_t>(list().names.size() - 2), 1};
            key.target_columns = {static_cast<std::uint32_t>(list().names.size() - 1), 1};
            list().constraints.push_back(key), ++result.constraints.count;
        }
        list().options.push_back({}), result.options = {0, 1};
        finish(result);
    }

    /// A table as a query names it.
    static std::string in_text(const op::table_view& table) {
        return (table.create->schema.empty() ? "" : "places.") + std::string(table.name.text());
    }
    /// A condition that all rows of the tests meet.
    std::string refusal_of(const al::name& column, const char* value) const {
        const std::string name(column.text());
        return portable_ ? name + " IS NOT NULL OR 1 = 1" : name + " IS NOT '" + value + "'";
    }
    /// Whether there is a view.
    bool has_view() const {
        for (const auto& each : schema_.views.entries())
            if (each.alive) return true;
        return false;
    }

    void create_seed_tables() {
        create_table("people");
        create_table("things");
    }

    al::name some_table() {
        std::vector<al::name> whole;
        for (std::uint32_t i = 0; i < schema_.tables.entries().size(); ++i)
            if (schema_.tables[i].alive && is_own(i)) whole.push_back(schema_.tables[i].name);
        return whole.empty() ? al::name() : whole[pick(whole.size())];
    }
    /// A column that nothing else refers to.
    al::name some_column(const op::table_view& table, std::uint32_t which) {
        std::vector<al::name> whole;
        for (const op::column& each : table.columns())
            if (!al::detail::user_of_column(schema_, which, each.name, schema_.arena)) whole.push_back(each.name);
        return whole.empty() ? al::name() : whole[pick(whole.size())];
    }

    /// A column of a table, as `prefix.column`.
    std::string column_of(const al::name& table, const std::string& prefix) {
        const op::table_view view = schema_.table(table);
        return prefix + "." + std::string(view.columns()[pick(view.columns().size())].name.text());
    }
    /// A statement that uses columns of the changed row and of a table, and changes no row of the tests. In a history
    /// with branches it uses only the trigger's own table: another one may belong to another branch.
    std::string trigger_statement(const al::name& own, const std::string& row) {
        const al::name other = branched_ ? own : some_table();
        const std::string used(other.text()), column = column_of(other, "").substr(1);
        switch (pick(4)) {
            case 0: return "DELETE FROM " + used + " WHERE 0 AND " + column + " = " + column_of(own, row);
            case 1:
                return "SELECT " + column_of(other, "o") + ", max(" + column_of(own, row) + ") FROM " + used + " AS o";
            case 2:
                return "INSERT OR IGNORE INTO " + used + " (" + column + ") SELECT " + column_of(other, used) +
                    " FROM \"" + used + "\" WHERE " + column_of(own, row) + " > 5 AND 0";
            default:
                return "UPDATE " + used + " SET " + column + " = coalesce(" + column_of(own, row) + ", " + column +
                    ", 'it''s') WHERE 0";
        }
    }
    void create_trigger(const al::name& table) {
        start();
        op::operation result{};
        result.kind = kind::create_trigger, result.table = table, result.object = fresh("tr");
        result.timing = static_cast<op::trigger_timing>(pick(2));
        result.event = static_cast<op::trigger_event>(pick(3));
        std::vector<al::name> views;
        for (const auto& each : schema_.views.entries())
            if (each.alive) views.push_back(each.name);
        const bool on_view = !views.empty() && !branched_ && chance(30);
        const std::string row =
            result.event == op::trigger_event::delete_ || (result.event == op::trigger_event::update && chance(50))
            ? chance(50) ? "OLD" : "old"
            : "new";
        if (on_view) result.table = views[pick(views.size())], result.timing = op::trigger_timing::instead_of;
        if (!on_view && result.event == op::trigger_event::update && chance(50)) {
            list().cells.push_back({al::name(text(column_of(table, "").substr(1))), {}, 0});
            result.cells = {0, 1};
        }
        if (!on_view && chance(50)) result.text = text(column_of(table, row) + " IS NOT 'x'");
        std::string body = on_view ? "DELETE FROM " + std::string(table.text()) + " WHERE 0 AND id = 1"
                                   : trigger_statement(table, row);
        if (!on_view && chance(50)) body += ";\n" + trigger_statement(table, row) + (chance(50) ? ";" : "");
        list().texts.push_back({op::dialect_id::any, op::text_of(text(body))});
        result.texts = {0, 1};
        finish(result);
    }
    void drop_trigger() {
        for (const auto& each : schema_.triggers.entries()) {
            if (!each.alive || !chance(50)) continue;
            start();
            op::operation result{};
            result.kind = kind::drop_trigger, result.object = each.name;
            return finish(result);
        }
    }

    /// Begins a revision with an operation on a table.
    op::operation begin(kind what, const al::name& table) {
        start();
        op::operation result{};
        result.kind = what, result.table = table;
        return result;
    }
    al::name any_column(const op::table_view& view) { return view.columns()[pick(view.columns().size())].name; }

    // The words that only PostgreSQL has.

    void add_special(const al::name& table, const op::table_view& view) {
        const al::name column = any_column(view);
        std::vector<al::name> views;
        std::vector<const op::index*> indexes;
        for (const auto& each : schema_.views.entries())
            if (each.alive && each.get().materialized && heads_.size() == 1) {
                views.push_back(each.name);
                for (const op::index& index : each.get().indexes.of(each.arrays->indexes)) indexes.push_back(&index);
            }
        switch (pick(9)) {
            case 0: return create_materialized_view(view, column);
            case 1:
                if (views.empty()) return;
                return index_view(views[pick(views.size())]);
            case 2: return change_materialized_view(views, indexes);
            case 3:
            case 4: return add_unique(table, view, column);
            case 5: return add_exclusion(table, column);
            case 6: {
                op::constraint added{};
                added.name = fresh("ck"), added.not_valid = true;
                added.expression = text(refusal_of(column, "nothing"));
                return add_constraint(table, added);
            }
            case 7:
                for (const op::constraint& each : view.constraints())
                    if (each.not_valid) {
                        op::operation result = begin(kind::validate_constraint, table);
                        result.object = each.name;
                        return finish(result);
                    }
                return;
            default: return create_special_index(table, *view.find_column(column));
        }
    }

    void create_materialized_view(const op::table_view& view, const al::name& column) {
        op::operation result = begin(kind::create_view, fresh("mv"));
        result.materialized = true;
        const std::string used = chance(30) ? "*" : "id, " + std::string(column.text());
        const std::string query = "SELECT " + (column == "id" ? "id" : used) + " FROM " + in_text(view);
        list().texts.push_back({op::dialect_id::any, op::text_of(text(query))});
        result.texts = {0, 1};
        finish(result);
    }
    void index_view(const al::name& view) {
        op::operation result = begin(kind::create_index, view);
        op::index index{};
        result.object = index.name = fresh("ixv");
        list().parts.push_back({}), list().parts[0].column = "id";
        index.parts = {0, 1}, list().indexes.push_back(index), result.indexes = {0, 1};
        finish(result);
    }
    /// Drops an index of a view, or refreshes or drops a view.
    void change_materialized_view(const std::vector<al::name>& views, const std::vector<const op::index*>& indexes) {
        if (!indexes.empty() && chance(50)) {
            op::operation result = begin(kind::drop_index, {});
            result.object = indexes[pick(indexes.size())]->name;
            return finish(result);
        }
        if (views.empty()) return;
        op::operation result = begin(chance(50) ? kind::refresh_view : kind::drop_view, {});
        result.table = views[pick(views.size())], result.materialized = result.kind == kind::drop_view;
        finish(result);
    }

    /// Adds a constraint that has no columns of its own.
    void add_constraint(const al::name& table, const op::constraint& added) {
        op::operation result = begin(kind::add_constraint, table);
        result.object = added.name;
        list().constraints.push_back(added), result.constraints = {0, 1};
        finish(result);
    }
    void add_unique(const al::name& table, const op::table_view& view, const al::name& column) {
        op::constraint added{};
        added.kind = op::constraint_kind::unique, added.name = fresh("uq");
        for (const op::constraint& each : view.constraints())  // a second one over the same columns is refused
            if (each.kind == op::constraint_kind::unique) return;
        added.deferrable = chance(50), added.initially_deferred = added.deferrable && chance(50);
        added.nulls_not_distinct = chance(50) && newest_ >= 15;
        op::operation result = begin(kind::add_constraint, table);
        result.object = added.name;
        list().names.push_back("id");
        if (!(column == "id")) list().names.push_back(column);
        added.columns = {0, static_cast<std::uint32_t>(list().names.size())};
        list().constraints.push_back(added), result.constraints = {0, 1};
        finish(result);
    }
    void add_exclusion(const al::name& table, const al::name& column) {
        op::constraint added{};
        added.kind = op::constraint_kind::exclusion, added.name = fresh("ex"), added.match = "btree";
        added.expression = text("id WITH =" + (column == "id" ? "" : ", " + std::string(column.text()) + " WITH ="));
        if (chance(50)) added.where = text("id > 0");
        added.deferrable = chance(30);
        add_constraint(table, added);
    }
    void create_special_index(const al::name& table, const op::column& column) {
        op::operation result = begin(kind::create_index, table);
        op::index index{};
        result.object = index.name = fresh("ixs");
        op::index_part part{};
        part.column = column.name, part.descending = chance(50);
        part.nulls = static_cast<op::nulls_order>(pick(3));
        const bool is_text = column.type.kind == op::type_kind::text;
        if (is_text && chance(50)) part.operators = op::text_of("text_pattern_ops");
        else if (is_text) part.collation = op::text_of("POSIX");
        list().parts.push_back(part), index.parts = {0, 1};
        if (chance(30)) index.storage = op::text_of("fillfactor = 70");
        if (chance(30)) list().names.push_back("id"), index.include = {0, 1};
        if (chance(30)) index.where = text("id IS NOT NULL");
        list().indexes.push_back(index), result.indexes = {0, 1};
        finish(result);
    }

    // The words of all databases. Each adds a revision, or none where the schema has nothing for it.

    void add_revision() {
        const al::name table = some_table();
        if (table.empty() || chance(12)) return create_table(fresh("t"));
        if (!portable_ && heads_.size() == 1 && chance(10)) return chance(75) ? create_trigger(table) : drop_trigger();
        // A value cannot be dropped again while a view has the column, and order counts among branches.
        if (portable_ && !branched_ && !has_view() && chance(15)) return change_values();
        const std::uint32_t which = schema_.tables.find(table);
        const op::table_view view = schema_.tables[which].view();
        if (special_ && chance(45)) return add_special(table, view);
        switch (pick(13)) {
            case 0:
            case 1: return add_column(table);
            case 2: return drop_column(view, which);
            case 3: return rename_column(view);
            case 4: return alter_column(view);
            case 5: return create_index(view);
            case 6: return drop_index();
            case 7: return rename_table(table);
            case 8: return drop_table(table, which);
            case 9: return add_check(view);
            case 10: return create_view(view);
            case 11: return drop_view();
            default: return drop_check(view);
        }
    }

    void add_column(const al::name& table) {
        op::operation result = begin(kind::add_column, table);
        list().columns.push_back(random_column(true));
        result.object = list().columns[0].name, result.columns = {0, 1};
        finish(result);
    }
    void drop_column(const op::table_view& view, std::uint32_t which) {
        const al::name column = some_column(view, which);
        if (column.empty() || view.columns().size() < 3 || !al::detail::can_be_filled(*view.find_column(column)))
            return;
        // A star of a view is not a use of the column, but PostgreSQL has replaced it.
        if (special_ && al::detail::user_of_type(schema_, view, column, al::postgresql.id)) return;
        op::operation result = begin(kind::drop_column, view.name);
        result.object = column;
        finish(result);
    }
    void rename_column(const op::table_view& view) {
        const al::name column = any_column(view);
        if (column == "id" || (portable_ && !special_ && has_view())) return;
        op::operation result = begin(kind::rename_column, view.name);
        result.object = column, result.to = fresh("n");
        finish(result);
    }
    void alter_column(const op::table_view& view) {
        const al::name column = any_column(view);
        if (column == "id" || view.find_column(column)->type.kind == op::type_kind::timestamp) return;
        if (portable_ && has_view()) return;
        op::operation result = begin(kind::alter_column, view.name);
        result.object = column, result.columns = {0, 1};
        op::column target = *view.find_column(column);
        if (is_special(target)) result.changes = alter_special(target, view);
        else result.changes = alter_type(target);
        list().columns.push_back(target);
        finish(result);
    }
    /// A column's own enumeration gets another value; what is no enumeration gets a default.
    op::change alter_special(op::column& target, const op::table_view& view) {
        const bool is_own = target.type.name.size != 0 && target.type.name.text() != "mood";
        const op::list_view<al::name> values = view.names(target.type.values);
        target.type.values = {0, values.count + 1};
        for (const al::name& each : values) list().names.push_back(each);
        list().names.push_back(fresh("v"));
        target.default_value = special_default(target.type);
        return is_own ? op::change::type : op::change::default_value;
    }
    op::change alter_type(op::column& target) {
        if (lean_) target.type.precision += target.type.kind == op::type_kind::varchar ? 20 : 0;
        else if (target.type.kind == op::type_kind::varchar) target.type = op::type_of(op::type_kind::text);
        else target.type = op::type_of(target.type.kind);
        op::change changes = op::change::type;
        // Without a default a downgrade could find rows without a value, and would be right to fail.
        if (chance(50) && target.default_value.given())
            target.nullable = true, changes = changes | op::change::nullability;
        if (chance(50) && target.default_value.kind != op::value_kind::current_timestamp) {
            if (target.nullable) target.default_value = {};
            changes = changes | op::change::default_value;
        }
        return changes;
    }

    void create_index(const op::table_view& view) {
        for (const op::column& each : view.columns())
            if (lean_ && al::detail::is_of_any_length(each.type)) return;
        op::operation result = begin(kind::create_index, view.name);
        op::index index{};
        result.object = index.name = fresh("ix");
        const std::size_t parts = 1 + pick(2);
        for (std::size_t i = 0; i < parts && i < view.columns().size(); ++i)
            list().parts.push_back({.column = view.columns()[i].name, .descending = chance(30)});
        index.parts = {0, static_cast<std::uint32_t>(list().parts.size())};
        if (!lean_ && chance(20)) index.where = text(std::string(view.columns()[0].name.text()) + " IS NOT NULL");
        list().indexes.push_back(index), result.indexes = {0, 1};
        finish(result);
    }
    void drop_index() {
        for (const auto& each : schema_.indexes.entries())
            if (each.alive && is_own(each.table) && chance(50)) {
                op::operation result = begin(kind::drop_index, {});
                result.object = each.name;
                return finish(result);
            }
    }

    void rename_table(const al::name& table) {
        if (lean_ && has_view()) return;
        op::operation result = begin(kind::rename_table, table);
        result.to = fresh("renamed");
        finish(result);
    }
    void drop_table(const al::name& table, std::uint32_t which) {
        if (!al::detail::user_of_table(schema_, which) && shared_.count(which) == 0 &&
            schema_.tables.entries().size() > 3)
            finish(begin(kind::drop_table, table));
    }

    void add_check(const op::table_view& view) {
        const al::name column = any_column(view);
        if (lean_ && (column == "id" || column.text().starts_with("ref"))) return;
        op::constraint check{};
        check.name = fresh("ck"), check.expression = text(refusal_of(column, "nothing"));
        add_constraint(view.name, check);
    }
    void drop_check(const op::table_view& view) {
        for (const op::constraint& each : view.constraints())
            if (each.kind == op::constraint_kind::check) {
                op::operation result = begin(kind::drop_constraint, view.name);
                const al::name called = al::detail::name_of(schema_.naming, view, each, schema_.arena);
                result.object = al::name(text(std::string(called.text())));
                return finish(result);
            }
    }

    void create_view(const op::table_view& view) {
        op::operation result = begin(kind::create_view, fresh("v"));
        std::string columns;
        for (const op::column& each : view.columns())
            if (chance(50)) columns += (columns.empty() ? "" : ", ") + std::string(each.name.text());
        list().texts.push_back({op::dialect_id::any,
                                op::text_of(text("SELECT " + (columns.empty() ? std::string("id") : columns) +
                                                 " FROM " + in_text(view)))});
        result.texts = {0, 1};
        finish(result);
    }
    void drop_view() {
        for (const auto& each : schema_.views.entries())
            if (each.alive && !each.get().materialized && heads_.size() == 1 && chance(50))
                return finish(begin(kind::drop_view, each.name));
    }

    std::mt19937 random_;
    bool portable_;
    bool special_;
    bool lean_;
    int newest_;
    int counter_ = 0;
    op::settings settings_{};
    std::vector<std::unique_ptr<std::string>> texts_;
    std::vector<std::unique_ptr<op::operations>> lists_;
    std::vector<std::unique_ptr<op::operations_view>> views_;
    al::schema schema_;
    std::vector<op::revision> revisions_;
    bool branched_;
    std::vector<std::size_t> heads_{0};  // the last revision of each branch
    std::size_t fork_ = 0;               // the revision at which the branches begin
    std::size_t branch_ = 0;             // the current one
    std::vector<std::size_t> owners_;    // the branch of each table
    std::set<std::uint32_t> shared_;     // tables that foreign keys referred to when the branches began
    std::vector<std::vector<std::size_t>> parents_;
    std::vector<std::vector<al::name>> parent_ids_;
    al::revision_list order_;
};

}  // namespace laws
