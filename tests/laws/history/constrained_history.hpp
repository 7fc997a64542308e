// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/history/history_view.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/downgrade.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace laws {

namespace al = aludel;
namespace op = aludel::op;

/// Histories about the identity of constraints: few names for tables and columns, so that they come again; constraints
/// mostly without names, several in one revision; renames between them; fills, inserts, views and indexes. Any random
/// operation is tried on the schema, and kept if nothing refuses it and its downgrade can be derived. Rows with the ids
/// 1 to 3, and those of inserts, satisfy all constraints.
class constrained_history {
public:
    explicit constrained_history(std::uint32_t seed) : random_(seed) {
        const std::size_t count = 2 + pick(7);
        for (std::size_t i = 0; i < count; ++i) {
            lists_.push_back(std::make_unique<op::operations>());
            const std::size_t wanted = 1 + pick(4);
            for (std::size_t tries = 0; list().list.size() < wanted && tries < 40; ++tries) attempt();
            schemas_.push_back(schema_);
        }
        for (std::size_t i = 0; i < count; ++i) {
            op::revision revision{};
            revision.id = name_of("r" + std::to_string(100 + i));
            revision.upgrade = lists_[i]->view();
            revisions_.push_back(revision), order_.push_back(static_cast<std::uint32_t>(i));
        }
        for (const op::revision& each : revisions_) parents_.push_back(each.id);
        for (std::size_t i = 1; i < count; ++i) revisions_[i].parents = {&parents_[i - 1], 1};
    }

    [[nodiscard]] al::history_view view() const {
        return {"random",
                &settings_,
                {revisions_.data(), static_cast<std::uint32_t>(revisions_.size())},
                {order_.data(), static_cast<std::uint32_t>(order_.size())}};
    }
    /// The schema after a revision.
    [[nodiscard]] const al::schema& after(std::size_t revision) const { return schemas_[revision]; }

private:
    using kind = op::operation_kind;

    std::size_t pick(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }
    bool chance(int percent) { return pick(100) < static_cast<std::size_t>(percent); }
    std::string_view text(std::string letters) {
        texts_.push_back(std::make_unique<std::string>(std::move(letters)));
        return *texts_.back();
    }
    al::name name_of(std::string letters) { return al::name(text(std::move(letters))); }
    al::name some(std::initializer_list<const char*> names) { return al::name(names.begin()[pick(names.size())]); }
    al::name some_table() { return some({"t", "u", "t_a"}); }
    al::name some_column() { return some({"a", "b", "c", "a_2"}); }
    op::operations& list() { return *lists_.back(); }

    template <class T>
    static std::uint32_t size(const T& pool) {
        return static_cast<std::uint32_t>(pool.size());
    }
    op::range add_name(op::operations& to, const al::name& added) {
        to.names.push_back(added);
        return {size(to.names) - 1, 1};
    }

    /// Appends a constraint to those of an operation, which is the last that has any.
    void add(op::operations& to, op::operation& operation, const op::constraint& added) {
        if (operation.constraints.count == 0) operation.constraints.first = size(to.constraints);
        to.constraints.push_back(added), ++operation.constraints.count;
        if (chance(20)) to.constraints.back().name = some({"ck_t_1", "ck_t_2", "uq_t_a", "uq_t_a_2", "x", "y"});
    }
    op::constraint check_of(const al::name& column) {
        op::constraint result{};
        result.kind = op::constraint_kind::check;
        result.expression = text(std::string(column.text()) + " IS NOT 'n" + std::to_string(pick(4)) + "'");
        return result;
    }
    op::constraint key_of(op::operations& to, op::constraint_kind what, const al::name& column) {
        op::constraint result{};
        result.kind = what, result.columns = add_name(to, column);
        return result;
    }
    op::column integer(const al::name& called) {
        op::column result{};
        result.name = called, result.type.kind = op::type_kind::integer;
        return result;
    }

    op::operation create_table(op::operations& to) {
        op::operation result{};
        result.kind = kind::create_table, result.table = some_table(), result.if_not_exists = chance(15);
        op::column id = integer("id");
        id.nullable = false;
        to.columns.push_back(id);
        add(to, result, key_of(to, op::constraint_kind::primary_key, "id"));
        const std::size_t count = 1 + pick(3);
        for (std::size_t i = 0; i < count; ++i) {
            op::column added = integer(some_column());
            added.nullable = chance(70);
            to.columns.push_back(added);
            if (chance(30)) add(to, result, check_of(added.name));
            if (chance(20)) {
                op::constraint check = check_of(added.name);
                check.columns = add_name(to, added.name);
                add(to, result, check);
            }
            if (chance(20)) add(to, result, key_of(to, op::constraint_kind::unique, added.name));
            if (added.nullable && chance(15)) add(to, result, reference(to, added.name));
        }
        result.columns = {0, size(to.columns)};
        to.options.push_back({});
        to.options[0].strict = chance(10), to.options[0].comment = chance(10) ? "first" : "";
        result.options = {0, 1};
        return result;
    }
    op::constraint reference(op::operations& to, const al::name& column) {
        op::constraint key = key_of(to, op::constraint_kind::foreign_key, column);
        key.target = some_table();
        if (chance(50)) key.target_columns = add_name(to, "id");
        return key;
    }

