// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/text_view.hpp>
#include <aludel/operation/data_type.hpp>
#include <aludel/operation/value.hpp>

#include <cstdint>      // uint8_t, int64_t

namespace aludel::inline v0_1::op {

enum class generated_kind : std::uint8_t { none, stored, virtual_ };
enum class identity_kind : std::uint8_t { none, by_default, always };

/// Of which kind a column was given two options, so that one of them would not count.
enum class twofold_option : std::uint8_t {
    none, nullable_given,  ///< not yet two: `nullable` was written, and is not only the default
    type, name, nullability, default_value, generated, identity, collation, comment,
};

/// GENERATED ... AS IDENTITY, with the options of its sequence.
struct identity {
    identity_kind kind;
    std::int64_t start;
    std::int64_t increment;

    friend constexpr bool operator==(const identity&, const identity&) = default;
};

/// A column and what belongs to it alone. Keys, checks and foreign keys, though a column may spell them, are constraints
/// of its table.
struct column {
    aludel::name name;
    data_type type;
    bool nullable = true;
    bool autoincrement;
    bool inferred;        ///< from a member of a model: only the family of its type and its nullability are meant
    twofold_option twofold;
    generated_kind generated;
    op::identity identity;
    value default_value;
    text_view expression;  ///< of a generated column
    text_view fill;        ///< how rows that exist get their value when the column is added or becomes NOT NULL
    text_view collation;
    text_view comment;
};

}  // namespace aludel::inline v0_1::op
