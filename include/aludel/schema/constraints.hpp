// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/naming.hpp>
#include <aludel/schema/replay.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

constexpr bool same_names(const op::list_view<name>& a, const op::list_view<name>& b) {
    if (a.count != b.count) return false;
    for (std::uint32_t i = 0; i < a.count; ++i)
        if (!(a[i] == b[i])) return false;
    return true;
}

/// The same columns, in whatever order.
constexpr bool same_set(const op::list_view<name>& a, const op::list_view<name>& b) {
    if (a.count != b.count) return false;
    for (const name& each : a) {
        bool found = false;
        for (const name& other : b) found = found || each == other;
        if (!found) return false;
    }
    return true;
}

/// What still needs a table or a column, as the end of a sentence; false: nothing does.
struct user_of {
    std::string_view kind{};
    std::string_view quote{};
    aludel::name name{};
    std::string_view remedy{};

    constexpr explicit operator bool() const { return !kind.empty(); }
};

/// What a constraint is called in messages.
constexpr std::string_view kind_name(op::constraint_kind kind) {
    switch (kind) {
        case op::constraint_kind::primary_key: return "primary key";
        case op::constraint_kind::unique: return "unique constraint";
        case op::constraint_kind::foreign_key: return "foreign key";
        default: return "check";
    }
}

/// `a`, `b`
constexpr sentence list_names(const op::list_view<name>& names) {
    sentence list;
    for (std::uint32_t i = 0; i < names.count; ++i) list.add(i == 0 ? "`" : ", `").add(names[i].text()).add("`");
    return list;
}

/// The columns of a constraint are there, and no other of its table has its name.
constexpr bool check_constraint(replay& at, const char* verb, const op::table_view& table, const op::constraint& constraint) {
    for (std::uint32_t i = 0; i < constraint.columns.count; ++i)
        if (!at.find_column(verb, table, table.pools->names[constraint.columns.first + i])) return false;
    if (constraint.nameless) return at.report_empty(verb, {"a ", kind_name(constraint.kind), " of table `", table.name, "`"});
    if (constraint.name.size == 0) return true;
    for (const op::constraint& other : table.constraints())
        if (&other != &constraint && other.name == constraint.name)
            return at.report(rule::duplicate_constraint, {verb, ": table `", table.name, "` has a constraint `", constraint.name, "` already. Give it another name"});
    return true;
}

/// Types that a foreign key may pair: equal, or of one family.
constexpr int family(const op::data_type& type) {
    using kind = op::type_kind;
    switch (type.kind) {
        case kind::smallint: case kind::integer: case kind::bigint: return 1;
        case kind::varchar: case kind::character: case kind::text: return 2;
        case kind::real: case kind::double_precision: return 3;
        case kind::timestamp: case kind::timestamptz: return 4;
        case kind::native: return 0;  // anything: only the database knows
        default: return 100 + static_cast<int>(type.kind);
    }
}

/// The columns of a table that a foreign key points at: those it names, or the primary key.
constexpr op::list_view<name> target_columns(const op::table_view& from, const op::constraint& key, const op::table_view& target) {
    if (key.target_columns.count != 0) return from.names(key.target_columns);
    const op::constraint* const primary = target.primary_key();
    return primary == nullptr ? op::list_view<name>{} : target.names(primary->columns);
}

constexpr bool is_unique(const schema& schema, std::uint32_t table, const op::table_view& view, const op::list_view<name>& columns) {
    for (const op::constraint& each : view.constraints())
        if ((each.kind == op::constraint_kind::primary_key || each.kind == op::constraint_kind::unique) && same_set(view.names(each.columns), columns)) return true;
    for (std::uint32_t next = schema.tables[table].last_index; next != 0; next = schema.indexes[next - 1].before) {
        const index_entry& each = schema.indexes[next - 1];
        if (!each.alive || !each.get().unique || !each.get().where.empty() || each.parts().count != columns.count) continue;
        bool all = true;
        for (const op::index_part& part : each.parts()) {
            bool found = false;
            for (const name& column : columns) found = found || part.column == column;
            all = all && found;
        }
        if (all) return true;
    }
    return false;
}

