// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_column.hpp>
#include <aludel/schema/apply_constraint.hpp>
#include <aludel/schema/apply_execute.hpp>
#include <aludel/schema/apply_index.hpp>
#include <aludel/schema/apply_object.hpp>
#include <aludel/schema/apply_rows.hpp>
#include <aludel/schema/apply_table.hpp>
#include <aludel/schema/apply_trigger.hpp>
#include <aludel/schema/apply_view.hpp>
#include <aludel/schema/check_actions.hpp>
#include <aludel/schema/doubts.hpp>
#include <aludel/schema/replay.hpp>

#include <cstddef>  // size_t

namespace aludel::inline v0_1::detail {

/// Reports a table that an operation names in another schema than it is in, where a database of the history has
/// schemas.
constexpr void check_schema(replay_context& context, const op::operation& operation) {
    if (operation.kind == op::operation_kind::create_table || operation.table.empty() ||
        context.settings->find_checked(&op::dialect_traits::schemas) == nullptr)
        return;
    if (const op::table_view table = context.schema.table(operation.table);
        table && !(table.create->schema == operation.schema))
        report_other_schema(context, "schema", table, operation.schema);
}

/// Applies one operation to the schema, and returns whether it could be applied. An error does not stop it: without
/// findings the same is applied, and what follows can be checked. Only what has no place is left out.
constexpr bool apply_one(replay_context& context, const op::operations_view& arrays, const op::operation& operation) {
    using kind = op::operation_kind;
    // Without al::schema(...) the text has no data; al::schema("") has data and no letters.
    if (operation.schema.data != nullptr && operation.schema.empty() && context.checking())
        context.report_empty("schema", {"the schema of `", operation.table, "`"});
    if (operation.schema.size != 0 && context.checking()) check_schema(context, operation);
    switch (operation.kind) {
        case kind::create_table: return apply_create_table(context, arrays, operation);
        case kind::create_index: return apply_create_index(context, arrays, operation);
        case kind::drop_table: return apply_drop_table(context, arrays, operation);
        case kind::rename_table: return apply_rename_table(context, operation);
        case kind::add_column: return apply_add_column(context, arrays, operation);
        case kind::drop_column: return apply_drop_column(context, operation);
        case kind::rename_column: return apply_rename_column(context, operation);
        case kind::alter_column: return apply_alter_column(context, arrays, operation);
        case kind::add_constraint: return apply_add_constraint(context, arrays, operation);
        case kind::drop_constraint: return apply_drop_constraint(context, operation);
        case kind::drop_index: return apply_drop_index(context, operation);
        case kind::create_view: return apply_create_view(context, arrays, operation);
        case kind::drop_view: return apply_drop_view(context, arrays, operation);
        case kind::comment_on_table: return apply_comment_on_table(context, operation);
        case kind::insert: return apply_insert(context, arrays, operation);
        case kind::create_trigger: return apply_create_trigger(context, arrays, operation);
        case kind::drop_trigger: return apply_drop_trigger(context, operation);
        case kind::create_enum:
        case kind::create_sequence:
        case kind::create_extension:
        case kind::create_function:
        case kind::create_schema: return apply_create_object(context, arrays, operation);
        case kind::drop_enum:
        case kind::drop_sequence:
        case kind::drop_extension:
        case kind::drop_function:
        case kind::drop_schema: return apply_drop_object(context, operation);
        case kind::add_enum_value:
        case kind::rename_enum_value:
        case kind::drop_enum_value: return apply_enum_value(context, operation);
        case kind::validate_constraint: return apply_validate_constraint(context, operation);
        case kind::refresh_view: return apply_refresh_view(context, operation);
        case kind::execute:
        case kind::run: apply_execute(context, arrays, operation); return true;
        case kind::delete_rows: return true;
    }
    return true;
}

/// Applies one operation to the schema, as it would change a database. The operation and its arrays must outlive the
/// schema, which points into them.
constexpr void apply(replay_context& context, const op::operations_view& arrays, const op::operation& operation) {
    if (context.follow_database != nullptr) context.follow_database(context.schema, operation);
    const std::size_t doubts = context.doubts.size();
    if (operation.columns.count != 0 && !context.schema.objects.entries().empty())
        if (const op::operations_view* const whole = with_enum_values(context.schema, arrays, operation))
            return apply(context, *whole, whole->list.first[0]);
    const bool applied = apply_one(context, arrays, operation);
    if (context.doubts.size() == doubts) return;
    if (!applied) put_in_doubt(context, arrays, operation);
    keep_acknowledgements(context, operation.kind);
}

/// Applies all operations of a list, in order.
constexpr void apply(replay_context& context, const op::operations_view& operations) {
    for (const op::operation& each : operations.list) apply(context, operations, each);
    if (context.checking()) check_actions(context, operations);
}

}  // namespace aludel::inline v0_1::detail

namespace aludel::inline v0_1 {

namespace detail {

/// Copies operations, and their texts, into the arena of a schema, and returns the copies. In a constant expression the
/// texts are not copied: the compiler itself refuses texts that are gone. An operation that lacks the column,
/// constraint or index that it needs is left out, with a finding of rule `invalid_table`.
constexpr const op::operations_view& owned_by(schema& state, const op::operations_view& operations,
                                              detail::vector<finding>& findings) {
    using kind = op::operation_kind;
    owned_operation copy;
    for (const op::operation& each : operations.list) {
        const bool complete = each.kind == kind::add_column || each.kind == kind::alter_column ? !each.columns.empty()
            : each.kind == kind::add_constraint ? !each.constraints.empty()
            : each.kind == kind::create_index   ? !each.indexes.empty()
                                                : true;
        if (complete) copy.list.append(operations, each);
        else
            findings.emplace_back(rule::invalid_table, name(),
                                  parts{"apply: an operation on table `", each.table,
                                        "` lacks the column, constraint or index that it is about. Give it one"});
    }
    if (!__builtin_is_constant_evaluated())
        op::for_each_text(copy.list, [&](auto& each) {
            if (!each.empty()) each = state.arena.keep({each});
        });
    copy.renew();
    return state.arena.hold(static_cast<owned_operation&&>(copy)).view;
}

/// Restores the schema in its destructor unless `done` is set, so that an exception leaves it unchanged.
struct schema_backup {
    schema& changed;
    schema before;
    bool done = false;

    constexpr ~schema_backup() {
        if (!done) changed = static_cast<schema&&>(before);
    }
};

}  // namespace detail

/// Applies operations to a schema as they would change a database, and returns what is wrong with them, as far as the
/// schema can tell: `al::apply(schema, al::revision("x").upgrade(...).view().upgrade)`. An operation that cannot be
/// applied changes nothing. The schema keeps copies of everything that it refers to. Throws std::bad_alloc; then the
/// schema is unchanged.
constexpr detail::vector<finding> apply(schema& after, const op::operations_view& operations) {
    const op::settings settings{};
    const op::revision nameless{};
    detail::vector<finding> found;
    detail::schema_backup backup{after, after};
    detail::replay_context context{after, &settings};
    context.findings = &found, context.revision = &nameless;
    detail::apply(context, detail::owned_by(after, operations, found));
    backup.done = true;
    return found;
}

}  // namespace aludel::inline v0_1
