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
        const auto is_there = [&](const place& each) { return each.schema == schema; };
        if (map_.find(places_, called, is_there) != map_.none) return;
        if (map_.find(places_, called) != map_.none) add_name(names_, called);
        places_.push_back({called, schema});
        map_.make_room(places_, places_.size() * 2);
        map_.add_last(places_);
    }
    [[nodiscard]] constexpr const detail::vector<name>& names() const { return names_; }

private:
    struct place {
        aludel::name name{};
        op::text_view schema{};
        bool alive = true;
    };

    /// The schema of a rename, which may name none.
    [[nodiscard]] constexpr op::text_view schema_of(const op::operation& rename) const {
        if (!rename.schema.empty()) return rename.schema;
        const std::uint32_t found = map_.find(places_, rename.table);
        return found == map_.none ? op::text_view{} : places_[found].schema;
    }

    detail::vector<place> places_;
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

/// Sets the hashes of schemas of what an operation names. `keys` are the constraints of its list, for changes.
constexpr void set_schema_hashes(const op::list_view<name>& namesakes, op::operation& changed, op::constraint* keys) {
    const std::uint32_t schema_hash = op::schema_hash_among(namesakes, changed.schema, changed.table);
    changed.table = name_in_schema(changed.table, schema_hash ^ changed.schema_hash), changed.schema_hash = schema_hash;
    for (std::uint32_t i = 0; i < changed.constraints.count; ++i) {
        op::constraint& key = keys[changed.constraints.first + i];
        key.schema_hash = op::schema_hash_among(namesakes, key.target_schema, key.target);
    }
}

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

/// Copies the operations and constraints of revisions, with the hashes of schemas, and makes the revisions refer to the
/// copies. Everything else stays in the arrays of the revisions.
constexpr void copy_lists(const op::list_view<name>& namesakes, const op::list_view<op::revision>& revisions,
                          op::operation* operation, op::constraint* constraint) {
    for (const op::revision& each : revisions)
        for (const op::operations_view* const arrays : {&each.upgrade, &each.downgrade}) {
            const std::size_t count = list_sizes::constraints_of(*arrays);
            for (std::size_t i = 0; i < count; ++i) constraint[i] = arrays->constraints[i];
            for (const op::operation& one : arrays->list) {
                *operation = one;
                set_schema_hashes(namesakes, *operation++, constraint);
            }
            constraint += count;
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

/// Revisions that come at run time, with the hashes of schemas where they have namesakes.
class told_apart {
public:
    constexpr told_apart(const op::settings& settings, const op::list_view<op::revision>& revisions)
        : settings_(settings),
          names_(namesakes_in(settings, revisions)) {
        for (const name& each : settings.namesakes) add_name(names_, each);
        for (const op::revision& each : revisions) revisions_.push_back(each);
        if (names_.empty()) return;
        settings_.namesakes = view_of_names();
        const list_sizes sizes = sizes_of(revisions);
        operations_.resize(sizes.operations), constraints_.resize(sizes.constraints);
        copy_lists(view_of_names(), revisions, operations_.data(), constraints_.data());
        refer_to(operations_.data(), constraints_.data(), revisions_.data(), revisions_.size());
    }
    told_apart(const told_apart&) = delete;

    [[nodiscard]] constexpr const op::settings& settings() const { return settings_; }
    [[nodiscard]] constexpr op::list_view<op::revision> revisions() const { return op::view_of(revisions_); }

private:
    [[nodiscard]] constexpr op::list_view<name> view_of_names() const { return op::view_of(names_); }

    op::settings settings_;
    detail::vector<name> names_;
    detail::vector<op::operation> operations_;
    detail::vector<op::constraint> constraints_;
    detail::vector<op::revision> revisions_;
};

}  // namespace aludel::inline v0_1::detail
