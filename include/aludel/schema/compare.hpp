// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/owned_list.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/naming.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1 {

enum class difference_kind : std::uint8_t {
    missing_table, extra_table, missing_column, extra_column, changed_column, missing_constraint, extra_constraint,
    missing_index, extra_index, missing_view, extra_view,
};

/// One respect in which a schema is not what it should be. "Missing" and "extra" are seen from the schema looked at.
struct difference {
    difference_kind kind = difference_kind::missing_table;
    name table{};
    name object{};                ///< the column, constraint or index
    op::change changes{};         ///< changed_column: in what
    const op::column* wanted = nullptr;         ///< missing and changed columns
    const op::constraint* constraint = nullptr; ///< the missing one as it should be, or the extra one as it is

    [[nodiscard]] constexpr detail::sentence text() const;
};

namespace detail {

constexpr bool same_type(const op::table_view& a, const op::data_type& x, const op::table_view& b, const op::data_type& y) {
    return x.kind == y.kind && x.precision == y.precision && x.scale == y.scale && x.name == y.name && same_names(a.names(x.values), b.names(y.values));
}

/// A column of the primary key is NOT NULL, whether it says so or not.
constexpr bool can_be_null(const op::table_view& table, const op::column& column) {
    if (!column.nullable) return false;
    const op::constraint* const key = table.primary_key();
    if (key == nullptr) return true;
    for (const name& each : table.names(key->columns))
        if (each == column.name) return false;
    return true;
}

/// Types that one C++ type stands for: texts of any length, times with and without a zone; integers go by their width.
constexpr bool same_family(const op::data_type& a, const op::data_type& b) {
    const bool integers = family(a) == 1 && family(b) == 1;
    return integers ? a.kind == b.kind : family(a) == family(b) || family(a) == 0;
}

/// In what two columns of one name differ; `y` is what is wanted.
constexpr op::change changes_between(const op::table_view& a, const op::column& x, const op::table_view& b, const op::column& y) {
    op::change found = op::change::none;
    if (can_be_null(a, x) != can_be_null(b, y)) found = found | op::change::nullability;
    if (y.inferred) return same_family(x.type, y.type) ? found : found | op::change::type;
    if (!same_type(a, x.type, b, y.type) || x.collation != y.collation || x.generated != y.generated || !syntax::same_sql(x.expression, y.expression) || x.autoincrement != y.autoincrement)
        found = found | op::change::type;
    if (!(x.default_value == y.default_value)) found = found | op::change::default_value;
    if (!(x.identity == y.identity)) found = found | op::change::identity;
    if (x.comment != y.comment) found = found | op::change::comment;
    return found;
}

/// Whether two columns are written alike, as most are that are compared. One expression, which calls nothing where there are
/// no texts: it is asked of every column of a table that a revision changes.
constexpr bool written_alike(const op::column& x, const op::column& y) {
    return x.name.hash == y.name.hash && x.nullable == y.nullable && x.type.kind == y.type.kind && x.type.precision == y.type.precision &&
           x.type.scale == y.type.scale && x.type.values.count == 0 && y.type.values.count == 0 && x.default_value.kind == y.default_value.kind &&
           x.default_value.integer == y.default_value.integer && x.default_value.kind != op::value_kind::real && x.autoincrement == y.autoincrement &&
           x.generated == y.generated && x.inferred == y.inferred && x.identity.kind == op::identity_kind::none && y.identity.kind == op::identity_kind::none &&
           x.default_value.text.size == y.default_value.text.size && x.type.name.size == y.type.name.size && x.comment.size == y.comment.size &&
           x.expression.size == y.expression.size && x.collation.size == y.collation.size && x.name == y.name &&
           (x.default_value.text.size == 0 || x.default_value.text == y.default_value.text) && (x.type.name.size == 0 || x.type.name == y.type.name) &&
           (x.comment.size == 0 || x.comment == y.comment) && (x.expression.size == 0 || x.expression == y.expression) &&
           (x.collation.size == 0 || x.collation == y.collation);
}

/// The same constraint, but for its name.
constexpr bool same_constraint(const op::table_view& a, const op::constraint& x, const op::table_view& b, const op::constraint& y) {
    if (x.kind != y.kind) return false;
    if (x.kind == op::constraint_kind::check) return syntax::same_sql(x.expression, y.expression);
    if (!same_names(a.names(x.columns), b.names(y.columns))) return false;
    return x.kind != op::constraint_kind::foreign_key ||
           (x.target == y.target && same_names(a.names(x.target_columns), b.names(y.target_columns)) && x.on_delete == y.on_delete && x.on_update == y.on_update &&
            x.deferrable == y.deferrable && x.initially_deferred == y.initially_deferred && x.match == y.match);
}

/// The same index, but for its name and its table.
constexpr bool same_index(const op::operations& a, const op::index& x, const op::operations& b, const op::index& y) {
    if (x.unique != y.unique || x.parts.count != y.parts.count || x.include.count != y.include.count || !syntax::same_sql(x.where, y.where) || x.method != y.method) return false;
    for (std::uint32_t i = 0; i < x.parts.count; ++i) {
        const op::index_part &one = a.parts[x.parts.first + i], &other = b.parts[y.parts.first + i];
        if (!(one.column == other.column) || one.descending != other.descending || !syntax::same_sql(one.expression, other.expression)) return false;
    }
    return x.include.count == 0 || same_names(x.include.of(a.names), y.include.of(b.names));
}
constexpr bool same_index(const index_entry& a, const index_entry& b) { return same_index(a.arrays(), a.get(), b.arrays(), b.get()); }

/// Which names of constraints have to be the same: all, or those alone that the wanted table gives its own. What has no
/// name of its own may have kept one from before a rename.
enum class names_compared : std::uint8_t { all, given };

/// Which of `a`'s constraints `b` has none like, by content and by name. Where the names are written alike, a convention
/// expands them alike.
constexpr void compare_constraints(const op::naming_convention& naming, const op::table_view& a, const op::table_view& b, difference_kind kind,
                                   names_compared names, detail::vector<difference>& found, text_arena& arena) {
    const op::list_view<op::constraint> theirs = b.constraints();
    const auto is_match = [&](const op::constraint& x, const op::constraint& y) {
        if (x.kind != y.kind || !same_constraint(a, x, b, y)) return false;
        const op::constraint& wanted = kind == difference_kind::missing_constraint ? x : y;
        const bool written_alike = x.name.hash == y.name.hash && x.name == y.name;
        return (written_alike && (!x.name.empty() || (a.name == b.name && same_names(a.names(x.columns), b.names(y.columns))))) || (names == names_compared::given && wanted.name.empty()) ||
               name_of(naming, a, x, arena) == name_of(naming, b, y, arena);
    };
    std::uint32_t place = 0;
    for (const op::constraint& x : a.constraints()) {
        bool there = place < theirs.count && is_match(x, theirs[place]);
        for (std::uint32_t i = 0; !there && i < theirs.count; ++i) there = is_match(x, theirs[i]);
        if (!there) found.push_back({.kind = kind, .table = a.name, .object = name_of(naming, a, x, arena), .constraint = &x});
        ++place;
    }
}

/// Whether two tables are the same, written alike: most that are the same are, and the compiler sees it at a fraction of the
/// price of looking for each part in the other.
constexpr bool written_alike(const op::table_view& is, const op::table_view& wanted) {
    const op::list_view<op::column> a = is.columns(), b = wanted.columns();
    const op::list_view<op::constraint> x = is.constraints(), y = wanted.constraints();
    if (a.count != b.count || x.count != y.count) return false;
    for (std::uint32_t i = 0; i < x.count; ++i)
        if (x.first[i].kind != y.first[i].kind || !(x.first[i].name == y.first[i].name) || !same_constraint(is, x.first[i], wanted, y.first[i]))
            return false;  // a convention names them alike
    for (std::uint32_t i = 0; i < a.count; ++i)  // and the same columns are in the primary key
        if (!written_alike(a.first[i], b.first[i]) &&
            (!(a.first[i].name == b.first[i].name) || changes_between(is, a.first[i], wanted, b.first[i]) != op::change::none)) return false;
    return true;
}

/// All differences between two tables; `is` is looked at, `wanted` is what it should be. A column stands mostly where the
/// other stands, or one further.
constexpr void compare_tables(const op::naming_convention& naming, const op::table_view& is, const op::table_view& wanted, names_compared names,
                              detail::vector<difference>& found, text_arena& arena) {
    if (written_alike(is, wanted)) return;
    // Columns that are written alike are the same as long as the primary key is: its columns are NOT NULL.
    const op::constraint *const key = is.primary_key(), *const wanted_key = wanted.primary_key();
    const bool same_key = key == nullptr || wanted_key == nullptr ? key == wanted_key : same_names(is.names(key->columns), wanted.names(wanted_key->columns));
    const op::list_view<op::column> columns = is.columns();
    std::uint32_t place = 0, common = 0;
    for (const op::column& each : wanted.columns()) {
        const op::column* there = nullptr;
        if (place < columns.count && columns.first[place].name.hash == each.name.hash && columns.first[place].name == each.name) there = columns.first + place;
        else there = is.find_column(each.name);
        if (there == nullptr) {
            found.push_back({.kind = difference_kind::missing_column, .table = is.name, .object = each.name, .wanted = &each});
            continue;
        }
        ++common, place = static_cast<std::uint32_t>(there - columns.first) + 1;
        if (same_key && written_alike(*there, each)) continue;
        if (const op::change changes = changes_between(is, *there, wanted, each); changes != op::change::none)
            found.push_back({.kind = difference_kind::changed_column, .table = is.name, .object = each.name, .changes = changes, .wanted = &each});
    }
    if (common != columns.count)
        for (const op::column& each : columns)
            if (!wanted.find_column(each.name)) found.push_back({.kind = difference_kind::extra_column, .table = is.name, .object = each.name});
    compare_constraints(naming, wanted, is, difference_kind::missing_constraint, names, found, arena);
    compare_constraints(naming, is, wanted, difference_kind::extra_constraint, names, found, arena);
}

constexpr bool same_view(const view_entry& a, const view_entry& b) {
    if (a.queries().count != b.queries().count) return false;
    for (std::uint32_t i = 0; i < a.queries().count; ++i)
        if (a.queries()[i].dialect != b.queries()[i].dialect || !syntax::same_sql(a.queries()[i].sql, b.queries()[i].sql)) return false;
    return true;
}

/// What `compare` finds. It points into both schemas, and into the arena, which gets the names that it has to make.
constexpr vector<difference> find_differences(const schema& is, const schema& wanted, text_arena& arena) {
    vector<difference> found;
    for (const detail::table_entry& each : wanted.tables.entries()) {
        if (!each.alive) continue;
        const op::table_view there = is.table(each.name);
        if (!there) found.push_back({.kind = difference_kind::missing_table, .table = each.name});
        else if (!detail::written_alike(there, each.view())) detail::compare_tables(wanted.naming, there, each.view(), detail::names_compared::given, found, arena);
    }
    for (const detail::index_entry& each : wanted.indexes.entries()) {
        if (!each.alive || !is.has_table(wanted.tables[each.table].name)) continue;
        const std::uint32_t there = is.indexes.find(each.name);
        if (there == is.indexes.none || !detail::same_index(is.indexes[there], each))
            found.push_back({.kind = difference_kind::missing_index, .table = wanted.tables[each.table].name, .object = each.name});
    }
    for (const detail::index_entry& each : is.indexes.entries()) {
        if (!each.alive || !wanted.has_table(is.tables[each.table].name)) continue;
        const std::uint32_t there = wanted.indexes.find(each.name);
        if (there == wanted.indexes.none || !detail::same_index(wanted.indexes[there], each))
            found.push_back({.kind = difference_kind::extra_index, .table = is.tables[each.table].name, .object = each.name});
    }
    for (const detail::view_entry& each : wanted.views.entries()) {
        const std::uint32_t there = is.views.find(each.name);
        if (each.alive && (there == is.views.none || !detail::same_view(is.views[there], each))) found.push_back({.kind = difference_kind::missing_view, .table = each.name});
    }
    for (const detail::view_entry& each : is.views.entries())
        if (each.alive && !wanted.has_view(each.name)) found.push_back({.kind = difference_kind::extra_view, .table = each.name});
    for (const detail::table_entry& each : is.tables.entries())
        if (each.alive && !wanted.has_table(each.name)) found.push_back({.kind = difference_kind::extra_table, .table = each.name});
    return found;
}

}  // namespace detail