    op::operation add_column(op::operations& to) {
        op::operation result{};
        result.kind = kind::add_column, result.table = some_table();
        op::column added = integer(some_column());
        result.object = added.name;
        if (chance(40)) {
            const al::name read = chance(40) ? al::name("id") : some_column();
            if (nulls_.count(key(result.table, read)) == 0) {
                added.fill = text(std::string(read.text()) + " + 0");
                added.nullable = chance(30);
            }
        }
        const std::size_t checks = pick(3);
        for (std::size_t i = 0; i < checks; ++i) {
            op::constraint check = check_of(added.name);
            if (chance(70)) check.columns = add_name(to, added.name);
            add(to, result, check);
        }
        if (chance(25)) add(to, result, key_of(to, op::constraint_kind::unique, added.name));
        if (added.fill.empty() && chance(25)) add(to, result, reference(to, added.name));
        if (chance(20)) {
            op::index index{};
            to.parts.push_back({.column = added.name});
            index.parts = {0, 1};
            to.indexes.push_back(index), result.indexes = {0, 1};
        }
        to.columns.push_back(added), result.columns = {0, 1};
        return result;
    }

    op::operation insert(op::operations& to) {
        op::operation result{};
        result.kind = kind::insert, result.table = some_table();
        const op::table_view table = schema_.table(result.table);
        const std::uint32_t rows = 1 + static_cast<std::uint32_t>(pick(2));
        for (std::uint32_t row = 0; table && row < rows; ++row) {
            const std::int64_t id = static_cast<std::int64_t>(100 + ++inserted_);
            for (const op::column& each : table.columns())
                if (!each.nullable || (chance(30) && !is_in_foreign_key(table, each.name)))
                    to.cells.push_back({each.name, op::value_of(op::value_kind::integer, id), row});
        }
        result.cells = {0, size(to.cells)};
        return result;
    }
    static bool is_in_foreign_key(const op::table_view& table, const al::name& column) {
        for (const op::constraint& each : table.constraints())
            if (each.kind == op::constraint_kind::foreign_key && table.names(each.columns)[0] == column) return true;
        return false;
    }

    op::operation random_operation(op::operations& to) {
        op::operation result{};
        result.table = some_table();
        const op::table_view table = schema_.table(result.table);
        switch (pick(18)) {
            case 0:
            case 1: return create_table(to);
            case 2:
            case 3:
            case 4: return add_column(to);
            case 5: return insert(to);
            case 6: result.kind = kind::drop_table; return result;
            case 7: result.kind = kind::rename_table, result.to = some_table(); return result;
            case 8:
            case 9: result.kind = kind::rename_column, result.object = some_column(), result.to = some_column(); break;
            case 10:
            case 11: result.kind = kind::drop_column, result.object = some_column(); break;
            case 12: drop_constraint(result, table); break;
            case 13: create_index(to, result); break;
            case 14:
                if (chance(50)) result.kind = kind::comment_on_table, result.text = "about it";
                else alter_column(to, result, table);
                break;
            case 15:
                if (chance(50)) result.kind = kind::drop_view, result.table = "v";
                else create_view(to, result);
                break;
            default:
                result.kind = kind::add_constraint;
                add(to, result,
                    chance(60) ? check_of(some_column()) : key_of(to, op::constraint_kind::unique, some_column()));
                result.object = to.constraints.back().name;
                break;
        }
        return result;
    }
    void drop_constraint(op::operation& result, const op::table_view& table) {
        result.kind = kind::drop_constraint;
        if (!table || table.constraints().empty()) return;
        const op::constraint& gone = table.constraints()[pick(table.constraints().count)];
        al::detail::text_arena arena;
        result.object = name_of(std::string(al::detail::name_of(settings_.naming, table, gone, arena).text()));
    }
    void create_index(op::operations& to, op::operation& result) {
        result.kind = kind::create_index, result.object = some({"ix_1", "ix_t_a", "ix_t_b"});
        op::index index{};
        index.name = result.object, index.unique = chance(30), index.if_not_exists = chance(30);
        to.parts.push_back({.column = some_column(), .descending = chance(20)});
        index.parts = {0, 1};
        to.indexes.push_back(index), result.indexes = {0, 1};
    }
    void alter_column(op::operations& to, op::operation& result, const op::table_view& table) {
        result.kind = kind::alter_column, result.object = some_column();
        op::column wanted = integer(result.object);
        result.changes = op::change::default_value;
        if (chance(50) && table && !is_in_foreign_key(table, result.object))
            wanted.default_value = op::value_of(op::value_kind::integer, 7);
        if (chance(30)) result.changes = result.changes | op::change::name, result.to = some_column();
        to.columns.push_back(wanted), result.columns = {0, 1};
    }
    void create_view(op::operations& to, op::operation& result) {
        result.kind = kind::create_view;
        const std::string query =
            "SELECT id, " + std::string(some_column().text()) + " FROM " + std::string(result.table.text());
        result.table = "v";
        to.texts.push_back({op::dialect_id::any, op::text_of(text(query))}), result.texts = {0, 1};
    }

