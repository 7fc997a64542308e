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
///   value_kind, generated_kind, identity_kind, dialect_id) never change either.
/// - Positions in the arrays of the list do not count.
/// - A name counts by its 32-bit hash and its length, so that the compiler does not read its letters again.
class checksum {
public:
    [[nodiscard]] constexpr std::uint64_t value() const { return state_; }

    constexpr void add(std::uint64_t number) { state_ = (state_ ^ number) * prime; }
    constexpr void add(std::uint64_t first, std::uint64_t second) { state_ = ((state_ ^ first) * prime ^ second) * prime; }

    constexpr void number(unsigned member, std::uint64_t said, std::uint64_t standard = 0) {
        if (said != standard) add(member, said);
    }
    constexpr void text(unsigned member, std::string_view said) {
        if (said.empty()) return;
        add(member, said.size());
        const char* const letters = said.data();
        const std::size_t size = said.size();
        std::uint64_t state = state_;
        for (std::size_t i = 0; i < size; ++i) state = (state ^ static_cast<unsigned char>(letters[i])) * prime;
        state_ = state;
    }
    constexpr void name(unsigned member, const aludel::name& said) {
        if (said.size != 0) add(member, static_cast<std::uint64_t>(said.size) << 32 | said.hash);
    }
    constexpr void names(unsigned member, list_view<aludel::name> said) {
        if (said.count == 0) return;
        add(member, said.count);
        for (const aludel::name& each : said) name(member, each);
    }

    constexpr void value(unsigned member, const op::value& said) {
        if (!said.given()) return;
        add(member, static_cast<std::uint64_t>(said.kind));
        if (said.integer != 0) add(1, static_cast<std::uint64_t>(said.integer));
        number(2, std::bit_cast<std::uint64_t>(said.real));
        text(3, said.text);
    }

    // Members are tested before a call is made: most are at their default, and a call costs the compiler more than a
    // test.
    constexpr void column(const operations_view& arrays, const op::column& said) {
        add('c');
        name(1, said.name);
        if (said.type.kind != type_kind::text) add(2, static_cast<std::uint64_t>(said.type.kind));
        if (said.type.precision != 0 || said.type.scale != 0) {
            number(3, static_cast<std::uint64_t>(said.type.precision));
            number(4, static_cast<std::uint64_t>(said.type.scale));
        }
        if (said.type.name.size != 0) name(5, said.type.name);
        if (said.type.values.count != 0) names(6, said.type.values.of(arrays.names));
        if (!said.nullable) add(7, 0);
        if (said.autoincrement) add(8, 1);
        if (said.generated != generated_kind::none) number(9, static_cast<std::uint64_t>(said.generated));
        if (said.identity.kind != identity_kind::none) {
            number(10, static_cast<std::uint64_t>(said.identity.kind));
            number(11, static_cast<std::uint64_t>(said.identity.start), 1);
            number(12, static_cast<std::uint64_t>(said.identity.increment), 1);
        }
        if (said.default_value.given()) value(13, said.default_value);
        if ((said.expression.size | said.fill.size | said.collation.size | said.comment.size) != 0) {
            text(14, said.expression);
            text(15, said.fill);
            text(16, said.collation);
            text(17, said.comment);
        }
    }

    constexpr void constraint(const operations_view& arrays, const op::constraint& said) {
        add('k');
        if (const auto kind = static_cast<std::uint64_t>(said.kind); kind != 0) add(1, kind);
        constexpr referential_action none = referential_action::no_action;
        if (said.on_delete != none || said.on_update != none || said.deferrable || said.initially_deferred) {
            number(2, static_cast<std::uint64_t>(said.on_delete));
            number(3, static_cast<std::uint64_t>(said.on_update));
            number(4, said.deferrable);
            number(5, said.initially_deferred);
        }
        if (said.name.size != 0) name(6, said.name);
        names(7, said.columns.of(arrays.names));
        if (said.target.size != 0) name(8, said.target);
        if (said.target_columns.count != 0) names(9, said.target_columns.of(arrays.names));
        if (said.match.size != 0) text(10, said.match);
        if (said.expression.size != 0) text(11, said.expression);
    }

    constexpr void index(const operations_view& arrays, const op::index& said) {
        add('i');
        name(1, said.name);
        for (const index_part& part : said.parts.of(arrays.parts)) {
            add('p');
            name(1, part.column);
            if (part.expression.size != 0) text(2, part.expression);
            if (part.descending) number(3, part.descending);
        }
        if (said.include.count != 0) names(2, said.include.of(arrays.names));
        if (said.where.size != 0) text(3, said.where);
        if (said.method.size != 0) text(4, said.method);
        if (said.unique) add(5, 1);
        if (said.concurrently) add(6, 1);
        if (said.if_not_exists) add(7, 1);
    }

    constexpr void options(const table_options& said) {
        number(20, said.strict);
        number(21, said.without_rowid);
        text(22, said.comment);
        text(23, said.engine);
        text(24, said.charset);
    }

    constexpr void operation(const operations_view& arrays, const op::operation& said) {
        add('o', static_cast<std::uint64_t>(said.kind));
        if (said.if_exists) add(1, 1);
        if (said.if_not_exists) add(2, 1);
        if (said.changes != change::none) add(3, static_cast<std::uint64_t>(said.changes));
        if (said.run != 0) add(4, said.run);
        if (said.schema.size != 0) name(5, said.schema);
        name(6, said.table);
        if (said.object.size != 0) name(7, said.object);
        if (said.to.size != 0) name(8, said.to);
        if (said.text.size != 0) text(9, said.text);
        if (said.empty_rows > (said.cells.count == 0 ? 1U : 0U)) add(10, said.empty_rows);  // for one row alone, as before
        for (const op::column& each : said.columns.of(arrays.columns)) column(arrays, each);
        for (const op::constraint& each : said.constraints.of(arrays.constraints)) constraint(arrays, each);
        for (const op::index& each : said.indexes.of(arrays.indexes)) index(arrays, each);
        if ((said.options.count | said.cells.count | said.texts.count) == 0) return;
        for (const table_options& each : said.options.of(arrays.options)) options(each);
        for (const cell& each : said.cells.of(arrays.cells)) add('v'), number(1, each.row), name(2, each.column), value(3, each.value);
        for (const dialect_text& each : said.texts.of(arrays.texts)) add('t', static_cast<std::uint64_t>(each.dialect)), text(1, each.sql);
    }

private:
    static constexpr std::uint64_t prime = 1099511628211ULL;

    std::uint64_t state_ = 14695981039346656037ULL;
};

/// The checksum of all operations of a list, in order. It differs (but for collisions) once a revision is edited.
constexpr std::uint64_t checksum_of(const operations_view& said) {
    checksum sum;
    for (const operation& each : said.list) sum.operation(said, each);
    return sum.value();
}

/// The length of a checksum as the journal stores it, in hexadecimal digits.
inline constexpr std::size_t checksum_digits = 16;

/// Reads a checksum of 16 hexadecimal digits of either case into `value`; false for any other text.
constexpr bool parse_checksum(std::string_view said, std::uint64_t& value) {
    if (said.size() != checksum_digits) return false;
    value = 0;
    for (const char each : said) {
        const char lower = each >= 'A' && each <= 'F' ? static_cast<char>(each - 'A' + 'a') : each;
        const bool digit = lower >= '0' && lower <= '9';
        if (!digit && (lower < 'a' || lower > 'f')) return false;
        value = value << 4 | static_cast<std::uint64_t>(digit ? lower - '0' : lower - 'a' + 10);
    }
    return true;
}

}  // namespace aludel::inline v0_1::op
