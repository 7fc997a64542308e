// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/column.hpp>
#include <aludel/dsl/column_options.hpp>
#include <aludel/dsl/operation_word.hpp>
#include <aludel/dsl/types.hpp>
#include <aludel/dsl/value.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// What becomes of a column; each method names one attribute.
template <shape S>
struct alter_column_word : operation_word<S> {
    /// The new type; rows that exist are converted, as `.using_(...)` says where it is given.
    template <type_like Type>
    constexpr auto type(const Type& to) const {
        alter_column_word<S + Type::adds> made{};
        builder grown(made);
        grown.append(*this);
        dsl::apply_to_column(grown, to);
        note_twofold(made.columns.data[0], op::twofold_option::type, op::has(made.list.data[0].changes, op::change::type));
        made.list.data[0].changes = made.list.data[0].changes | op::change::type;
        return made;
    }
    /// The expression that makes the new value from the old row when the type changes.
    constexpr alter_column_word using_(std::string_view expression) const {
        alter_column_word made = *this;
        made.list.data[0].text = expression;
        return made;
    }
    constexpr alter_column_word not_null() const {
        return with(op::change::nullability, [](op::column& column) { column.nullable = false; });
    }
    constexpr alter_column_word nullable() const {
        return with(op::change::nullability, [](op::column& column) { column.nullable = true; });
    }
    template <value_like T>
    constexpr alter_column_word default_to(const T& value) const {
        return with(op::change::default_value, [&](op::column& column) { column.default_value = to_value(value); });
    }
    constexpr alter_column_word drop_default() const {
        return with(op::change::default_value, [](op::column& column) { column.default_value = {}; });
    }
    constexpr alter_column_word rename_to(name to) const {
        alter_column_word made = with(op::change::name, [](op::column&) {});
        made.list.data[0].to = to;
        return made;
    }
    constexpr alter_column_word comment(std::string_view said) const {
        return with(op::change::comment, [&](op::column& column) { column.comment = said; });
    }
    constexpr alter_column_word identity(const identity_word& to = {{}, {op::identity_kind::by_default, 1, 1}}) const {
        return with(op::change::identity, [&](op::column& column) { column.identity = to.identity; });
    }
    constexpr alter_column_word drop_identity() const {
        return with(op::change::identity, [](op::column& column) { column.identity = {}; });
    }
    /// How rows that hold NULL get their value when the column becomes NOT NULL.
    constexpr alter_column_word fill(aludel::sql expression) const {
        return with(op::change::none, [&](op::column& column) { column.fill = expression.expression; });
    }

private:
    static constexpr op::twofold_option option_of(op::change what) {
        switch (what) {
            case op::change::none: return op::twofold_option::none;
            case op::change::type: return op::twofold_option::type;
            case op::change::nullability: return op::twofold_option::nullability;
            case op::change::default_value: return op::twofold_option::default_value;
            case op::change::name: return op::twofold_option::name;
            case op::change::comment: return op::twofold_option::comment;
            case op::change::identity: return op::twofold_option::identity;
        }
        return op::twofold_option::none;
    }

    template <class Change>
    constexpr alter_column_word with(op::change what, Change change) const {
        alter_column_word made = *this;
        note_twofold(made.columns.data[0], option_of(what), op::has(made.list.data[0].changes, what));
        made.list.data[0].changes = made.list.data[0].changes | what;
        change(made.columns.data[0]);
        return made;
    }
};

}  // namespace dsl

/// ALTER TABLE ... ALTER COLUMN: chain what changes, `alter_column("t", "c").type(text).not_null()`.
constexpr auto alter_column(name table, name column) {
    dsl::alter_column_word<dsl::shape{.list = 1, .columns = 1}> made{};
    op::operation& operation = made.list.data[0];
    operation.kind = op::operation_kind::alter_column;
    operation.table = table;
    operation.object = column;
    operation.columns = {0, 1};
    made.columns.data[0].name = column;
    return made;
}
template <class... Arguments>
    requires(sizeof...(Arguments) != 2)
constexpr auto alter_column(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"alter_column", "a table and a column", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
