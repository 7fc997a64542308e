// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/operation/namesakes.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/schema/name_map.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// Tables and views of one name in several schemas. In a history that has them, the operations that name the schema of
// one get a name with the same letters and another hash, see `hash_of_schema`; everything behind compares names as
// ever. One that names no schema is about the table in that of the connection, as in SQL.

namespace aludel::inline v0_1::detail {

/// Adds a name to a list that has none twice.
constexpr void add_name(detail::vector<name>& list, const name& added) {
    for (const name& each : list)
        if (each.text() == added.text()) return;
    list.push_back(added);
}

/// A table or view by its letters and its schema, for a `name_map`.
struct table_place {
    aludel::name name{};
    op::text_view schema{};
    bool alive = true;
};

/// The names that tables or views get in more than one schema, collected operation by operation.
class namesake_search {
public:
    /// Notes the tables and views that a list creates or renames.
    constexpr void add(const op::operations_view& arrays) {
        using kind = op::operation_kind;
        for (const op::operation& each : arrays.list) {
            if (each.kind == kind::create_table || each.kind == kind::create_view) note(each.schema, each.table);
            else if (each.kind == kind::rename_table) note(schema_of(each), name(std::string_view(each.to)));
        }
    }
    /// Notes a table or view.
    constexpr void note(const op::text_view& schema, const name& called) {
        const auto is_there = [&](const table_place& each) { return each.schema == schema; };
        if (map_.find(places_, called, is_there) != map_.none) return;
        if (map_.find(places_, called) != map_.none) add_name(names_, called);
        map_.make_room(places_, (places_.size() + 1) * 2);
        places_.push_back({called, schema});
        map_.add_last(places_);
    }
    [[nodiscard]] constexpr const detail::vector<name>& names() const { return names_; }

private:
    /// The schema of a rename, which may name none.
    [[nodiscard]] constexpr op::text_view schema_of(const op::operation& rename) const {
        if (!rename.schema.empty()) return rename.schema;
        const std::uint32_t found = map_.find(places_, rename.table);
        return found == map_.none ? op::text_view{} : places_[found].schema;
    }

    detail::vector<table_place> places_;
    name_map map_;
    detail::vector<name> names_;
};

/// Whether an operation of a revision names a schema. Most histories have none that does.
constexpr bool names_schemas(const op::list_view<op::revision>& revisions) {
    for (const op::revision& each : revisions)
        for (const op::operations_view* const arrays : {&each.upgrade, &each.downgrade})
            for (const op::operation& operation : arrays->list)
                if (operation.schema.size != 0) return true;
    return false;
}

/// The names that tables or views of several schemas have in a history, where each of its databases has schemas.
constexpr detail::vector<name> namesakes_in(const op::settings& settings,
                                            const op::list_view<op::revision>& revisions) {
    if (!settings.every_checked(&op::dialect_traits::schemas) || !names_schemas(revisions)) return {};
    namesake_search search;
    for (const op::revision& each : revisions) search.add(each.upgrade), search.add(each.downgrade);
    return search.names();
}

/// The tables and views of a history at one of its operations, by letters and schema: by them an operation that names
/// no schema is about the only one of its name, or about that in the schema of the connection.
class living_tables {
public:
    constexpr explicit living_tables(const op::list_view<name>& namesakes) : namesakes_(namesakes) {}

