// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/owned_list.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/schema/compare_objects.hpp>
#include <aludel/schema/difference.hpp>
#include <aludel/schema/naming.hpp>
#include <aludel/schema/same.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1 {

namespace detail {

/// Which constraint names must be equal: `all`; `given`, only those that the wanted table declares, since an unnamed
/// constraint may still have its name from before a rename; or `none`.
enum class names_compared : std::uint8_t { all, given, none };

/// The names of all constraints of a table in the database.
constexpr detail::vector<name> names_of(const op::naming_convention& naming, const op::table_view& table,
                                        text_arena& arena) {
    detail::vector<name> names;
    constraint_namer namer(naming, table.name, arena);
    namer.reserve(table.constraints());
    for (const op::constraint& each : table.constraints()) names.push_back(namer.next(*table.arrays, each));
    return names;
}

/// Appends the constraints of `a` that have no equal, by content and name, in `b`. `names_here` and `names_there` are
/// the names of all constraints in the database where those have to be equal, or empty where they are written.
constexpr void compare_constraints(const op::naming_convention& naming, const op::table_view& a,
                                   const op::table_view& b, const detail::vector<name>& names_here,
                                   const detail::vector<name>& names_there, difference_kind kind, names_compared names,
                                   detail::vector<difference>& found, text_arena& arena) {
    const op::list_view<op::constraint> ours = a.constraints(), theirs = b.constraints();
    const bool has_conventional = !names_here.empty() || !names_there.empty();
    const auto has_same_name = [&](std::uint32_t i, std::uint32_t k) {
        const op::constraint &x = ours[i], &y = theirs[k];
        if (has_conventional) return names_here[i] == names_there[k];
        if (names == names_compared::none || (x.name.hash == y.name.hash && x.name == y.name)) return true;
        if (names == names_compared::all) return false;
        const op::constraint& wanted = kind == difference_kind::missing_constraint ? x : y;
        return wanted.name.empty() || name_of(naming, a, x, arena) == name_of(naming, b, y, arena);
    };
    const auto is_match = [&](std::uint32_t i, std::uint32_t k) {
        return ours[i].kind == theirs[k].kind && same_constraint(a, ours[i], b, theirs[k]) && has_same_name(i, k);
    };
    for (std::uint32_t i = 0; i < ours.count; ++i) {
        bool there = i < theirs.count && is_match(i, i);
        for (std::uint32_t k = 0; !there && k < theirs.count; ++k) there = is_match(i, k);
        if (!there)
            found.push_back({.kind = kind,
                             .table = a.name,
                             .object = has_conventional ? names_here[i] : name_of(naming, a, ours[i], arena),
                             .constraint = &ours[i],
                             .arrays = a.arrays,
                             .by_content = names == names_compared::none});
    }
}

/// Makes one difference of two, from the one numbered `first` on: a constraint that is missing and one that is extra
/// are the same that says something else where they have one name, or are both the primary key and have none.
constexpr void join_constraints(detail::vector<difference>& found, std::size_t first) {
    for (std::size_t i = first; i < found.size(); ++i) {
        if (found[i].kind != difference_kind::missing_constraint) continue;
        for (std::size_t k = i + 1; k < found.size(); ++k) {
            const difference& extra = found[k];
            if (extra.kind != difference_kind::extra_constraint ||
                extra.constraint->kind != found[i].constraint->kind || !(extra.object == found[i].object) ||
                (extra.object.empty() && extra.constraint->kind != op::constraint_kind::primary_key))
                continue;
            found[i].kind = difference_kind::changed_constraint;
            found[i].found_constraint = extra.constraint, found[i].found_arrays = extra.arrays;
            found.erase(&extra);
            break;
        }
    }
}

/// Whether two tables have one constraint each, as most, and these are the same, with their names in the database. This
/// costs the compiler less than `compare_constraints`.
constexpr bool same_single_constraint(const op::naming_convention& naming, const op::table_view& a,
                                      const op::table_view& b, text_arena& arena) {
    if (a.constraints().count != 1 || b.constraints().count != 1) return false;
    const op::constraint &x = a.constraints()[0], &y = b.constraints()[0];
    return same_constraint(a, x, b, y) && name_of(naming, a, x, arena) == name_of(naming, b, y, arena);
}

/// Appends all differences between two tables; `is` is examined, `wanted` is what it should be. Columns are searched
/// first at the place of the previous match plus one, because the order is mostly the same.
constexpr void compare_tables(const op::naming_convention& naming, const op::table_view& is,
                              const op::table_view& wanted, names_compared names, detail::vector<difference>& found,
                              text_arena& arena) {
    if (textually_equal(is, wanted)) return;
    // Equal columns differ in nullability only where the primary keys differ: its columns are NOT NULL.
    const op::constraint *const key = is.primary_key(), *const wanted_key = wanted.primary_key();
    const bool same_key = key == nullptr || wanted_key == nullptr
        ? key == wanted_key
        : same_names(is.names(key->columns), wanted.names(wanted_key->columns));
    const op::list_view<op::column> columns = is.columns();
    std::uint32_t place = 0, common = 0;
    for (const op::column& each : wanted.columns()) {
        const op::column* there = nullptr;
        if (place < columns.count && columns.first[place].name.hash == each.name.hash &&
            columns.first[place].name == each.name)
            there = columns.first + place;
        else there = is.find_column(each.name);
        if (there == nullptr) {
            found.push_back(
                {.kind = difference_kind::missing_column, .table = is.name, .object = each.name, .wanted = &each});
            continue;
        }
        ++common, place = static_cast<std::uint32_t>(there - columns.first) + 1;
        if (same_key && textually_equal(*there, each)) continue;
        if (const op::change changes = changes_between(is, *there, wanted, each); changes != op::change::none)
            found.push_back({.kind = difference_kind::changed_column,
                             .table = is.name,
                             .object = each.name,
                             .changes = changes,
                             .found = there,
                             .wanted = &each,
                             .can_be_null = can_be_null(is, *there)});
    }
    if (common != columns.count)
        for (const op::column& each : columns)
            if (!wanted.find_column(each.name))
                found.push_back({.kind = difference_kind::extra_column, .table = is.name, .object = each.name});
    // Unnamed constraints that are the same in the same order have the same names by the convention.
    if (is.name == wanted.name && same_constraints(is, wanted)) return;
    if (names == names_compared::all && same_single_constraint(naming, is, wanted, arena)) return;
    detail::vector<name> names_here, names_there;
    if (names == names_compared::all && (has_nameless(is.constraints()) || has_nameless(wanted.constraints())))
        names_here = names_of(naming, is, arena), names_there = names_of(naming, wanted, arena);
    const std::size_t first = found.size();
    compare_constraints(naming, wanted, is, names_there, names_here, difference_kind::missing_constraint, names, found,
                        arena);
    compare_constraints(naming, is, wanted, names_here, names_there, difference_kind::extra_constraint, names, found,
                        arena);
    join_constraints(found, first);
}

/// Compares a wanted index with the one of the same name.
constexpr void compare_index(const schema& is, const index_entry& wanted, const name& table,
                             detail::vector<difference>& found) {
    const std::uint32_t there = is.find_index(wanted.name, table);
    if (there == is.indexes.none) {
        found.push_back({.kind = difference_kind::missing_index, .table = table, .object = wanted.name});
        return;
    }
    const index_entry& index = is.indexes[there];
    const table_entry& owner = is.tables[index.table];
    if (owner.name == table && same_index(index, wanted, owner.view())) return;
    found.push_back({.kind = difference_kind::changed_index,
                     .table = table,
                     .object = wanted.name,
                     .found_index = &index,
                     .wanted_index = &wanted});
}

/// Compares virtual tables and other objects that no operation creates: each that is wanted must exist, and no other.
/// Their SQL is compared where both are known.
constexpr void compare_others(const schema& is, const schema& wanted, detail::vector<difference>& found) {
    const auto find = [](const schema& searched, const other_object& object) {
        for (const other_object& each : searched.others)
            if (each.kind == object.kind && each.table == object.table && each.name == object.name) return &each;
        return static_cast<const other_object*>(nullptr);
    };
    const auto report = [&](difference_kind kind, const other_object& object) {
        found.push_back({.kind = kind, .table = object.table, .object = object.name, .object_kind = object.kind});
    };
    for (const other_object& each : wanted.others) {
        const other_object* const there = find(is, each);
        if (there == nullptr) report(difference_kind::missing_object, each);
        if (there == nullptr || there->sql.empty() || each.sql.empty() || there->sql == each.sql) continue;
        report(difference_kind::changed_object, each);
        found.back().found_text = there->sql, found.back().wanted_text = each.sql;
    }
    for (const other_object& each : is.others)
        if (find(wanted, each) == nullptr) report(difference_kind::extra_object, each);
}

/// Compares the comments of two tables.
constexpr void compare_comment(const op::table_view& is, const op::table_view& wanted,
                               detail::vector<difference>& found) {
    const op::text_view there = is.options().comment, expected = wanted.options().comment;
    if (there.size == expected.size && (there.size == 0 || there == expected)) return;
    found.push_back({.kind = difference_kind::changed_object,
                     .table = wanted.name,
                     .object = "COMMENT",
                     .object_kind = "clause",
                     .found_text = there,
                     .wanted_text = expected});
}

/// Compares what two tables of databases are declared as beside their columns and constraints.
constexpr void compare_options(const op::table_view& is, const op::table_view& wanted,
                               detail::vector<difference>& found) {
    const auto compare = [&](std::string_view clause, bool there, bool expected) {
        if (there == expected) return;
        found.push_back({.kind = there ? difference_kind::extra_object : difference_kind::missing_object,
                         .table = wanted.name,
                         .object = clause,
                         .object_kind = "clause"});
    };
    const auto compare_texts = [&](std::string_view clause, std::string_view there, std::string_view expected) {
        if (there == expected) return;
        found.push_back({.kind = difference_kind::changed_object,
                         .table = wanted.name,
                         .object = clause,
                         .object_kind = "clause",
                         .found_text = there,
                         .wanted_text = expected});
    };
    const op::table_options &x = is.options(), &y = wanted.options();
    compare("STRICT", x.strict, y.strict);
    compare("WITHOUT ROWID", x.without_rowid, y.without_rowid);
    compare("UNLOGGED", x.unlogged, y.unlogged);
    compare_comment(is, wanted, found);
    compare_texts("WITH", x.storage, y.storage);
    compare_texts("TABLESPACE", x.tablespace, y.tablespace);
    compare_texts("PARTITION BY", x.partition_by, y.partition_by);
}

/// Notes the schemas of tables and views whose names others have, too.
constexpr void name_schemas(vector<difference>& found, const schema& is, const schema& wanted) {
    for (difference& each : found) {
        if (schema_hash_of(each.table) == 0) continue;
        each.schema = schema_of(wanted, each.table);
        if (each.schema.empty()) each.schema = schema_of(is, each.table);
    }
}

/// All differences, for `compare`. They point into both schemas, and into the arena, which gets the names that are
/// generated.
constexpr vector<difference> find_differences(const schema& is, const schema& wanted, text_arena& arena,
                                              names_compared names = names_compared::given) {
    vector<difference> found;
    for (const detail::table_entry& each : wanted.tables.entries()) {
        if (!each.alive) continue;
        const op::table_view there = is.table(each.name);
        if (!there) found.push_back({.kind = difference_kind::missing_table, .table = each.name});
        else detail::compare_tables(wanted.naming, there, each.view(), names, found, arena);
        if (!there) continue;
        if (is.is_read && wanted.is_read) compare_options(there, each.view(), found);
        // Databases without comments are read without those that the history has.
        else if (!is.is_read && !wanted.is_read) compare_comment(there, each.view(), found);
    }
    for (const detail::index_entry& each : wanted.indexes.entries())
        if (each.alive && is.has_table(wanted.tables[each.table].name))
            compare_index(is, each, wanted.tables[each.table].name, found);
    for (const detail::index_entry& each : is.indexes.entries())
        if (each.alive && wanted.has_table(is.tables[each.table].name) &&
            wanted.find_index(each.name, is.tables[each.table].name) == wanted.indexes.none)
            found.push_back(
                {.kind = difference_kind::extra_index, .table = is.tables[each.table].name, .object = each.name});
    for (const detail::view_entry& each : wanted.views.entries())
        if (each.alive) compare_view(is, each, found);
    for (const detail::view_entry& each : is.views.entries())
        if (each.alive && !wanted.has_view(each.name))
            found.push_back({.kind = difference_kind::extra_view, .table = each.name});
    for (const detail::table_entry& each : is.tables.entries())
        if (each.alive && !wanted.has_table(each.name))
            found.push_back({.kind = difference_kind::extra_table, .table = each.name});
    for (const detail::trigger_entry& each : wanted.triggers.entries())
        if (each.alive && is.knows_triggers && !is.has_trigger(each.name))
            found.push_back(trigger_difference(difference_kind::missing_object, each));
    compare_others(is, wanted, found);
    compare_objects(is, wanted, found);
    for (const detail::trigger_entry& each : wanted.triggers.entries())
        if (each.alive) compare_trigger(is, each, found, arena);
    for (const detail::trigger_entry& each : is.triggers.entries())
        if (each.alive && wanted.knows_triggers && !wanted.has_trigger(each.name))
            found.push_back(trigger_difference(difference_kind::extra_object, each));
    if (!wanted.namesakes.empty() || !is.namesakes.empty()) name_schemas(found, is, wanted);
    return found;
}

}  // namespace detail

