// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "odd_sql.hpp"

#include <aludel/history/schema_after.hpp>
#include <aludel/history/schema_verdict.hpp>
#include <aludel/operation/operations.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace laws {

/// One line of revisions with everything that SQLite and the language have: names, expressions, values and constraints
/// of every kind, several operations a revision. (Branches are in `random_history`.) Operations are proposed at random,
/// and taken where the library's own verification would let them compile; so what such a history does on a database
/// must work, or fail because of the rows alone.
class odd_history {
public:
    explicit odd_history(std::uint32_t seed) : sql_(seed) {
        settings_.level_count = 0;
        settings_.transaction_per_revision = sql_.once_in(5);
        const std::size_t count = 4 + sql_.number(10);
        for (std::size_t i = 0; i < count; ++i) add_revision(i);
        for (std::size_t i = 0; i < lists_.size(); ++i) {
            op::revision revision{};
            revision.id = al::name(keep("r" + std::to_string(1000 + i)));
            revision.message = keep(sql_.odd_text());
            revision.upgrade = lists_[i]->view();
            revision.transactional = transactional_[i];
            if (!reversible_[i]) revision.irreversible = "a test";
            revisions_.push_back(revision);
        }
        parents_.resize(revisions_.size());
        for (std::size_t i = 1; i < revisions_.size(); ++i) {
            parents_[i] = revisions_[i - 1].id;
            revisions_[i].parents = {&parents_[i], 1};
        }
        order_ = al::topological_order(al::nodes_of(op::view_of(revisions_)));
    }

    [[nodiscard]] al::history_view view() const {
        return {"odd", &settings_, op::view_of(revisions_), op::view_of(order_)};
    }
    [[nodiscard]] std::size_t size() const { return revisions_.size(); }
    [[nodiscard]] std::string id(std::size_t which) const { return std::string(revisions_[which].id.text()); }
    [[nodiscard]] bool is_reversible(std::size_t which) const { return reversible_[which]; }
    [[nodiscard]] bool is_transactional(std::size_t which) const { return transactional_[which]; }
    [[nodiscard]] bool has_several_transactions() const {
        return settings_.transaction_per_revision ||
            std::find(transactional_.begin(), transactional_.end(), false) != transactional_.end();
    }

    /// What verification says of the whole, except of rules that are a matter of taste or of rows.
    [[nodiscard]] std::vector<std::string> findings() const {
        al::detail::vector<al::finding> found;
        al::detail::verify_schema(settings_, op::view_of(revisions_), op::view_of(order_), 0, order_.size(), found);
        std::vector<std::string> texts;
        for (const al::finding& each : found)
            if (is_refusal(each)) texts.emplace_back(each.text());
        return texts;
    }

private:
    using kind = op::operation_kind;

    static bool is_refusal(const al::finding& found) {
        const int number = static_cast<int>(found.rule);
        return (number < 400 && found.rule != al::rule::add_required_column) || found.rule == al::rule::qualified_name;
    }

    std::string_view keep(const std::string& text) {
        texts_.push_back(std::make_unique<std::string>(text));
        return *texts_.back();
    }
    al::name fresh() { return al::name(keep(sql_.odd_name() + std::to_string(++counter_))); }

    void add_revision(std::size_t which) {
        lists_.push_back(std::make_unique<op::operations>());
        reversible_.push_back(true);
        transactional_.push_back(!sql_.once_in(25));
        const std::size_t count = which == 0 ? 3 : 1 + sql_.number(4);
        for (std::size_t i = 0, tries = 0; i < count && tries < 20; ++tries) {
            op::operations proposal;
            if (which == 0 && i < 2) create_table(proposal);
            else propose(proposal);
            if (!proposal.list.empty() && take(proposal)) ++i;
        }
    }

