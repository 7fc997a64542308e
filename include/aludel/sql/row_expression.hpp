// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/keyword.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view

// What an expression about one row must not contain, whatever else it says.

namespace aludel::inline v0_1::syntax {

/// Where an expression about one row stands, which decides what is forbidden in it.
enum class row_place : std::uint8_t {
    computed,  ///< an index, a generated column or a check: the value must always be the same
    value,     ///< a default, `fill` or USING: one value for each row
};

/// What is forbidden in an expression about one row.
enum class row_flaw : std::uint8_t { none, parameter, aggregate, window, moment, raise };

/// A forbidden part of an expression, and its first token.
struct forbidden_part {
    row_flaw flaw = row_flaw::none;
    token name{};
};

/// A function that is forbidden somewhere. Those of dates are where they read the clock: `date()`, `date('now')`.
struct limited_function {
    std::string_view name;
    row_flaw flaw;
    bool is_of_dates = false;
};
inline constexpr limited_function limited_functions[] = {
    {"raise", row_flaw::raise},
    {"count", row_flaw::aggregate},
    {"sum", row_flaw::aggregate},
    {"total", row_flaw::aggregate},
    {"avg", row_flaw::aggregate},
    {"min", row_flaw::aggregate},  // of one argument
    {"max", row_flaw::aggregate},
    {"group_concat", row_flaw::aggregate},
    {"string_agg", row_flaw::aggregate},
    {"json_group_array", row_flaw::aggregate},
    {"json_group_object", row_flaw::aggregate},
    {"jsonb_group_array", row_flaw::aggregate},
    {"jsonb_group_object", row_flaw::aggregate},
    {"row_number", row_flaw::window},
    {"rank", row_flaw::window},
    {"dense_rank", row_flaw::window},
    {"percent_rank", row_flaw::window},
    {"cume_dist", row_flaw::window},
    {"ntile", row_flaw::window},
    {"lag", row_flaw::window},
    {"lead", row_flaw::window},
    {"first_value", row_flaw::window},
    {"last_value", row_flaw::window},
    {"nth_value", row_flaw::window},
    {"random", row_flaw::moment},
    {"randomblob", row_flaw::moment},
    {"changes", row_flaw::moment},
    {"total_changes", row_flaw::moment},
    {"last_insert_rowid", row_flaw::moment},
    {"date", row_flaw::moment, true},
    {"time", row_flaw::moment, true},
    {"datetime", row_flaw::moment, true},
    {"julianday", row_flaw::moment, true},
    {"strftime", row_flaw::moment, true},
    {"unixepoch", row_flaw::moment, true},
    {"timediff", row_flaw::moment, true},
};

/// What is forbidden about a call of a function; `arguments` is the text in its parentheses.
constexpr row_flaw flaw_of_call(const token& function, std::string_view arguments, row_place place) {
    const limited_function* limited = limited_functions;
    while (limited != limited_functions + sizeof limited_functions / sizeof *limited && !function.names(limited->name))
        ++limited;
    if (limited == limited_functions + sizeof limited_functions / sizeof *limited) return row_flaw::none;
    if (limited->flaw == row_flaw::moment && place == row_place::value) return row_flaw::none;
    std::uint32_t count = 1;
    bool reads_clock = arguments.empty();
    for (tokenizer inside(arguments); inside.peek().kind != token_kind::end;) {
        const token each = inside.peek();
        if (each.is('(')) inside.take_parentheses();
        else inside.take();
        count += each.is(',') ? 1U : 0U;
        if (each.kind == token_kind::string)
            reads_clock = reads_clock || each.names("now") || each.names("localtime") || each.names("utc");
    }
    if (limited->is_of_dates && !reads_clock && !(count == 1 && function.names("strftime"))) return row_flaw::none;
    return limited->name[0] == 'm' && count > 1 ? row_flaw::none : limited->flaw;
}

/// The first forbidden part of an expression about one row. Queries in it are not searched.
constexpr forbidden_part forbidden_in_row(std::string_view sql, row_place place) {
    token before{};
    for (tokenizer tokens(sql); tokens.peek().kind != token_kind::end;) {
        tokenizer ahead = tokens;
        const token each = ahead.take();
        if (each.is('(') && (ahead.peek().is("select") || ahead.peek().is("with") || ahead.peek().is("values"))) {
            tokens.take_parentheses(), before = {};
            continue;
        }
        tokens = ahead;
        if (each.kind == token_kind::parameter) return {row_flaw::parameter, each};
        if (each.is_name()) {
            const bool calls = tokens.peek().is('(');
            if (before.is(')') && each.is("over")) return {row_flaw::window, each};
            if (before.is(')') && each.is("filter") && calls) return {row_flaw::aggregate, each};
            if (place != row_place::value && !calls &&
                (each.is("current_timestamp") || each.is("current_date") || each.is("current_time")))
                return {row_flaw::moment, each};
            if (calls)
                if (const row_flaw flaw = flaw_of_call(each, ahead.take_parentheses(), place); flaw != row_flaw::none)
                    return {flaw, each};
        }
        before = each;
    }
    return {};
}

/// The initials of `limited_functions` by the length of their names, a bit for each letter: of all, and of those that
/// are forbidden at each place.
struct limited_initials {
    static constexpr std::size_t longest = 19;
    std::uint32_t all[longest + 1]{};
    std::uint32_t anywhere[longest + 1]{};

    constexpr limited_initials() {
        for (const limited_function& each : limited_functions) {
            const std::uint32_t bit = 1U << (each.name[0] & 31);
            all[each.name.size()] |= bit;
            if (each.flaw != row_flaw::moment) anywhere[each.name.size()] |= bit;
        }
    }
};
inline constexpr limited_initials limited_initials_by_length;

/// Whether a name, also one in quotes, can be that of a function that is forbidden at a place.
constexpr bool may_be_limited(std::string_view called, row_place place) {
    if (called[0] == '"' || called[0] == '`' || called[0] == '[') return true;
    if (called.size() > limited_initials::longest) return false;
    const limited_initials& known = limited_initials_by_length;
    return ((place == row_place::value ? known.anywhere : known.all)[called.size()] >> (called[0] & 31) & 1U) != 0;
}

}  // namespace aludel::inline v0_1::syntax