/// Differences, together with the texts and schemas that they refer to.
using difference_list = detail::owned_list<difference>;

/// All differences between the schema `is` and what is `wanted`, table by table in the order of `wanted`. A constraint
/// to which `wanted` gives no name may have any name. The result points into both schemas, which must outlive it; a
/// temporary schema is moved into the result. Throws std::bad_alloc.
constexpr difference_list compare(const schema& is, const schema& wanted) {
    detail::text_arena arena;
    detail::vector<difference> found = detail::find_differences(is, wanted, arena);
    return {std::move(found), std::move(arena)};
}
/// The same; the temporary becomes part of the result.
constexpr difference_list compare(schema&& is, const schema& wanted) {
    detail::text_arena arena;
    const schema& kept = arena.hold(std::move(is));
    detail::vector<difference> found = detail::find_differences(kept, wanted, arena);
    return {std::move(found), std::move(arena)};
}
/// The same; the temporary becomes part of the result.
constexpr difference_list compare(const schema& is, schema&& wanted) {
    detail::text_arena arena;
    const schema& kept = arena.hold(std::move(wanted));
    detail::vector<difference> found = detail::find_differences(is, kept, arena);
    return {std::move(found), std::move(arena)};
}
/// The same; both temporaries become part of the result.
constexpr difference_list compare(schema&& is, schema&& wanted) {
    detail::text_arena arena;
    const schema& kept = arena.hold(std::move(is));
    const schema& kept_too = arena.hold(std::move(wanted));
    detail::vector<difference> found = detail::find_differences(kept, kept_too, arena);
    return {std::move(found), std::move(arena)};
}

}  // namespace aludel::inline v0_1