    /// Applies an operation to the schema and adds it to the revision, if it would compile.
    bool take(const op::operations& proposal) {
        const op::operations_view arrays = proposal.view();
        const op::operation& operation = arrays.list[0];
        const bool inverts = al::detail::underivable(schema_, arrays, operation).empty();
        if (!inverts && !sql_.once_in(4)) return false;
        op::operations& list = *lists_.back();
        list.append(arrays, operation);
        views_.push_back(std::make_unique<op::operations>());
        views_.back()->append(arrays, operation);
        al::schema before = schema_;
        al::detail::vector<al::finding> found;
        held_.push_back(std::make_unique<op::revision>());  // the schema refers to its arrays
        op::revision& revision = *held_.back();
        revision.id = "now", revision.upgrade = views_.back()->view();
        if (!inverts) revision.irreversible = "a test";
        al::detail::replay_context context{schema_, &settings_};
        context.findings = &found, context.revision = &revision;
        al::detail::verify_revision(context, false, 0, al::detail::steps_of(revision));
        for (const al::finding& each : found) {
            if (!is_refusal(each)) continue;
            schema_ = before;
            list.list.pop_back();  // what the arrays have more is used by nobody
            return false;
        }
        reversible_.back() = reversible_.back() && inverts;
        return true;
    }

    ////////////////////////////////////////
    // Parts of tables.

    op::column random_column(const std::vector<al::name>& others, bool may_generate) {
        op::column result{};
        result.name = fresh();
        using type = op::type_kind;
        const type types[] = {type::integer, type::text,    type::varchar, type::real,    type::numeric,
                              type::bigint,  type::boolean, type::binary,  type::date,    type::time,
                              type::json,    type::uuid,    type::text,    type::integer, type::timestamp};
        result.type.kind = strict_ ? (sql_.once_in(2) ? type::text : type::integer) : types[sql_.number(15)];
        if (result.type.kind == type::varchar) result.type.precision = static_cast<int>(20 + sql_.number(60));
        result.nullable = !sql_.once_in(3);
        if (may_generate && !others.empty() && sql_.once_in(6)) {
            result.generated = sql_.once_in(2) ? op::generated_kind::stored : op::generated_kind::virtual_;
            result.expression = keep("CAST(" + sql_.expression(others, 1) + " AS TEXT)");
            result.type.kind = type::text, result.nullable = true;
            return result;
        }
        if (sql_.once_in(3) || !result.nullable) result.default_value = random_default(result.type.kind);
        if (sql_.once_in(8) && result.type.kind == type::text) result.collation = sql_.once_in(2) ? "NOCASE" : "RTRIM";
        return result;
    }
    op::value random_default(op::type_kind type) {
        using value = op::value_kind;
        switch (type) {
            case op::type_kind::integer:
            case op::type_kind::bigint:
                if (sql_.once_in(5)) return op::value_of(value::expression, 0, "(1 + 2) * 3");
                return op::value_of(value::integer, static_cast<std::int64_t>(sql_.number(100)) - 50);
            case op::type_kind::boolean: return op::value_of(value::boolean, 1);
            case op::type_kind::timestamp: return op::value_of(value::current_timestamp);
            case op::type_kind::real:
            case op::type_kind::numeric: return op::value_of(value::integer, 7);
            case op::type_kind::text: return op::value_of(value::text, 0, keep(sql_.odd_text()));
            case op::type_kind::varchar: return op::value_of(value::text, 0, "it's; -- short");
            case op::type_kind::date: return op::value_of(value::text, 0, "2024-02-29");
            case op::type_kind::time: return op::value_of(value::text, 0, "12:30:00");
            case op::type_kind::json: return op::value_of(value::text, 0, "{}");
            case op::type_kind::uuid: return op::value_of(value::text, 0, "12345678-1234-5678-1234-567812345678");
            default: return op::value_of(value::expression, 0, "x'00ff'");
        }
    }

    op::range names_of(op::operations& list, const std::vector<al::name>& columns) {
        const op::range result{static_cast<std::uint32_t>(list.names.size()),
                               static_cast<std::uint32_t>(columns.size())};
        for (const al::name& each : columns) list.names.push_back(each);
        return result;
    }
    void add_constraint(op::operations& list, const op::constraint& added) {
        list.constraints.push_back(added);
        ++list.list[0].constraints.count;
    }
    op::constraint check_on(const std::vector<al::name>& columns, const al::name& table) {
        op::constraint check{};
        check.kind = op::constraint_kind::check;
        check.expression = keep("coalesce(" + sql_.quoted(std::string(pick(columns).text())) + ", " +
                                sql_.expression(columns, 2, sql_.once_in(6) ? table : al::name()) + ") IS NOT 'never'");
        if (sql_.once_in(2)) check.name = fresh();
        return check;
    }
    op::constraint key_to(op::operations& list, const std::vector<al::name>& columns, const al::name& target,
                          const std::vector<al::name>& targets) {
        op::constraint key{};
        key.kind = op::constraint_kind::foreign_key, key.target = target;
        const op::referential_action actions[] = {op::referential_action::no_action, op::referential_action::cascade,
                                                  op::referential_action::set_null, op::referential_action::restrict};
        key.on_delete = actions[sql_.number(4)], key.on_update = actions[sql_.number(3)];
        if (sql_.once_in(4)) key.deferrable = true, key.initially_deferred = sql_.once_in(2);
        if (sql_.once_in(2)) key.name = fresh();
        key.columns = names_of(list, columns), key.target_columns = names_of(list, targets);
        return key;
    }