/// Differences, with what they refer to.
using difference_list = detail::owned_list<difference>;

/// All in which `is` differs from what is `wanted`, table by table in the order of `wanted`. A constraint to which `wanted`
/// gives no name may have any. The result points into both; a schema that is a temporary becomes a part of it.
constexpr difference_list compare(const schema& is, const schema& wanted) {
    detail::text_arena arena;
    detail::vector<difference> found = detail::find_differences(is, wanted, arena);
    return {std::move(found), std::move(arena)};
}
constexpr difference_list compare(schema&& is, const schema& wanted) {
    detail::text_arena arena;
    const schema& kept = arena.hold(std::move(is));
    detail::vector<difference> found = detail::find_differences(kept, wanted, arena);
    return {std::move(found), std::move(arena)};
}
constexpr difference_list compare(const schema& is, schema&& wanted) {
    detail::text_arena arena;
    const schema& kept = arena.hold(std::move(wanted));
    detail::vector<difference> found = detail::find_differences(is, kept, arena);
    return {std::move(found), std::move(arena)};
}
constexpr difference_list compare(schema&& is, schema&& wanted) {
    detail::text_arena arena;
    const schema& kept = arena.hold(std::move(is));
    const schema& kept_too = arena.hold(std::move(wanted));
    detail::vector<difference> found = detail::find_differences(kept, kept_too, arena);
    return {std::move(found), std::move(arena)};
}

