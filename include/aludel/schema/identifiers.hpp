// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/naming.hpp>
#include <aludel/schema/replay.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The length of an identifier in characters of UTF-8 instead of bytes.
constexpr std::size_t characters_of(const name& identifier) {
    std::size_t count = 0;
    for (const char each : identifier.text()) count += (static_cast<unsigned char>(each) & 0xC0U) != 0x80U ? 1U : 0U;
    return count;
}

/// The length up to which every database of the history takes a name, in bytes; 0: none limits names.
constexpr std::size_t length_for_all(const op::settings& settings) {
    std::size_t shortest = 0;
    for (const op::dialect& each : settings.checked_dialects()) {
        const std::size_t most = each.traits->longest_identifier;
        if (most != 0 && (shortest == 0 || most < shortest)) shortest = most;
    }
    return shortest;
}

/// The number of letters of a naming pattern that are not in tokens.
constexpr std::size_t letters_of(std::string_view pattern) {
    std::size_t count = 0;
    bool in_token = false;
    for (const char each : pattern) {
        if (each == '%') in_token = true;
        if (!in_token) ++count;
        else if (each == ')') in_token = false;  // the s behind it is counted
    }
    return count;
}

/// A length that no name of a constraint by convention exceeds. To write the name takes the compiler much longer.
constexpr std::size_t longest_name(std::string_view pattern, const op::table_view& table,
                                   const op::constraint& constraint) {
    std::size_t length = letters_of(pattern) + table.name.size + constraint.target.size + 24;
    for (const name& each : table.names(constraint.columns)) length += each.size + 1U;
    for (const name& each : table.names(constraint.target_columns)) length += each.size + 1U;
    return length;
}

/// Whether the names that an operation brings are short enough, those made by convention too. The operation has been
/// applied.
constexpr void check_identifiers(replay_context& context, const op::operations_view& arrays,
                                 const op::operation& operation) {
    const std::size_t short_enough = length_for_all(*context.settings);
    if (short_enough == 0) return;
    const auto check = [&](const name& each) {
        if (each.size <= short_enough) return;
        const op::dialect_traits* strictest = nullptr;
        for (const op::dialect& database : context.settings->checked_dialects()) {
            const op::dialect_traits& traits = *database.traits;
            if (traits.longest_identifier == 0 ||
                (traits.limit_is_in_characters ? characters_of(each) : each.size) <= traits.longest_identifier)
                continue;
            if (strictest == nullptr || traits.longest_identifier < strictest->longest_identifier) strictest = &traits;
        }
        if (strictest == nullptr) return;
        const bool counts_characters = strictest->limit_is_in_characters;
        context.report(
            rule::identifier_too_long,
            {"identifier: `", each, "` has ", counts_characters ? characters_of(each) : std::size_t{each.size},
             counts_characters ? " characters, and " : " bytes, and ", strictest->name, " allows ",
             strictest->longest_identifier,
             ". Choose a shorter one; a constraint or index that has none gets it from the naming convention"});
    };
    const bool is_new = operation.kind == op::operation_kind::create_table;
    if (is_new || operation.kind == op::operation_kind::create_view) check(operation.table);
    if (operation.kind == op::operation_kind::create_trigger ||
        operation.kind == op::operation_kind::create_extension ||
        operation.kind == op::operation_kind::create_function || operation.kind == op::operation_kind::create_schema)
        check(operation.object);
    check(operation.to);
    for (const op::column& each : operation.columns.of(arrays.columns)) {
        check(each.name);
        if (!context.schema.enumerations_are_types || !is_enumeration(each.type)) continue;
        check(each.type.name);  // a type, and its values are names as well
        for (const name& value : each.type.values.of(arrays.names)) check(value);
    }
    const std::uint32_t found = context.schema.tables.find(operation.table);
    if (found == context.schema.tables.none) return;
    const op::table_view table = context.schema.tables[found].view();
    // New constraints come after those that the table had.
    const op::list_view<op::constraint> constraints = table.constraints();
    for (std::uint32_t i = constraints.count - operation.constraints.count; i < constraints.count; ++i)
        if (!constraints[i].name.empty()) check(constraints[i].name);
        else if (longest_name(pattern_of(context.schema.naming, constraints[i].kind), table, constraints[i]) >
                 short_enough)
            check(name_of(context.schema.naming, table, constraints[i], context.schema.arena));
    for (const op::index& each : operation.indexes.of(arrays.indexes))
        check(name_of(context.schema.naming, table.name, each, arrays, context.schema.arena));
}

}  // namespace aludel::inline v0_1::detail
