// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/check_key.hpp>
#include <aludel/schema/features.hpp>
#include <aludel/schema/naming.hpp>
#include <aludel/schema/replay.hpp>

#include <cstdint>  // uint8_t, uint32_t

namespace aludel::inline v0_1::detail {

/// The same names in the same order.
constexpr bool same_names(const op::list_view<name>& a, const op::list_view<name>& b) {
    if (a.count != b.count) return false;
    for (std::uint32_t i = 0; i < a.count; ++i)
        if (!(a[i] == b[i])) return false;
    return true;
}

/// The same names in any order.
constexpr bool same_set(const op::list_view<name>& a, const op::list_view<name>& b) {
    if (a.count != b.count) return false;
    for (const name& each : a) {
        bool found = false;
        for (const name& other : b) found = found || each == other;
        if (!found) return false;
    }
    return true;
}

/// What refers to a table or a column, as the end of a message; false: nothing does.
struct user_of {
    std::string_view kind{};
    std::string_view quote{};
    aludel::name name{};
    std::string_view remedy{};
    aludel::name key{};  ///< of a foreign key of another table, if it has a name

    constexpr explicit operator bool() const { return !kind.empty(); }
};

/// Whether what uses something of a table, which therefore cannot be dropped, was itself the subject of an error.
constexpr bool is_in_doubt(const replay_context& context, const name& table, const user_of& user) {
    return context.is_in_doubt(user.name, user.key) || context.is_in_doubt(table, user.name) ||
        context.is_in_doubt(user.name);
}
/// The user is in doubt as well where it prevents a drop: perhaps it should have been dropped before.
constexpr void doubt_user(replay_context& context, const name& table, const user_of& user) {
    context.doubt({0, user.name.hash});
    context.doubt({context.origin_of(user.name), 0});
    context.doubt({context.origin_of(table), user.name.hash});
    if (!user.key.empty()) context.doubt({context.origin_of(user.name), user.key.hash});
}

/// The kind of a constraint as messages call it.
constexpr std::string_view kind_name(op::constraint_kind kind) {
    switch (kind) {
        case op::constraint_kind::primary_key: return "primary key";
        case op::constraint_kind::unique: return "unique constraint";
        case op::constraint_kind::foreign_key: return "foreign key";
        case op::constraint_kind::exclusion: return "exclusion constraint";
        default: return "check";
    }
}

/// Names for a message: "`a`, `b`".
constexpr sentence list_names(const op::list_view<name>& names) {
    sentence list;
    for (std::uint32_t i = 0; i < names.count; ++i) list.add(i == 0 ? "`" : ", `").add(names[i].text()).add("`");
    return list;
}

/// Reports two constraints of one name in a table. Always returns false.
constexpr bool report_same_name(replay_context& context, const char* verb, const op::table_view& table,
                                const name& called) {
    return context.fails(rule::duplicate_constraint, table.name, called) &&
        context.report(
            rule::duplicate_constraint,
            {verb, ": table `", table.name, "` has a constraint `", called, "` already. Give it another name"});
}

/// Checks that the columns of a constraint exist, and that its name is not empty and unique in its table. Reports the
/// first mistake and returns false.
constexpr bool check_constraint(replay_context& context, const char* verb, const op::table_view& table,
                                const op::constraint& constraint) {
    const name* const columns = table.arrays->names + constraint.columns.first;
    const std::uint32_t count = constraint.columns.count;
    if (count == 0 && constraint.expression.data == nullptr)
        return context.report(
            rule::invalid_table,
            {verb, ": a ", kind_name(constraint.kind), " of table `", table.name, "` is over no columns. Name them"});
    for (std::uint32_t i = 0; i < count; ++i) {
        const op::column* const column = context.find_column(verb, table, columns[i]);
        if (column == nullptr) return false;
        if (column->generated != op::generated_kind::none && constraint.kind == op::constraint_kind::primary_key)
            return context.report(
                rule::invalid_table,
                {verb, ": column `", column->name, "` of table `", table.name,
                 "` is generated, and cannot be in the primary key. Add a unique constraint over it"});
        if (constraint.kind != op::constraint_kind::check)
            check_key_column(context, verb, table, *column, kind_name(constraint.kind), constraint.name);
        for (std::uint32_t k = 0; k < i; ++k)
            if (columns[k].hash == columns[i].hash && columns[k] == columns[i])
                return context.report(rule::invalid_table,
                                      {verb, ": a ", kind_name(constraint.kind), " of table `", table.name,
                                       "` names column `", columns[i], "` twice. Name it once"});
    }
    // In a table without rowid such a constraint is the key itself, and its columns cannot be renamed.
    if (constraint.kind == op::constraint_kind::unique && table.options().without_rowid &&
        table.primary_key() != nullptr && same_set({columns, count}, table.names(table.primary_key()->columns)))
        return context.report(rule::duplicate_constraint,
                              {verb, ": a unique constraint of table `", table.name,
                               "` is over the columns of its primary key, which are unique already. Leave it out"});
    if (constraint.kind == op::constraint_kind::check || constraint.kind == op::constraint_kind::foreign_key)
        check_is_possible(context, verb, table, constraint);
    if ((constraint.kind == op::constraint_kind::exclusion || constraint.nulls_not_distinct ||
         (constraint.deferrable && constraint.kind != op::constraint_kind::foreign_key)) &&
        !check_features(context, verb, table.name, constraint))
        return false;
    if (constraint.nameless)
        return context.report_empty(verb, {"a ", kind_name(constraint.kind), " of table `", table.name, "`"});
    if (constraint.name.size == 0) return true;
    for (const op::constraint& other : table.constraints())
        if (&other != &constraint && other.name == constraint.name)
            return report_same_name(context, verb, table, constraint.name);
    return true;
}

/// Families of types that a foreign key may connect.
enum class type_family : std::uint8_t {
    any,  ///< a native type, which may belong to any family
    whole_number,
    character,
    floating_point,
    time_stamp,
    own,  ///< a type that only matches itself
};
/// The family of a type.
constexpr type_family family_of(const op::data_type& type) {
    using kind = op::type_kind;
    switch (type.kind) {
        case kind::smallint:
        case kind::integer:
        case kind::bigint: return type_family::whole_number;
        case kind::varchar:
        case kind::character:
        case kind::citext:
        case kind::text: return type_family::character;
        case kind::real:
        case kind::double_precision: return type_family::floating_point;
        case kind::timestamp:
        case kind::timestamptz: return type_family::time_stamp;
        case kind::native: return type_family::any;
        default: return type_family::own;
    }
}
/// Whether two types are of one family.
constexpr bool same_family(const op::data_type& a, const op::data_type& b) {
    const type_family family = family_of(a);
    return family == family_of(b) && (family != type_family::own || (a.kind == b.kind && a.element == b.element));
}

/// The columns that a foreign key refers to: those it names, or the primary key of the target.
constexpr op::list_view<name> target_columns(const op::table_view& source, const op::constraint& key,
                                             const op::table_view& target) {
    if (key.target_columns.count != 0) return source.names(key.target_columns);
    const op::constraint* const primary = target.primary_key();
    return primary == nullptr ? op::list_view<name>{} : target.names(primary->columns);
}

/// Whether a primary key, unique constraint or unique index without WHERE is over exactly these columns, in any order.
constexpr bool is_unique(const schema& schema, std::uint32_t table, const op::table_view& view,
                         const op::list_view<name>& columns) {
    for (const op::constraint& each : view.constraints())
        if ((each.kind == op::constraint_kind::primary_key || each.kind == op::constraint_kind::unique) &&
            !each.deferrable && same_set(view.names(each.columns), columns))
            return true;
    for (std::uint32_t next = schema.tables[table].last_index; next != 0; next = schema.indexes[next - 1].before) {
        const index_entry& each = schema.indexes[next - 1];
        if (!each.alive || !each.get().unique || !each.get().where.empty() || each.parts().count != columns.count)
            continue;
        bool whole = true;
        for (const op::index_part& part : each.parts()) {
            bool found = false;
            for (const name& column : columns) found = found || (part.column == column && part.length == 0);
            whole = whole && found;
        }
        if (whole) return true;
    }
    return false;
}

/// A foreign key as the subject of an error: keys need no name, so it goes by its first column.
constexpr item item_of(const replay_context& context, const op::table_view& table, const op::constraint& key) {
    const op::list_view<name> own = table.names(key.columns);
    return {context.origin_of(table.name), own.empty() ? 1 : own[0].hash + 1};
}

/// Whether a key of a table is over a column that an error was about: then it cannot be told which columns are unique.
constexpr bool has_doubtful_key(const replay_context& context, const op::table_view& table) {
    if (context.doubts.empty()) return false;
    if (context.is_in_doubt({context.origin_of(table.name), item::keys})) return true;
    for (const op::constraint& each : table.constraints())
        for (const name& column : table.names(each.columns))
            if (context.is_in_doubt(table.name, column)) return true;
    return false;
}

/// Reports a table that is named in another schema than it is in. Always returns false.
constexpr bool report_other_schema(replay_context& context, const char* verb, const op::table_view& table,
                                   std::string_view named) {
    const op::text_view& schema = table.create->schema;
    return context.fails(rule::other_schema, table.name, name(named)) &&
        context.report(rule::other_schema,
                       {verb, ": table `", table.name, "` is not in schema `", named, "` but in ",
                        schema.empty() ? "that of the connection" : "schema `", schema.text(),
                        schema.empty() ? "" : "`", ". Leave al::in_schema(...) out, or name that one"});
}

/// Checks that the target of a foreign key exists, has as many columns, is unique, and that types are of one family.
/// Reports the first mistake (`foreign_key_target`) and returns false.
constexpr bool check_foreign_key(replay_context& context, const char* verb, const op::table_view& table,
                                 const op::constraint& key) {
    const op::list_view<name> own = table.names(key.columns);
    const std::string_view in = key.schema_hash == 0 ? "" : key.target_schema.text(), dot = in.empty() ? "" : ".";
    const std::uint32_t found = context.schema.tables.find(key.target_name());
    if (found == context.schema.tables.none)
        return context.lacks(rule::foreign_key_target, {key.target_name().hash, 0}, name(key.target),
                             context.schema.tables.entries()) &&
            context.report(rule::foreign_key_target,
                           {verb, ": foreign key of table `", table.name, "` over ", list_names(own).text(),
                            " points at table `", in, dot, key.target.text(),
                            "`, which does not exist at this revision", context.hint(), " Create that table first"});
    const op::table_view target = context.schema.tables[found].view();
    if (key.target_schema.size != 0 && !(key.target_schema == target.create->schema))
        return report_other_schema(context, verb, target, key.target_schema);
    const op::list_view<name> columns = target_columns(table, key, target);
    for (const name& each : columns)
        if (!target.find_column(each))
            return context.lacks(rule::foreign_key_target, {context.origin_of(key.target_name()), each.hash}, each,
                                 target.columns()) &&
                context.report(rule::foreign_key_target,
                               {verb, ": foreign key of table `", table.name, "` points at column `", each,
                                "` of table `", in, dot, key.target.text(), "`, which does not exist at this revision",
                                context.hint(), " Name a column that is there"});
    const auto fails = [&] { return context.fails(rule::foreign_key_target, item_of(context, table, key)); };
    if (columns.count != own.count)
        return fails() &&
            context.report(rule::foreign_key_target,
                           {verb, ": foreign key of table `", table.name, "` over ", list_names(own).text(),
                            " points at another number of columns of table `", in, dot, key.target.text(),
                            "`. Name as many columns there as here"});
    if (!is_unique(context.schema, found, target, columns)) {
        context.has_failed = context.is_error(rule::foreign_key_target);
        return !has_doubtful_key(context, target) &&
            context.fails(rule::foreign_key_target, {context.origin_of(key.target_name()), item::keys}) &&
            context.report(rule::foreign_key_target,
                           {verb, ": foreign key of table `", table.name, "` points at ", list_names(columns).text(),
                            " of table `", in, dot, key.target.text(),
                            "`, which is neither its primary key nor unique. Add a unique constraint over it first"});
    }
    for (std::uint32_t i = 0; i < own.count; ++i) {
        const op::column* const mine = table.find_column(own[i]);
        const op::column* const theirs = target.find_column(columns[i]);
        if (mine == nullptr) return false;
        if (family_of(mine->type) == type_family::any || family_of(theirs->type) == type_family::any) continue;
        if (!same_family(mine->type, theirs->type))
            return fails() &&
                context.report(rule::foreign_key_target,
                               {verb, ": column `", own[i], "` of table `", table.name,
                                "` has another type than column `", columns[i], "` of table `", in, dot,
                                key.target.text(), "`, which its foreign key points at. Give both the same type"});
        if (mine->type.kind == theirs->type.kind || family_of(mine->type) == type_family::character) continue;
        if (const op::dialect_traits* const database =
                context.settings->find_checked(&op::dialect_traits::keys_need_equal_types))
            return fails() &&
                context.report(
                    rule::foreign_key_target,
                    {verb, ": column `", own[i], "` of table `", table.name, "` has another type than column `",
                     columns[i], "` of table `", in, dot, key.target.text(), "`, which its foreign key points at, and ",
                     database->name, " refuses even types that are related. Give both the same type"});
    }
    return true;
}

/// Puts a constraint with an error in doubt, and with it what it makes unique.
constexpr void doubt_constraint(replay_context& context, const op::table_view& table,
                                const op::constraint& constraint) {
    const std::uint32_t owner = context.origin_of(table.name);
    context.doubt({owner, name_of(context.schema.naming, table, constraint, context.schema.arena).hash});
    if (constraint.kind == op::constraint_kind::primary_key || constraint.kind == op::constraint_kind::unique)
        context.doubt({owner, item::keys});
}

/// Checks a constraint that its table has already.
constexpr void check_new_constraint(replay_context& context, const char* verb, const op::table_view& table,
                                    const op::constraint& added) {
    if (!check_constraint(context, verb, table, added) ||
        (added.kind == op::constraint_kind::foreign_key && !check_foreign_key(context, verb, table, added)))
        doubt_constraint(context, table, added);
}

/// Links the newest index into the list of indexes of its table.
constexpr void chain_last_index(schema& schema) {
    const auto count = static_cast<std::uint32_t>(schema.indexes.entries().size());
    index_entry& added = schema.indexes.unlogged(count - 1);
    table_entry& table = schema.tables.unlogged(added.table);
    added.before = table.last_index, table.last_index = count;
}

/// Marks the target table of a foreign key as a possible target. `restore` does not take this back: the mark only
/// limits where `user_of_table` and `user_of_column` search.
constexpr void note_target(schema& schema, const op::constraint& added) {
    if (added.kind != op::constraint_kind::foreign_key) return;
    if (const std::uint32_t found = schema.tables.find(added.target_name()); found != schema.tables.none)
        schema.tables.unlogged(found).may_be_target = true;
}

/// Whether a foreign key could refer to a table. No key refers to most, and then the other tables need not be searched.
constexpr bool is_possible_target(const schema& schema, std::uint32_t table) {
    return schema.tables[table].may_be_target || !schema.made_by_operations;
}

/// Gives the unnamed constraints of a table the names that they have in the database by convention. Called before the
/// table or its columns are renamed, because a rename does not change them there.
constexpr void keep_names(schema& schema, std::uint32_t which) {
    if (!has_nameless(schema.tables[which].view().constraints())) return;
    table_entry& entry = schema.tables.change(which);
    op::operations& list = entry.edit();
    entry.renew();
    constraint_namer names(schema.naming, entry.name, schema.arena);
    names.reserve(entry.view().constraints());
    for (op::constraint& each : list.constraints) each.name = names.next(*entry.arrays, each);
}

/// Whether no constraint of a table has the name of one that is added, by convention either. Reports it where one has.
constexpr bool check_names_are_free(replay_context& context, const char* verb, const op::table_view& table,
                                    const op::list_view<op::constraint>& added) {
    const auto has = [&](const name& called) {
        return find_constraint(context.schema.naming, table, called, context.schema.arena) != name_map::none;
    };
    for (const op::constraint& each : added)
        if (!each.name.empty() && has(each.name)) return report_same_name(context, verb, table, each.name);
    return true;
}

/// Adds constraints to a table. Unnamed ones get the names that the convention gives them now, because it may give them
/// others when the table has changed.
constexpr void add_constraints(schema& schema, std::uint32_t which, const op::operations_view& arrays,
                               const op::list_view<op::constraint>& added) {
    if (added.empty()) return;
    const bool nameless = has_nameless(added);
    constraint_namer names(schema.naming, schema.tables[which].name, schema.arena);
    if (nameless) names.pass(schema.tables[which].view()), names.reserve(added);
    table_entry& entry = schema.tables.change(which);
    op::operations& list = entry.edit();
    for (const op::constraint& each : added) {
        op::constraint& copy = list.add_constraint(arrays, each);
        if (nameless) copy.name = names.next(arrays, each);
        note_target(schema, each);
    }
    list.list[0].constraints.count += added.count;
    entry.renew();
}

}  // namespace aludel::inline v0_1::detail
