// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations_view.hpp>

#include <bit>          // bit_cast
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::op {

/// FNV-1a, 64 bits, over the content of operations. Databases store the result in their journal, so it must not change:
/// - Only members that differ from their default count, each together with its number. A member that a later version
///   adds changes no checksum as long as it is not used; the number of a removed member is never used again.
/// - The values of the enums that are hashed (operation_kind, change, type_kind, constraint_kind, referential_action,
///   value_kind, generated_kind, identity_kind, dialect_id, trigger_timing, trigger_event) never change either.
/// - Positions in the arrays of the list do not count.
/// - A name counts by its 32-bit hash and its length, so that the compiler does not read its letters again.
class checksum {
public:
    [[nodiscard]] constexpr std::uint64_t value() const { return state_; }

    constexpr void add(std::uint64_t number) { state_ = (state_ ^ number) * prime; }
    constexpr void add(std::uint64_t first, std::uint64_t second) {
        state_ = ((state_ ^ first) * prime ^ second) * prime;
    }

    constexpr void number(unsigned member, std::uint64_t offset, std::uint64_t standard = 0) {
        if (offset != standard) add(member, offset);
    }
    constexpr void text(unsigned member, std::string_view message) {
        if (message.empty()) return;
        add(member, message.size());
        const char* const letters = message.data();
        const std::size_t size = message.size();
        std::uint64_t state = state_;
        for (std::size_t i = 0; i < size; ++i) state = (state ^ static_cast<unsigned char>(letters[i])) * prime;
        state_ = state;
    }
    constexpr void name(unsigned member, const aludel::name& wanted) {
        if (wanted.size == 0) return;
        const std::uint64_t whole = static_cast<std::uint64_t>(wanted.size) << 32 | wanted.hash;
        state_ = ((state_ ^ member) * prime ^ whole) * prime;  // not `add`: a call costs the compiler more
    }
    constexpr void names(unsigned member, list_view<aludel::name> value) {
        if (value.count == 0) return;
        add(member, value.count);
        for (const aludel::name& each : value) name(member, each);
    }

    constexpr void value(unsigned member, const op::value& given) {
        if (!given.given()) return;
        add(member, static_cast<std::uint64_t>(given.kind));
        if (given.integer != 0) add(1, static_cast<std::uint64_t>(given.integer));
        number(2, std::bit_cast<std::uint64_t>(given.real));
        text(3, given.text);
    }

    // Members are tested before a call is made: most are at their default, and a call costs the compiler more than a
    // test.
    constexpr void column(const operations_view& arrays, const op::column& field) {
        add('c');
        name(1, field.name);
        if (field.type.kind != type_kind::text) add(2, static_cast<std::uint64_t>(field.type.kind));
        if (field.type.precision != 0 || field.type.scale != 0) {
            number(3, static_cast<std::uint64_t>(field.type.precision));
            number(4, static_cast<std::uint64_t>(field.type.scale));
        }
        if (field.type.name.size != 0) name(5, field.type.name);
        if (field.type.values.count != 0) names(6, field.type.values.of(arrays.names));
        if (field.type.kind == type_kind::array) add(18, static_cast<std::uint64_t>(field.type.element));
        if (field.type.schema.size != 0) name(19, field.type.schema);
        if (!field.nullable) add(7, 0);
        if (field.autoincrement) add(8, 1);
        if (field.generated != generated_kind::none) number(9, static_cast<std::uint64_t>(field.generated));
        if (field.identity.kind != identity_kind::none) {
            number(10, static_cast<std::uint64_t>(field.identity.kind));
            number(11, static_cast<std::uint64_t>(field.identity.start), 1);
            number(12, static_cast<std::uint64_t>(field.identity.increment), 1);
        }
        if (field.default_value.given()) value(13, field.default_value);
        if ((field.expression.size | field.fill.size | field.collation.size | field.comment.size) != 0) {
            text(14, field.expression);
            text(15, field.fill);
            text(16, field.collation);
            text(17, field.comment);
        }
    }

    constexpr void constraint(const operations_view& arrays, const op::constraint& key) {
        add('k');
        if (const auto kind = static_cast<std::uint64_t>(key.kind); kind != 0) add(1, kind);
        constexpr referential_action none = referential_action::no_action;
        if (key.on_delete != none || key.on_update != none || key.deferrable || key.initially_deferred) {
            number(2, static_cast<std::uint64_t>(key.on_delete));
            number(3, static_cast<std::uint64_t>(key.on_update));
            number(4, key.deferrable);
            number(5, key.initially_deferred);
        }
        if (key.not_valid) add(20, 1);
        if (key.nulls_not_distinct) add(21, 1);
        if (key.name.size != 0) name(6, key.name);
        names(7, key.columns.of(arrays.names));
        if (key.target.size != 0) name(8, key.target);
        if (key.target_schema.size != 0) name(12, key.target_schema);
        if (key.target_columns.count != 0) names(9, key.target_columns.of(arrays.names));
        if (key.match.size != 0) text(10, key.match);
        if (key.expression.size != 0) text(11, key.expression);
        if (key.where.size != 0) text(22, key.where);
    }

    constexpr void index(const operations_view& arrays, const op::index& definition) {
        add('i');
        name(1, definition.name);
        for (const index_part& part : definition.parts.of(arrays.parts)) {
            add('p');
            name(1, part.column);
            if (part.expression.size != 0) text(2, part.expression);
            if (part.descending) number(3, part.descending);
            if (part.nulls != nulls_order::standard) add(20, static_cast<std::uint64_t>(part.nulls));
            if (part.length != 0) add(23, part.length);
            if ((part.collation.size | part.operators.size) != 0) text(21, part.collation), text(22, part.operators);
        }
        if (definition.include.count != 0) names(2, definition.include.of(arrays.names));
        if (definition.where.size != 0) text(3, definition.where);
        if (definition.method.size != 0) text(4, definition.method);
        if (definition.unique) add(5, 1);
        if (definition.concurrently) add(6, 1);
        if (definition.if_not_exists) add(7, 1);
        if (definition.nulls_not_distinct) add(20, 1);
        if ((definition.storage.size | definition.tablespace.size) != 0)
            text(21, definition.storage), text(22, definition.tablespace);
    }

    constexpr void options(const table_options& value) {
        number(20, value.strict);
        number(21, value.without_rowid);
        text(22, value.comment);
        text(23, value.engine);
        text(24, value.charset);
        number(30, value.unlogged);
        if ((value.tablespace.size | value.storage.size | value.partition_by.size) != 0)
            text(31, value.tablespace), text(32, value.storage), text(33, value.partition_by);
    }

    constexpr void operation(const operations_view& arrays, const op::operation& step) {
        add('o', static_cast<std::uint64_t>(step.kind));
        if (step.if_exists) add(1, 1);
        if (step.if_not_exists) add(2, 1);
        if (step.changes != change::none) add(3, static_cast<std::uint64_t>(step.changes));
        if (step.run != 0) add(4, step.run);
        if (step.schema.size != 0) name(5, step.schema);
        name(6, name_in_schema(step.table, step.schema_hash));
        if (step.object.size != 0) name(7, step.object);
        if (step.to.size != 0) name(8, step.to);
        if (step.text.size != 0) text(9, step.text);
        if (step.kind == operation_kind::create_trigger)
            add(11, static_cast<std::uint64_t>(step.timing)), add(12, static_cast<std::uint64_t>(step.event));
        if (step.kind == operation_kind::add_enum_value && step.text.size != 0)
            add(11, static_cast<std::uint64_t>(step.timing));
        if (step.batch_rows != 0) add(13, step.batch_rows);
        if (step.materialized) add(30, 1);
        if (step.concurrently) add(31, 1);
        if (step.algorithm != algorithm::standard) add(32, static_cast<std::uint64_t>(step.algorithm));
        if (step.locking != locking::standard) add(33, static_cast<std::uint64_t>(step.locking));
        if (step.empty_rows > (step.cells.count == 0 ? 1U : 0U))
            add(10, step.empty_rows);  // for one row alone, as before
        for (const op::column& each : step.columns.of(arrays.columns)) column(arrays, each);
        for (const op::constraint& each : step.constraints.of(arrays.constraints)) constraint(arrays, each);
        for (const op::index& each : step.indexes.of(arrays.indexes)) index(arrays, each);
        if ((step.options.count | step.cells.count | step.texts.count) == 0) return;
        for (const table_options& each : step.options.of(arrays.options)) options(each);
        for (const cell& each : step.cells.of(arrays.cells))
            add('v'), number(1, each.row), name(2, each.column), value(3, each.value);
        for (const dialect_text& each : step.texts.of(arrays.texts))
            add('t', static_cast<std::uint64_t>(each.dialect)), text(1, each.sql);
    }

private:
    static constexpr std::uint64_t prime = 1099511628211ULL;

    std::uint64_t state_ = 14695981039346656037ULL;
};

/// The checksum of all operations of a list, in order. It differs (but for collisions) once a revision is edited. What
/// raw SQL is declared to do counts not: it changes nothing of what runs.
constexpr std::uint64_t checksum_of(const operations_view& operations) {
    checksum sum;
    for (const operation& each : operations.list)
        if (!each.declared) sum.operation(operations, each);
    return sum.value();
}

/// The length of a checksum as the journal stores it, in hexadecimal digits.
inline constexpr std::size_t checksum_digits = 16;

/// Reads a checksum of 16 hexadecimal digits of either case into `value`; false for any other text.
constexpr bool parse_checksum(std::string_view message, std::uint64_t& value) {
    if (message.size() != checksum_digits) return false;
    value = 0;
    for (const char each : message) {
        const char lower = each >= 'A' && each <= 'F' ? static_cast<char>(each - 'A' + 'a') : each;
        const bool digit = lower >= '0' && lower <= '9';
        if (!digit && (lower < 'a' || lower > 'f')) return false;
        value = value << 4 | static_cast<std::uint64_t>(digit ? lower - '0' : lower - 'a' + 10);
    }
    return true;
}

}  // namespace aludel::inline v0_1::op