    void create_table(op::operations& list) {
        op::operation start{};
        start.kind = kind::create_table, start.table = fresh();
        list.list.push_back(start);
        op::table_options options{};
        strict_ = options.strict = false;
        const bool composite = sql_.once_in(4);
        options.without_rowid = composite && sql_.once_in(2);
        std::vector<al::name> key;
        for (std::size_t i = 0; i < (composite ? 2U : 1U); ++i) {
            op::column column{};
            column.name = fresh(), column.type.kind = i == 0 ? op::type_kind::integer : op::type_kind::text;
            column.nullable = false, column.autoincrement = !composite && sql_.once_in(3);
            list.columns.push_back(column), key.push_back(column.name);
        }
        std::vector<al::name> plain = key;
        const std::size_t count = 1 + sql_.number(5);
        for (std::size_t i = 0; i < count; ++i) {
            const op::column column = random_column(plain, true);
            list.columns.push_back(column);
            if (column.generated == op::generated_kind::none) plain.push_back(column.name);
        }
        op::constraint primary{};
        primary.kind = op::constraint_kind::primary_key, primary.columns = names_of(list, key);
        if (sql_.once_in(4)) primary.name = fresh();
        add_constraint(list, primary);
        while (sql_.once_in(2)) add_constraint(list, check_on(plain, start.table));
        if (sql_.once_in(4)) {
            op::constraint unique{};
            unique.kind = op::constraint_kind::unique;
            unique.columns = names_of(list, {plain.back()});
            if (sql_.once_in(2)) unique.name = fresh();
            add_constraint(list, unique);
        }
        const al::name target = sql_.once_in(3) ? start.table : some_table();
        if (!target.empty() && sql_.once_in(2)) {
            std::vector<al::name> targets = key, columns;
            if (!(target == start.table)) targets = primary_key_of(target);
            for (std::size_t i = 0; i < targets.size(); ++i) {
                op::column reference{};
                reference.name = fresh();
                reference.type.kind = i == 0 ? op::type_kind::integer : op::type_kind::text;
                list.columns.push_back(reference), columns.push_back(reference.name);
            }
            if (!columns.empty()) add_constraint(list, key_to(list, columns, target, targets));
        }
        list.list[0].columns = {0, static_cast<std::uint32_t>(list.columns.size())};
        list.options.push_back(options), list.list[0].options = {0, 1};
    }

    ////////////////////////////////////////
    // What is there.

    al::name some_table() {
        std::vector<al::name> whole;
        for (const auto& each : schema_.tables.entries())
            if (each.alive) whole.push_back(each.name);
        return whole.empty() ? al::name() : whole[sql_.number(whole.size())];
    }
    std::vector<al::name> primary_key_of(const al::name& table) const {
        std::vector<al::name> result;
        const op::table_view view = schema_.table(table);
        if (const op::constraint* const key = view.primary_key())
            for (const al::name& each : view.names(key->columns)) result.push_back(each);
        return result;
    }
    std::vector<al::name> columns_of(const op::table_view& view, bool generated = true) const {
        std::vector<al::name> result;
        for (const op::column& each : view.columns())
            if (generated || each.generated == op::generated_kind::none) result.push_back(each.name);
        return result;
    }
    template <class T>
    const T& pick(const std::vector<T>& list) {
        return list[sql_.number(list.size())];
    }

    ////////////////////////////////////////
    // Operations.

