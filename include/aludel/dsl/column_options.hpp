// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>
#include <aludel/dsl/value.hpp>

#include <cstdint>      // int64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// The base of most column options: it may stand in a column and needs no room beside it.
struct column_option {
    static constexpr auto places = static_cast<unsigned>(place::column_option);
    static constexpr counts adds{};
};

/// Notes in the column that an option is given although one of the same kind is set already.
constexpr void note_twofold(op::column& target, op::twofold_option kind, bool given) {
    if (given) target.twofold = kind;
}

/// Makes a column NOT NULL, and notes the contradiction if it was declared nullable.
constexpr void forbid_null(op::column& target) {
    note_twofold(target, op::twofold_option::nullability, target.twofold == op::twofold_option::nullable_given);
    target.nullable = false;
}

/// The type of `al::not_null`.
struct not_null_word : column_option {
    static constexpr std::string_view spelling = "not_null";
    constexpr void apply(op::column& target) const { forbid_null(target); }
};

/// The type of `al::nullable`.
struct nullable_word : column_option {
    static constexpr std::string_view spelling = "nullable";
    constexpr void apply(op::column& target) const {
        if (target.twofold == op::twofold_option::none)
            target.twofold = target.nullable ? op::twofold_option::nullable_given : op::twofold_option::nullability;
    }
};

/// The type of `al::autoincrement`.
struct autoincrement_word : column_option {
    static constexpr std::string_view spelling = "autoincrement";
    constexpr void apply(op::column& target) const { target.autoincrement = true; }
};

/// The type of `al::indexed`.
struct indexed_word : column_option {
    static constexpr std::string_view spelling = "indexed";
    static constexpr counts adds{.indexes = 1, .parts = 1};
    constexpr void apply_to_column(builder& target) const {
        target.parts[target.at.parts].column = target.columns[0].name;
        target.indexes[target.at.indexes++].parts = {target.at.parts++, 1};
    }
};

/// What `al::default_to(...)` returns.
struct default_word : column_option {
    static constexpr std::string_view spelling = "default_to";
    op::value value;
    constexpr void apply(op::column& target) const {
        note_twofold(target, op::twofold_option::default_value, target.default_value.given());
        target.default_value = value;
    }
};

/// What `al::generated(...)` returns.
struct generated_word : column_option {
    static constexpr std::string_view spelling = "generated";
    std::string_view expression;
    op::generated_kind kind;
    constexpr void apply(op::column& target) const {
        note_twofold(target, op::twofold_option::generated, target.generated != op::generated_kind::none);
        target.expression = expression, target.generated = kind;
    }
};

/// What `al::identity(...)` returns.
struct identity_word : column_option {
    static constexpr std::string_view spelling = "identity";
    op::identity identity;
    constexpr void apply(op::column& target) const {
        note_twofold(target, op::twofold_option::identity, target.identity.kind != op::identity_kind::none);
        forbid_null(target);
        target.identity = identity;
    }
    /// The first value of the sequence, 1 if it is not set.
    constexpr identity_word start(std::int64_t value) const { return {{}, {identity.kind, value, identity.increment}}; }
    /// The step between values of the sequence, 1 if it is not set.
    constexpr identity_word increment(std::int64_t value) const { return {{}, {identity.kind, identity.start, value}}; }
};

/// What `al::collate(...)` returns.
struct collate_word : column_option {
    static constexpr std::string_view spelling = "collate";
    std::string_view collation;
    constexpr void apply(op::column& target) const {
        note_twofold(target, op::twofold_option::collation, !target.collation.empty());
        target.collation = collation;
    }
};

/// What `al::comment(...)` returns.
struct comment_word {
    static constexpr auto places = place::column_option | place::table_element;
    static constexpr std::string_view spelling = "comment";
    static constexpr counts adds{};
    std::string_view said;
    constexpr void apply(op::column& target) const {
        note_twofold(target, op::twofold_option::comment, !target.comment.empty());
        target.comment = said;
    }
    constexpr void apply_to_table(builder& target) const { target.options[0].comment = said; }
};

}  // namespace dsl

inline constexpr dsl::not_null_word not_null{};  ///< NOT NULL
inline constexpr dsl::nullable_word nullable{};  ///< may be NULL, which is the default, written explicitly
/// The database numbers new rows and never uses the ids of deleted rows again.
inline constexpr dsl::autoincrement_word autoincrement{};
/// An index over this one column, named by the naming convention.
inline constexpr dsl::indexed_word indexed{};

/// DEFAULT: a number, a string, a bool, nullptr, `current_timestamp` or `sql("raw expression")`.
template <dsl::value_like T>
constexpr dsl::default_word default_to(const T& value) {
    return {{}, dsl::to_value(value)};
}
template <class... Arguments>
    requires(sizeof...(Arguments) != 1 || !(true && ... && dsl::value_like<Arguments>))
constexpr auto default_to(const Arguments&...) {
    static_assert(
        sizeof(detail::refused<dsl::miscalled<
                   "default_to", "one number, text, bool, al::current_timestamp or al::sql(...)", Arguments...>>) != 0);
    return dsl::spoiled{};
}

/// For `generated`: values are stored (`stored`) or computed when they are read (`virtual_`).
inline constexpr op::generated_kind stored = op::generated_kind::stored;
inline constexpr op::generated_kind virtual_ = op::generated_kind::virtual_;
/// GENERATED ALWAYS AS (expression): `generated("price * 2", stored)`, virtual without a second argument.
constexpr dsl::generated_word generated(std::string_view expression, op::generated_kind kind = virtual_) {
    return {{}, expression, kind};
}
template <class... Arguments>
    requires(sizeof...(Arguments) == 0 || sizeof...(Arguments) > 2)
constexpr auto generated(const Arguments&...) {
    static_assert(
        sizeof(detail::refused<
               dsl::miscalled<"generated", "an expression, then al::stored or al::virtual_", Arguments...>>) != 0);
    return dsl::spoiled{};
}

/// For `identity`: the database always generates the value (`always`), or only where an insert gives none
/// (`by_default`).
inline constexpr op::identity_kind always = op::identity_kind::always;
inline constexpr op::identity_kind by_default = op::identity_kind::by_default;
/// GENERATED BY DEFAULT (or ALWAYS) AS IDENTITY; `.start(n)` and `.increment(n)` set its sequence.
constexpr dsl::identity_word identity(op::identity_kind kind = by_default) { return {{}, {kind, 1, 1}}; }
template <class... Arguments>
    requires(sizeof...(Arguments) > 1)
constexpr auto identity(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"identity", "at most one kind", Arguments...>>) != 0);
    return dsl::spoiled{};
}

/// COLLATE: the name of the collation by which values are compared and sorted.
constexpr dsl::collate_word collate(std::string_view collation) { return {{}, collation}; }
template <class... Arguments>
    requires(sizeof...(Arguments) != 1)
constexpr auto collate(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"collate", "one name", Arguments...>>) != 0);
    return dsl::spoiled{};
}
/// A comment on the column or the table in which it stands.
constexpr dsl::comment_word comment(std::string_view message) { return {message}; }
template <class... Arguments>
    requires(sizeof...(Arguments) != 1)
constexpr auto comment(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"comment", "one text", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
