// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/identifier.hpp>
#include <aludel/sql/references.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// What the value of a function depends on besides its arguments. Functions that are not known depend on nothing else.
enum class function_kind : std::uint8_t {
    plain,
    aggregate,  ///< of many rows
    extreme,    ///< `max` and `min`: aggregates where they have one argument
    window,     ///< of neighbouring rows
    changing,   ///< another value each time
    time,       ///< of the time now, if it has no time among its arguments, or `now`
};

struct function_entry {
    std::string_view text;
    function_kind kind;
};

inline constexpr function_entry functions[] = {
    {"count", function_kind::aggregate},
    {"sum", function_kind::aggregate},
    {"total", function_kind::aggregate},
    {"avg", function_kind::aggregate},
    {"group_concat", function_kind::aggregate},
    {"string_agg", function_kind::aggregate},
    {"json_group_array", function_kind::aggregate},
    {"json_group_object", function_kind::aggregate},
    {"jsonb_group_array", function_kind::aggregate},
    {"jsonb_group_object", function_kind::aggregate},
    {"max", function_kind::extreme},
    {"min", function_kind::extreme},
    {"row_number", function_kind::window},
    {"rank", function_kind::window},
    {"dense_rank", function_kind::window},
    {"percent_rank", function_kind::window},
    {"cume_dist", function_kind::window},
    {"ntile", function_kind::window},
    {"lag", function_kind::window},
    {"lead", function_kind::window},
    {"first_value", function_kind::window},
    {"last_value", function_kind::window},
    {"nth_value", function_kind::window},
    {"random", function_kind::changing},
    {"randomblob", function_kind::changing},
    {"changes", function_kind::changing},
    {"total_changes", function_kind::changing},
    {"last_insert_rowid", function_kind::changing},
    {"load_extension", function_kind::changing},
    {"date", function_kind::time},
    {"time", function_kind::time},
    {"datetime", function_kind::time},
    {"julianday", function_kind::time},
    {"unixepoch", function_kind::time},
    {"strftime", function_kind::time},
    {"timediff", function_kind::time},
};

/// The kind of the function that a token names.
constexpr function_kind function_of(const token& called) {
    const bool is_word = called.kind == token_kind::word;
    for (const function_entry& each : functions)
        if ((!is_word || each.text.size() == called.text.size()) && called.names(each.text)) return each.kind;
    return function_kind::plain;
}

/// Whether a call, a reference of the kind `function`, is an aggregate or window function.
constexpr bool is_of_rows(const reference& call) {
    const function_kind kind = function_of(call.name);
    return call.is_window || kind == function_kind::aggregate || kind == function_kind::window ||
        (kind == function_kind::extreme && call.arguments == 1);
}

/// Whether a time function depends on the time now, or on the time zone: it has no time among its arguments, or one of
/// them says so. `which` is its place among the references.
constexpr bool is_of_now(const reading& found, std::size_t which) {
    const reference& call = found.references[which];
    if (function_of(call.name) != function_kind::time) return false;
    if (call.arguments == 0 || (call.arguments == 1 && call.name.names("strftime"))) return true;
    for (std::size_t i = which + 1; i <= which + call.inside; ++i)
        for (const std::string_view one : {"now", "localtime", "utc"})
            if (found.references[i].kind == reference_kind::string && found.references[i].name.names(one)) return true;
    return false;
}

}  // namespace aludel::inline v0_1::syntax