    void propose(op::operations& list) {
        const al::name table = some_table();
        const std::size_t what = sql_.number(22);
        if (table.empty() || what == 0) return create_table(list);
        const op::table_view view = schema_.table(table);
        strict_ = view.options().strict;
        const std::vector<al::name> columns = columns_of(view), stored = columns_of(view, false);
        list.list.emplace_back();
        op::operation& result = list.list[0];
        result.table = table;
        const al::name column = pick(columns);
        switch (what) {
            case 1:
            case 2:
            case 3: return add_column(list, table, stored);
            case 4: result.kind = kind::drop_column, result.object = column; return;
            case 5:
            case 6: result.kind = kind::rename_column, result.object = column, result.to = fresh(); return;
            case 7:
            case 8:
            case 9: return alter_column(list, *view.find_column(column), stored);
            case 10:
            case 11: return create_index(list, table, columns);
            case 12: return drop_index(list);
            case 13: result.kind = kind::rename_table, result.to = fresh(); return;
            case 14:
                if (schema_.tables.entries().size() < 4) return list.list.clear();
                result.kind = kind::drop_table;
                return;
            case 15:
                result.kind = kind::add_constraint;
                add_constraint(list, check_on(stored, table));
                if (list.constraints[0].name.empty()) list.constraints[0].name = fresh();
                result.object = list.constraints[0].name;
                return;
            case 16: return drop_constraint(list, view);
            case 17: return create_view(list, table, columns);
            case 18: return drop_view(list);
            case 19:
            case 20: return insert(list, view);
            default: {
                result.kind = kind::execute, result.table = al::name();
                const std::string statement = sql_.statement(std::string(table.text()), stored);
                list.texts.push_back({op::dialect_id::any, op::text_of(keep(statement))});
                result.texts = {0, 1};
            }
        }
    }

    void add_column(op::operations& list, const al::name& table, const std::vector<al::name>& stored) {
        op::operation& result = list.list[0];
        result.kind = kind::add_column;
        list.columns.push_back(random_column(stored, true));
        if (!list.columns[0].nullable && sql_.once_in(2))
            list.columns[0].fill = keep("coalesce(" + sql_.expression(stored, 1) + ", 7)");
        result.object = list.columns[0].name, result.columns = {0, 1};
        if (sql_.once_in(4)) add_constraint(list, check_on({list.columns[0].name}, table));
    }
    void drop_index(op::operations& list) {
        op::operation& result = list.list[0];
        for (const auto& each : schema_.indexes.entries())
            if (each.alive && sql_.once_in(2)) {
                result.kind = kind::drop_index, result.table = al::name(), result.object = each.name;
                return;
            }
        list.list.clear();
    }
    void drop_constraint(op::operations& list, const op::table_view& view) {
        std::vector<al::name> droppable;
        for (const op::constraint& each : view.constraints())
            if (each.kind != op::constraint_kind::primary_key)
                droppable.emplace_back(
                    keep(std::string(al::detail::name_of(schema_.naming, view, each, schema_.arena).text())));
        if (droppable.empty()) return list.list.clear();
        list.list[0].kind = kind::drop_constraint, list.list[0].object = pick(droppable);
    }
    void drop_view(op::operations& list) {
        for (const auto& each : schema_.views.entries())
            if (each.alive && !is_used(each.name) && sql_.once_in(2)) {
                list.list[0].kind = kind::drop_view, list.list[0].table = each.name;
                return;
            }
        list.list.clear();
    }

    void alter_column(op::operations& list, const op::column& old, const std::vector<al::name>& stored) {
        op::operation& result = list.list[0];
        if (old.generated != op::generated_kind::none) return list.list.clear();
        result.kind = kind::alter_column, result.object = old.name, result.columns = {0, 1};
        op::column target = old;
        target.fill = std::string_view();
        if (sql_.once_in(2)) {
            result.changes = op::change::type;
            target.type = op::type_of(sql_.once_in(2) ? op::type_kind::text : op::type_kind::numeric);
            target.default_value = {};
            if (sql_.once_in(3)) result.text = keep(sql_.expression(stored, 1));
            if (old.default_value.given()) result.changes = result.changes | op::change::default_value;
        }
        if (sql_.once_in(2)) {
            target.nullable = !old.nullable, result.changes = result.changes | op::change::nullability;
            if (!target.nullable && sql_.once_in(2))
                target.fill = keep("coalesce(" + sql_.expression(stored, 1) + ", 'none')");
        }
        if (result.changes == op::change::none || sql_.once_in(3)) {
            target.default_value = sql_.once_in(3) ? op::value{} : random_default(target.type.kind);
            result.changes = result.changes | op::change::default_value;
        }
        if (sql_.once_in(4)) result.to = fresh(), result.changes = result.changes | op::change::name;
        list.columns.push_back(target);
    }