/// What a foreign key points at is there, unique, and of its type.
constexpr bool check_foreign_key(replay& at, const char* verb, const op::table_view& table, const op::constraint& key) {
    const op::list_view<name> own = table.names(key.columns);
    const std::uint32_t found = at.schema.tables.find(key.target);
    if (found == at.schema.tables.none)
        return at.report(rule::foreign_key_target, {verb, ": foreign key of table `", table.name, "` over ", list_names(own).text(), " points at table `", key.target.text(),
                         "`, which does not exist at this revision", at.hint(key.target, at.schema.tables.entries()), " Create that table first"});
    const op::table_view target = at.schema.tables[found].view();
    const op::list_view<name> columns = target_columns(table, key, target);
    for (const name& each : columns)
        if (!target.find_column(each))
            return at.report(rule::foreign_key_target, {verb, ": foreign key of table `", table.name, "` points at column `", each, "` of table `", key.target.text(),
                             "`, which does not exist at this revision", at.hint(each, target.columns()), " Name a column that is there"});
    if (columns.count != own.count)
        return at.report(rule::foreign_key_target, {verb, ": foreign key of table `", table.name, "` over ", list_names(own).text(), " points at another number of columns of table `",
                         key.target.text(), "`. Name as many columns there as here"});
    if (!is_unique(at.schema, found, target, columns))
        return at.report(rule::foreign_key_target, {verb, ": foreign key of table `", table.name, "` points at ", list_names(columns).text(), " of table `", key.target.text(),
                         "`, which is neither its primary key nor unique. Add a unique constraint over it first"});
    for (std::uint32_t i = 0; i < own.count; ++i) {
        const op::column* const mine = table.find_column(own[i]);
        const op::column* const theirs = target.find_column(columns[i]);
        if (mine == nullptr) return false;
        const int a = family(mine->type), b = family(theirs->type);
        if (a != b && a != 0 && b != 0)
            return at.report(rule::foreign_key_target, {verb, ": column `", own[i], "` of table `", table.name, "` has another type than column `", columns[i], "` of table `", key.target.text(),
                             "`, which its foreign key points at. Give both the same type"});
    }
    return true;
}

/// The newest index joins the others of its table.
constexpr void chain_last_index(schema& schema) {
    const auto count = static_cast<std::uint32_t>(schema.indexes.entries().size());
    index_entry& added = schema.indexes.unlogged(count - 1);
    table_entry& table = schema.tables.unlogged(added.table);
    added.before = table.last_index, table.last_index = count;
}

/// Notes what a foreign key points at. The note is not taken back: it only says where to look.
constexpr void note_target(schema& schema, const op::constraint& added) {
    if (added.kind != op::constraint_kind::foreign_key) return;
    if (const std::uint32_t found = schema.tables.find(added.target); found != schema.tables.none) schema.tables.unlogged(found).may_be_target = true;
}

/// Whether a foreign key could point at a table: most are none's target, and then nobody looks at all the others.
constexpr bool is_possible_target(const schema& schema, std::uint32_t table) { return schema.tables[table].may_be_target || !schema.made_by_operations; }

/// Gives the unnamed constraints of a table the names that the convention gave them in the database, before their table
/// or columns get other names.
constexpr void keep_names(schema& schema, std::uint32_t which) {
    bool named = true;
    for (const op::constraint& each : schema.tables[which].view().constraints()) named = named && !each.name.empty();
    if (named) return;
    table_entry& entry = schema.tables.change(which);
    op::operation_list& list = entry.edit();
    entry.renew();
    const op::table_view view = entry.view();
    for (op::constraint& each : list.constraints) each.name = name_of(schema.naming, view, each, schema.arena);
}

}  // namespace aludel::inline v0_1::detail