    /// Sets the hashes of schemas of what an operation names, and takes over what it does. `keys` are the constraints
    /// of its list, for changes.
    constexpr void set_hashes(op::operation& changed, op::constraint* keys) {
        using kind = op::operation_kind;
        const name letters(changed.table.text());
        const bool creates = changed.kind == kind::create_table || changed.kind == kind::create_view;
        const op::text_view in = creates ? changed.schema : schema_of(changed.schema, letters);
        const std::uint32_t schema_hash = op::schema_hash_among(namesakes_, in, letters);
        if (schema_hash != 0 || changed.schema_hash != 0)
            changed.table = name_in_schema(letters, schema_hash), changed.schema_hash = schema_hash;
        if (creates) add(in, letters);
        for (std::uint32_t i = 0; i < changed.constraints.count; ++i) {
            op::constraint& key = keys[changed.constraints.first + i];
            if (key.target.size != 0)
                key.schema_hash =
                    op::schema_hash_among(namesakes_, schema_of(key.target_schema, key.target), key.target);
        }
        if (changed.kind != kind::drop_table && changed.kind != kind::drop_view && changed.kind != kind::rename_table)
            return;
        if (const std::uint32_t old = find(in, letters); old != map_.none) places_[old].alive = false;
        if (changed.kind == kind::rename_table) add(in, changed.to);
    }

private:
    [[nodiscard]] constexpr std::uint32_t find(const op::text_view& in, const name& letters) const {
        return map_.find(places_, letters, [&](const table_place& each) { return each.schema == in; });
    }
    constexpr void add(const op::text_view& in, const name& letters) {
        map_.make_room(places_, (places_.size() + 1) * 2);
        places_.push_back({letters, in});
        map_.add_last(places_);
    }
    /// The schema of a table that is named with this one or, where it is empty, without.
    [[nodiscard]] constexpr op::text_view schema_of(const op::text_view& named, const name& letters) const {
        if (!named.empty() || find({}, letters) != map_.none) return named;
        const std::uint32_t some = map_.find(places_, letters);
        if (some == map_.none) return named;
        const auto is_another = [&](const table_place& each) { return !(each.schema == places_[some].schema); };
        return map_.find(places_, letters, is_another) == map_.none ? places_[some].schema : named;
    }

    op::list_view<name> namesakes_;
    detail::vector<table_place> places_;
    name_map map_;
};

/// How many operations and constraints the lists of a history have.
struct list_sizes {
    std::size_t operations = 0, constraints = 0;

    constexpr void add(const op::operations_view& arrays) {
        operations += arrays.list.count, constraints += constraints_of(arrays);
    }
    /// The constraints that the operations of a list refer to: its array has no count.
    static constexpr std::size_t constraints_of(const op::operations_view& arrays) {
        std::size_t end = 0;
        for (const op::operation& each : arrays.list)
            if (each.constraints.count != 0 && each.constraints.first + each.constraints.count > end)
                end = each.constraints.first + each.constraints.count;
        return end;
    }
};
constexpr list_sizes sizes_of(const op::list_view<op::revision>& revisions) {
    list_sizes sum;
    for (const op::revision& each : revisions) sum.add(each.upgrade), sum.add(each.downgrade);
    return sum;
}

/// Copies the operations and constraints of revisions, with the hashes of schemas. Everything else stays in the arrays
/// of the revisions. `order`: that of application; shortcuts, which are not in it, follow.
constexpr void copy_lists(const op::list_view<name>& namesakes, const op::list_view<op::revision>& revisions,
                          const op::list_view<std::uint32_t>& order, op::operation* operations,
                          op::constraint* constraints) {
    struct lists {
        op::operation* operation = nullptr;
        op::constraint* constraint = nullptr;
    };
    detail::vector<lists> copies;  // of the upgrade and of the downgrade of each
    for (const op::revision& each : revisions)
        for (const op::operations_view* const arrays : {&each.upgrade, &each.downgrade}) {
            const std::size_t count = list_sizes::constraints_of(*arrays);
            copies.push_back({operations, constraints});
            for (std::size_t i = 0; i < count; ++i) *constraints++ = arrays->constraints[i];
            for (const op::operation& one : arrays->list) *operations++ = one;
        }
    living_tables living(namesakes);
    for (std::uint32_t i = 0; i < revisions.count; ++i) {
        const std::uint32_t which = i < order.count ? order[i] : i;
        if (i >= order.count) living = living_tables(namesakes);
        const auto go = [&](living_tables& through, std::uint32_t count, const lists& copy) {
            for (std::uint32_t k = 0; k < count; ++k) through.set_hashes(copy.operation[k], copy.constraint);
        };
        go(living, revisions[which].upgrade.list.count, copies[which * 2]);
        if (revisions[which].downgrade.list.count == 0) continue;
        living_tables below = living;
        go(below, revisions[which].downgrade.list.count, copies[which * 2 + 1]);
    }
}
/// Makes revisions refer to the copies.
constexpr void refer_to(const op::operation* operation, const op::constraint* constraint, op::revision* revisions,
                        std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        for (op::operations_view* const arrays : {&revisions[i].upgrade, &revisions[i].downgrade}) {
            const std::size_t added = list_sizes::constraints_of(*arrays);
            arrays->list.first = operation, operation += arrays->list.count;
            if (added != 0) arrays->constraints = constraint;
            constraint += added;
        }
}

}  // namespace aludel::inline v0_1::detail
