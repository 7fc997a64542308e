// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/range.hpp>
#include <aludel/base/text_view.hpp>

#include <cstdint>  // uint8_t, uint32_t

namespace aludel::inline v0_1::op {

/// The kinds of table constraints. Append only: the values are in checksums.
enum class constraint_kind : std::uint8_t { primary_key, unique, foreign_key, check, exclusion };
/// ON DELETE and ON UPDATE of a foreign key. Append only: the values are in checksums.
enum class referential_action : std::uint8_t { no_action, cascade, set_null, set_default, restrict };

/// A constraint of a table. Without a name it gets one by the naming convention.
struct constraint {
    constraint_kind kind = constraint_kind::check;
    referential_action on_delete;
    referential_action on_update;
    bool deferrable;
    bool initially_deferred;
    bool not_valid;           ///< rows that exist when it is added are not checked (NOT VALID)
    bool nulls_not_distinct;  ///< of a unique constraint: two NULLs are equal
    bool nameless;            ///< `.named("")`: the name was given and is empty, which rule AL219 refuses
    aludel::name name;
    range columns;              ///< among the names of its operation list
    text_view target;           ///< the table that a foreign key references
    text_view target_schema;    ///< its schema; empty: not given
    range target_columns;       ///< the columns there; empty: its primary key
    text_view match;            ///< MATCH of a foreign key; the access method of an exclusion constraint
    text_view expression;       ///< SQL, of a check; of an exclusion constraint its elements: `a WITH =, b WITH &&`
    text_view where;            ///< SQL: the condition of an exclusion constraint
    std::uint32_t schema_hash;  ///< `hash_of_schema` the target's schema where other schemas have a table of its name

    /// The target as the name of a table.
    [[nodiscard]] constexpr aludel::name target_name() const { return name_in_schema(target, schema_hash); }
    /// Whether a table is the target.
    [[nodiscard]] constexpr bool points_at(const aludel::name& table) const {
        return target == table && target_name().hash == table.hash;
    }
};

}  // namespace aludel::inline v0_1::op