/// "table `products` lacks column `price`"
constexpr detail::sentence difference::text() const {
    const auto in_table = [&](std::string_view how, std::string_view what) { return detail::sentence({"table `", table, "` ", how, " ", what, " `", object, "`"}); };
    switch (kind) {
        case difference_kind::missing_table: return detail::sentence({"table `", table, "` is missing"});
        case difference_kind::extra_table: return detail::sentence({"table `", table, "` is too much"});
        case difference_kind::missing_column: return in_table("lacks", "column");
        case difference_kind::extra_column: return in_table("has the extra", "column");
        case difference_kind::missing_constraint: return in_table("lacks", detail::kind_name(constraint->kind));
        case difference_kind::extra_constraint: return in_table("has the extra", detail::kind_name(constraint->kind));
        case difference_kind::missing_index: return in_table("lacks", "index");
        case difference_kind::extra_index: return in_table("has the extra", "index");
        case difference_kind::missing_view: return detail::sentence({"view `", table, "` is missing or other"});
        case difference_kind::extra_view: return detail::sentence({"view `", table, "` is too much"});
        case difference_kind::changed_column: break;
    }
    detail::sentence said = in_table("has another", op::has(changes, op::change::type) ? "type for column"
                                                  : op::has(changes, op::change::nullability) ? "nullability for column"
                                                  : op::has(changes, op::change::default_value) ? "default for column"
                                                  : op::has(changes, op::change::identity) ? "identity for column" : "comment for column");
    return said;
}

}  // namespace aludel::inline v0_1