    static std::string key(const al::name& table, const al::name& column) {
        return std::string(table.text()) + "." + std::string(column.text());
    }

    /// Whether an operation is possible, can be undone, and does not contradict the rows.
    bool is_possible(const op::operations_view& arrays) {
        const op::operation& tried = arrays.list[0];
        al::schema copy = schema_;
        al::detail::vector<al::finding> findings;
        const op::revision revision{};
        al::detail::replay_context context{copy, &settings_, &findings, &revision};
        context.ordinal = size(schemas_);
        if (!al::detail::underivable(schema_, arrays, tried).empty()) return false;
        al::detail::apply(context, arrays);
        for (const al::finding& each : findings)
            if (each.level == al::level::error) return false;
        // Names that no column has are refused elsewhere, in the review.
        const op::table_view after = copy.table(tried.table);
        for (const op::constraint& each : tried.constraints.of(arrays.constraints))
            if (each.kind == op::constraint_kind::check &&
                !after.find_column(
                    al::name(std::string_view(each.expression).substr(0, std::string_view(each.expression).find(' ')))))
                return false;
        if (tried.kind == kind::add_column && !arrays.columns[0].fill.empty()) {
            const std::string_view fill = arrays.columns[0].fill;
            const al::name read(fill.substr(0, fill.find(' ')));
            if (read == arrays.columns[0].name || !after.find_column(read)) return false;
        }
        if (tried.kind == kind::create_view) {
            const std::string_view query = arrays.texts[0].sql;
            const std::size_t comma = query.find(", "), from = query.find(" FROM ");
            const op::table_view source = schema_.table(al::name(query.substr(from + 6)));
            if (!source || !source.find_column(al::name(query.substr(comma + 2, from - comma - 2)))) return false;
        }
        return true;
    }

    /// Keeps track of the columns that may hold NULL in the rows 1 to 3.
    void note_nulls(const op::operations_view& arrays) {
        const op::operation& done = arrays.list[0];
        const auto move = [&](const std::string& before, const std::string& after) {
            if (nulls_.erase(before) != 0) nulls_.insert(after);
        };
        if (done.kind == kind::add_column || done.kind == kind::create_table)
            for (const op::column& each : done.columns.of(arrays.columns)) {
                nulls_.erase(key(done.table, each.name));
                if (each.nullable) nulls_.insert(key(done.table, each.name));
            }
        if (!done.to.empty() && done.kind != kind::rename_table)
            move(key(done.table, done.object), key(done.table, done.to));
        if (done.kind == kind::rename_table)
            for (const char* const each : {"a", "b", "c", "a_2"}) move(key(done.table, each), key(done.to, each));
    }

    void attempt() {
        op::operations tried;
        tried.list.push_back(random_operation(tried));
        if (tried.list[0].kind == kind::create_table && tried.options.empty()) tried.options.push_back({});
        if (!is_possible(tried.view())) return;
        note_nulls(tried.view());
        list().append(tried.view(), tried.list[0]);
        kept_.push_back(std::make_unique<op::operations>(tried));
        views_.push_back(std::make_unique<op::operations_view>(kept_.back()->view()));
        const op::revision revision{};
        al::detail::replay_context context{schema_, &settings_};
        context.revision = &revision, context.ordinal = size(schemas_);
        al::detail::apply(context, *views_.back());
    }

    std::mt19937 random_;
    op::settings settings_{};
    std::vector<std::unique_ptr<std::string>> texts_;
    std::vector<std::unique_ptr<op::operations>> lists_;  // of the revisions
    std::vector<std::unique_ptr<op::operations>> kept_;   // of the single operations, which the schema points into
    std::vector<std::unique_ptr<op::operations_view>> views_;
    al::schema schema_;
    std::vector<al::schema> schemas_;
    std::set<std::string> nulls_;
    std::size_t inserted_ = 0;
    std::vector<op::revision> revisions_;
    std::vector<al::name> parents_;
    std::vector<std::uint32_t> order_;
};

}  // namespace laws
