// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_trigger.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/tokenizer.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

// What a database cannot do, by the traits of the databases that the history is for.

namespace aludel::inline v0_1::detail {

/// Whether a database limits the length of identifiers, or what operations can do.
constexpr bool is_limited(const op::dialect& database) {
    const op::dialect_traits& traits = *database.traits;
    return traits.longest_identifier != 0 || traits.concurrent_needs_no_transaction || traits.texts_lack_nul ||
        traits.virtual_since > database.version || traits.lacks != op::feature::none;
}
/// Whether one of the databases of the history is.
constexpr bool has_limits(const op::settings& settings) {
    for (const op::dialect& each : settings.checked_dialects())
        if (is_limited(each)) return true;
    return false;
}

/// Reports an index that would be built or dropped concurrently in a transaction, where a database refuses that.
constexpr void check_concurrent(replay_context& context, const op::operations_view& arrays,
                                const op::operation& operation) {
    if (!context.revision->transactional) return;
    const op::dialect_traits* const database =
        context.settings->find_checked(&op::dialect_traits::concurrent_needs_no_transaction);
    if (database == nullptr) return;
    if (operation.kind == op::operation_kind::drop_index && operation.concurrently)
        context.report(
            rule::concurrent_in_transaction,
            {"drop_index: index `", operation.object.text(), "` is to be dropped concurrently, which ", database->name,
             " cannot do in a transaction. Make the revision .without_transaction(), with "
             "this step alone, or take .concurrently() away"});
    for (const op::index& each : operation.indexes.of(arrays.indexes))
        if (each.concurrently)
            context.report(rule::concurrent_in_transaction,
                           {"create_index: index `", each.name, "` is to be built concurrently, which ", database->name,
                            " cannot do in a transaction. Make the revision .without_transaction(), with this step "
                            "alone, or take .concurrently() away"});
}

/// Reports a value of an enumeration that is used in the transaction that adds it, where a database refuses that.
constexpr void check_new_values(replay_context& context, const op::operations_view& arrays,
                                const op::operation& operation) {
    if (!context.revision->transactional || context.schema.objects.entries().empty()) return;
    const op::dialect_traits* const database =
        context.settings->find_checked(&op::dialect_traits::new_enum_values_wait);
    if (database == nullptr) return;
    const op::table_view table = context.schema.table(operation.table);
    const auto check = [&](const op::column* column, const op::value& value) {
        if (column == nullptr || column->type.kind != op::type_kind::enumeration || value.kind != op::value_kind::text)
            return;
        for (const op::operation& each :
             (context.going_down ? context.revision->downgrade : context.revision->upgrade).list)
            if (each.kind == op::operation_kind::add_enum_value && each.object == column->type.name &&
                each.to == value.text && context.fails(rule::new_enum_value_used, table.name, column->name))
                context.report(rule::new_enum_value_used,
                               {"add_enum_value: `", value.text.text(), "` is used in column `", column->name,
                                "` of table `", operation.table, "` in the transaction that adds it, which ",
                                database->name, " refuses. Use it in the next revision"});
    };
    for (const op::column& each : operation.columns.of(arrays.columns))
        if (each.default_value.given() && table)
            check(table.find_column(operation.kind == op::operation_kind::alter_column ? name(operation.object)
                                                                                       : each.name),
                  each.default_value);
    for (const op::cell& each : operation.cells.of(arrays.cells))
        if (table) check(table.find_column(each.column), each.value);
}

/// Whether an expression calls a function.
constexpr bool calls(std::string_view sql, std::string_view function) {
    if (!syntax::may_mention(sql, function)) return false;
    for (syntax::tokenizer tokens(sql); tokens.peek().kind != syntax::token_kind::end;)
        if (tokens.take().is(function) && tokens.peek().is('(')) return true;
    return false;
}

/// Reports a function that the version of a database lacks, unless an operation or raw SQL may have created it.
constexpr void check_functions(replay_context& context, const op::dialect& database, const name& table,
                               std::string_view sql) {
    if (sql.empty()) return;
    for (const op::later_function* each = database.traits->later_functions; !each->name.empty(); ++each) {
        if (database.version >= each->since || !calls(sql, each->name) || may_be_raw(context.schema, each->name))
            continue;
        bool is_own = false;
        for (const object_entry& object : context.schema.objects.entries())
            is_own = is_own || (object.alive && object.get().kind == op::operation_kind::create_extension) ||
                (object.alive && object.name.text() == each->name);
        if (is_own) continue;
        const auto major = static_cast<std::size_t>(each->since / 1'000'000);
        context.report(rule::unsupported_operation,
                       {"table `", table, "`: ", database.traits->name, " has the function `", each->name,
                        "` only from version ", major, " on, and the history is for an older one. Write al::",
                        database.traits->word, ".since(", major, ") in the settings, or use another"});
    }
}
/// The same for the expressions of an operation that the database keeps.
constexpr void check_functions(replay_context& context, const op::operations_view& arrays,
                               const op::operation& operation) {
    for (const op::dialect& each : context.settings->checked_dialects()) {
        if (each.traits->later_functions == nullptr) continue;
        for (const op::column& column : operation.columns.of(arrays.columns)) {
            check_functions(context, each, operation.table, column.expression);
            if (column.default_value.kind == op::value_kind::expression)
                check_functions(context, each, operation.table, column.default_value.text);
        }
        for (const op::constraint& key : operation.constraints.of(arrays.constraints))
            check_functions(context, each, operation.table, key.expression);
    }
}

/// Whether a value is a text with NUL in it.
constexpr bool has_nul(const op::value& value) {
    return value.kind == op::value_kind::text &&
        dialect::find_character(value.text.text(), '\0') != std::string_view::npos;
}

/// The features that a column uses.
constexpr op::feature features_of(const op::column& column) {
    using kind = op::type_kind;
    op::feature used = op::feature::none;
    if (column.type.kind == kind::numeric && column.type.precision == 0) used = used | op::feature::unsized_numeric;
    if (column.type.kind == kind::interval) used = used | op::feature::interval;
    if (column.generated != op::generated_kind::none && !column.nullable) used = used | op::feature::generated_not_null;
    if (column.identity.kind == op::identity_kind::always || column.identity.increment > 1 ||
        column.identity.increment < 0)
        used = used | op::feature::strict_identity;
    return used;
}
constexpr op::feature features_of(const op::constraint& constraint) {
    constexpr auto set_default = op::referential_action::set_default;
    op::feature used = op::feature::none;
    if (constraint.deferrable) used = used | op::feature::deferrable_key;
    if (!constraint.match.empty()) used = used | op::feature::key_match;
    if (constraint.on_delete == set_default || constraint.on_update == set_default)
        used = used | op::feature::set_default;
    return used;
}
constexpr op::feature features_of(const op::operations_view& arrays, const op::index& index) {
    op::feature used = op::feature::none;
    if (!index.where.empty()) used = used | op::feature::partial_index;
    if (!index.include.empty()) used = used | op::feature::included_column;
    if (index.if_not_exists) used = used | op::feature::optional_index;
    for (const op::index_part& part : index.parts.of(arrays.parts))
        if (part.column.empty() && !dialect::is_prefix(part.expression)) used = used | op::feature::expression_index;
    return used;
}
/// Whether a column is the first of a key or index that an operation creates.
constexpr bool begins_key(const op::operations_view& arrays, const op::operation& operation, const name& column) {
    for (const op::constraint& each : operation.constraints.of(arrays.constraints))
        if ((each.kind == op::constraint_kind::primary_key || each.kind == op::constraint_kind::unique) &&
            !each.columns.empty() && each.columns.of(arrays.names)[0] == column)
            return true;
    for (const op::index& each : operation.indexes.of(arrays.indexes))
        if (!each.parts.empty() && each.parts.of(arrays.parts)[0].column == column) return true;
    return false;
}
/// The column of an operation that numbers rows and begins no key or index; null: there is none.
constexpr const op::column* keyless_number(const op::operations_view& arrays, const op::operation& operation) {
    if (operation.kind != op::operation_kind::create_table && operation.kind != op::operation_kind::add_column)
        return nullptr;
    for (const op::column& each : operation.columns.of(arrays.columns))
        if ((each.autoincrement || each.identity.kind != op::identity_kind::none) &&
            !begins_key(arrays, operation, each.name))
            return &each;
    return nullptr;
}
constexpr op::feature features_of(const op::operations_view& arrays, const op::operation& operation) {
    op::feature used = op::feature::none;
    for (const op::column& each : operation.columns.of(arrays.columns)) used = used | features_of(each);
    for (const op::constraint& each : operation.constraints.of(arrays.constraints)) used = used | features_of(each);
    for (const op::index& each : operation.indexes.of(arrays.indexes)) used = used | features_of(arrays, each);
    if (keyless_number(arrays, operation) != nullptr) used = used | op::feature::keyless_number;
    if ((operation.kind == op::operation_kind::drop_index || operation.kind == op::operation_kind::drop_constraint) &&
        operation.if_exists)
        used = used | op::feature::optional_index;
    if (operation.kind == op::operation_kind::create_trigger && !operation.cells.empty())
        used = used | op::feature::update_of_trigger;
    return used;
}

/// What of a set of features that a database lacks is used, and what to do, as the end of a sentence; empty: nothing.
constexpr sentence lack_of(op::feature lacks, const op::column& column) {
    const op::feature missing = lacks & features_of(column);
    if (op::has(missing, op::feature::unsized_numeric))
        return sentence({"keeps no digits behind the point in a numeric without a precision, such as column `",
                         column.name, "`; write al::numeric(p, s)"});
    if (op::has(missing, op::feature::interval))
        return sentence({"has no type for intervals, such as that of column `", column.name,
                         "`; use an integer number of seconds"});
    if (op::has(missing, op::feature::generated_not_null))
        return sentence({"has no NOT NULL of generated columns such as `", column.name, "`; write al::check instead"});
    if (!op::has(missing, op::feature::strict_identity)) return {};
    if (column.identity.kind == op::identity_kind::always)
        return sentence({"cannot refuse numbers that are inserted in an identity such as column `", column.name,
                         "`; take al::always away"});
    return sentence({"numbers the rows of a table one by one, and column `", column.name,
                     "` is to have another step; take the step away"});
}
constexpr sentence lack_of(op::feature lacks, const op::constraint& constraint) {
    const op::feature missing = lacks & features_of(constraint);
    if (op::has(missing, op::feature::deferrable_key))
        return sentence({"has no deferrable foreign keys such as `", constraint.name, "`; take .deferrable() away"});
    if (op::has(missing, op::feature::key_match))
        return sentence({"has no MATCH, as foreign key `", constraint.name, "` says; take .match(...) away"});
    if (op::has(missing, op::feature::set_default))
        return sentence(
            {"has no SET DEFAULT, as foreign key `", constraint.name, "` says; use al::set_null, or a trigger"});
    return {};
}
constexpr sentence lack_of(op::feature lacks, const op::operations_view& arrays, const op::index& index) {
    const op::feature missing = lacks & features_of(arrays, index);
    if (op::has(missing, op::feature::partial_index))
        return sentence({"has no indexes of some rows such as `", index.name,
                         "`; take .where(...) away, or write the index for the other databases"});
    if (op::has(missing, op::feature::included_column))
        return sentence({"has no INCLUDE, as index `", index.name, "` says; make the columns parts of the key"});
    if (op::has(missing, op::feature::optional_index))
        return sentence({"has no IF NOT EXISTS for indexes such as `", index.name, "`; take it away"});
    if (op::has(missing, op::feature::expression_index))
        return sentence({"has no indexes of expressions such as `", index.name, "`; index a generated column instead"});
    return {};
}
constexpr sentence lack_of(op::feature lacks, const op::operations_view& arrays, const op::operation& operation) {
    sentence why;
    for (const op::column& each : operation.columns.of(arrays.columns))
        if (why.empty()) why = lack_of(lacks, each);
    if (const op::column* const number = keyless_number(arrays, operation);
        why.empty() && number != nullptr && op::has(lacks, op::feature::keyless_number))
        return sentence({"numbers rows only by a column that begins a key or index, and `", number->name,
                         "` begins none; add al::unique, or al::indexed"});
    for (const op::constraint& each : operation.constraints.of(arrays.constraints))
        if (why.empty()) why = lack_of(lacks, each);
    for (const op::index& each : operation.indexes.of(arrays.indexes))
        if (why.empty()) why = lack_of(lacks, arrays, each);
    if (!why.empty()) return why;
    if (operation.kind == op::operation_kind::drop_index)
        return sentence({"has no IF EXISTS for indexes such as `", operation.object.text(), "`; take it away"});
    if (operation.kind == op::operation_kind::drop_constraint)
        return sentence({"has no IF EXISTS for constraints such as `", operation.object.text(), "`; take it away"});
    return sentence({"has no triggers of certain columns such as `", operation.object.text(),
                     "`; compare OLD and NEW in its body"});
}

/// Why a version of a database cannot perform an operation, by its traits, as the end of a sentence; empty: nothing
/// known is against it. `used` is what `features_of` says, which is the same for all databases.
constexpr sentence limit_of(const op::dialect& database, const op::operations_view& arrays,
                            const op::operation& operation, op::feature used) {
    const op::dialect_traits& traits = *database.traits;
    const auto nul_in = [](const name& column) {
        return sentence({"has no NUL in a text, such as that for column `", column, "`; take it away"});
    };
    if (database.version < traits.virtual_since)
        for (const op::column& each : operation.columns.of(arrays.columns))
            if (each.generated == op::generated_kind::virtual_) {
                const auto major = static_cast<std::size_t>(traits.virtual_since / 1'000'000);
                return sentence({"computes generated columns such as `", each.name,
                                 "` when they are read only from version ", major, " on (al::", traits.word, ".since(",
                                 major, ")); use al::generated(..., al::stored)"});
            }
    if (op::has(traits.lacks, used)) return lack_of(traits.lacks, arrays, operation);
    if (!traits.texts_lack_nul) return {};
    for (const op::column& each : operation.columns.of(arrays.columns))
        if (has_nul(each.default_value)) return nul_in(each.name);
    for (const op::cell& each : operation.cells.of(arrays.cells))
        if (has_nul(each.value)) return nul_in(each.column);
    return {};
}

/// The same, with the features that the operation uses.
constexpr sentence limit_of(const op::dialect& database, const op::operations_view& arrays,
                            const op::operation& operation) {
    return limit_of(database, arrays, operation, features_of(arrays, operation));
}

/// Reports what the traits of a database of the history are against.
constexpr void check_traits(replay_context& context, const op::operations_view& arrays,
                            const op::operation& operation) {
    using kind = op::operation_kind;
    if (operation.columns.count == 0 && operation.cells.count == 0 && operation.constraints.count == 0 &&
        operation.indexes.count == 0 && !operation.if_exists)
        return;
    const op::feature used = features_of(arrays, operation);
    for (const op::dialect& each : context.settings->checked_dialects()) {
        if (!is_limited(each)) continue;
        const sentence why = limit_of(each, arrays, operation, used);
        if (why.empty()) continue;
        const std::string_view verb = operation.kind == kind::create_table ? "create_table"
            : operation.kind == kind::add_column                           ? "add_column"
            : operation.kind == kind::alter_column                         ? "alter_column"
            : operation.kind == kind::add_constraint                       ? "add_constraint"
            : operation.kind == kind::create_index                         ? "create_index"
            : operation.kind == kind::drop_index                           ? "drop_index"
            : operation.kind == kind::drop_constraint                      ? "drop_constraint"
            : operation.kind == kind::create_trigger                       ? "create_trigger"
                                                                           : "insert";
        context.report(
            rule::unsupported_operation,
            {verb, ": ", each.traits->name, " cannot do this to table `", operation.table, "`, for it ", why});
        return;
    }
}

/// Reports the id of a revision that the version table of a database cannot hold.
constexpr void check_id(replay_context& context) {
    const op::dialect_traits* const database = context.settings->find_checked(&op::dialect_traits::ids_are_ascii);
    if (database == nullptr) return;
    for (const char each : context.revision->id.text())
        if (static_cast<unsigned char>(each) >= 0x80U) {
            context.report(rule::unsupported_operation,
                           {"revision: the version table of ", database->name,
                            " holds ids of ASCII characters only. "
                            "Give the revision an id of letters, digits and underscores"});
            return;
        }
}

/// Reports what a database of the history cannot do, whatever the schema.
constexpr void check_limits(replay_context& context, const op::operations_view& arrays,
                            const op::operation& operation) {
    if (operation.declared) return;
    check_id(context);
    check_concurrent(context, arrays, operation);
    if (operation.cells.count != 0 || operation.columns.count != 0) check_new_values(context, arrays, operation);
    check_traits(context, arrays, operation);
    check_functions(context, arrays, operation);
}

}  // namespace aludel::inline v0_1::detail