    void create_index(op::operations& list, const al::name& table, const std::vector<al::name>& columns) {
        op::operation& result = list.list[0];
        result.kind = kind::create_index, result.object = fresh();
        op::index index{};
        index.name = result.object, index.unique = sql_.once_in(6);
        for (std::size_t i = 0, count = 1 + sql_.number(2); i < count; ++i) {
            if (sql_.once_in(4))
                list.parts.push_back(
                    {{}, op::text_of(keep("coalesce(" + sql_.expression(columns, 1) + ", 1)")), sql_.once_in(3)});
            else list.parts.push_back({.column = pick(columns), .descending = sql_.once_in(3)});
        }
        index.parts = {0, static_cast<std::uint32_t>(list.parts.size())};
        if (sql_.once_in(4)) index.where = keep(sql_.expression(columns, 2, sql_.once_in(6) ? table : al::name()));
        list.indexes.push_back(index), result.indexes = {0, 1};
    }

    void create_view(op::operations& list, const al::name& table, const std::vector<al::name>& columns) {
        op::operation& result = list.list[0];
        result.kind = kind::create_view, result.table = fresh();
        std::string query;
        std::vector<std::string> below;
        for (const auto& each : schema_.views.entries())
            if (each.alive) below.emplace_back(each.name.text());
        if (!below.empty() && sql_.once_in(2)) query = "SELECT k AS k, 'x' AS x FROM " + sql_.quoted(pick(below));
        else query = sql_.query(std::string(table.text()), columns);
        list.texts.push_back({op::dialect_id::any, op::text_of(keep(query))});
        result.texts = {0, 1};
    }

    /// Whether another view reads a view.
    bool is_used(const al::name& view) const {
        for (const auto& each : schema_.views.entries())
            for (const op::dialect_text& query : each.queries())
                if (each.alive &&
                    std::string(query.sql).find(sql_.quoted(std::string(view.text()))) != std::string::npos)
                    return true;
        return false;
    }

    void insert(op::operations& list, const op::table_view& view) {
        op::operation& result = list.list[0];
        result.kind = kind::insert;
        const std::vector<al::name> key = primary_key_of(view.name);
        const std::uint32_t rows = 1 + static_cast<std::uint32_t>(sql_.number(3));
        for (std::uint32_t row = 0; row < rows; ++row) {
            const std::int64_t number = 1000 + ++counter_;
            for (const op::column& each : view.columns()) {
                if (each.generated != op::generated_kind::none) continue;
                const bool is_key = std::find(key.begin(), key.end(), each.name) != key.end();
                if (!is_key && each.nullable && sql_.once_in(2)) continue;
                op::value value = random_default(each.type.kind);
                if (is_key && each.type.kind == op::type_kind::integer)
                    value = op::value_of(op::value_kind::integer, number);
                if (value.kind == op::value_kind::current_timestamp) value = op::value_of(op::value_kind::text, 0, "t");
                if (!is_key && refers(view, each.name)) continue;
                list.cells.push_back({each.name, value, row});
            }
        }
        result.cells = {0, static_cast<std::uint32_t>(list.cells.size())};
    }
    static bool refers(const op::table_view& view, const al::name& column) {
        for (const op::constraint& each : view.constraints())
            if (each.kind == op::constraint_kind::foreign_key)
                for (const al::name& one : view.names(each.columns))
                    if (one == column) return true;
        return false;
    }

    odd_sql sql_;
    int counter_ = 0;
    bool strict_ = false;
    op::settings settings_{};
    std::vector<std::unique_ptr<std::string>> texts_;
    std::vector<std::unique_ptr<op::operations>> lists_;  // of each revision
    std::vector<std::unique_ptr<op::operations>> views_;  // of each operation
    std::vector<std::unique_ptr<op::revision>> held_;
    std::vector<bool> reversible_, transactional_;
    al::schema schema_;
    std::vector<op::revision> revisions_;
    std::vector<al::name> parents_;
    al::revision_list order_;
};

}  // namespace laws
