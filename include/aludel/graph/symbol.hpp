// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/errors.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// A parsed target: `branch@revision+steps`, each part optional. `revision` is an id or the beginning of one, a label,
/// `head`, `heads` or `base`.
///
///     head  2fda6446e69f  2fda  shop@head  shop@2fda-1  +2  shop@-1  base+2
struct symbol {
    std::string_view text;  ///< the whole target, for messages
    std::string_view branch;
    std::string_view revision;
    int steps = 0;
    char sign = 0;  ///< `+` or `-`, also of `+0` and `-0`; NUL without steps

    [[nodiscard]] constexpr bool is_relative() const { return sign != 0; }
    [[nodiscard]] constexpr bool is_current() const { return text == "current"; }
    /// Whether its steps count from the current revision of a database: `+1`, `shop@-1`.
    [[nodiscard]] constexpr bool counts_from_current() const { return is_relative() && revision.empty(); }
    [[nodiscard]] constexpr bool counts_from_current(char direction) const {
        return counts_from_current() && sign == direction;
    }
    /// Whether the target depends on the rows of a database.
    [[nodiscard]] constexpr bool needs_rows() const { return is_current() || counts_from_current(); }
};

/// A parsed range: `start:end`, each part optional.
struct symbol_range {
    std::string_view start;
    std::string_view end;
};

/// Parses a target; an error of kind `invalid_syntax` where it is not one.
constexpr graph_result<symbol> parse_symbol(std::string_view message) {
    constexpr auto wrong = graph_error_kind::invalid_syntax;
    constexpr int most_steps = 100'000'000;
    graph_result<symbol> result;
    result.value.text = message;
    const auto refuse = [&](std::string_view why) {
        return graph_error(
            wrong,
            {"`", message, "` is no target: ", why, ". Write a revision, head, heads, base, +N, -N, or label@head"});
    };

    if (message.empty()) return refuse("it is empty");
    if (message.find(':') != message.npos) return refuse("a range start:end is for scripts and for the history");
    std::string_view rest = message;
    if (const std::size_t position = rest.find('@'); position != rest.npos) {
        result.value.branch = rest.substr(0, position);
        rest.remove_prefix(position + 1);
        if (position == 0 || rest.empty()) return refuse("one side of the @ is empty");
        if (rest.find('@') != rest.npos) return refuse("it has more than one @");
        if (result.value.branch.find_first_of("+-") != message.npos) return refuse("steps follow the @");
    }
    const std::size_t sign = rest.find_first_of("+-");
    result.value.revision = rest.substr(0, sign);
    if (sign == rest.npos) return result;

    result.value.sign = rest[sign];
    const std::string_view digits = rest.substr(sign + 1);
    if (digits.empty()) return refuse("a number must follow the sign");
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return refuse("only a number can follow the sign");
        if (result.value.steps < most_steps) result.value.steps = result.value.steps * 10 + (digit - '0');
    }
    if (rest[sign] == '-') result.value.steps = -result.value.steps;
    return result;
}

/// Parses a range; an error of kind `invalid_syntax` where it is not one. The ends are not parsed.
constexpr graph_result<symbol_range> parse_range(std::string_view message) {
    const std::size_t colon = message.find(':');
    if (colon != message.npos && message.find(':', colon + 1) == message.npos)
        return symbol_range{message.substr(0, colon), message.substr(colon + 1)};
    return graph_error(graph_error_kind::invalid_syntax,
                       {"`", message, "` is no range. Write start:end, start:, or :end"});
}

/// Parses the range of a script: a target alone is its end; by default it starts at base and ends at the heads.
constexpr graph_result<symbol_range> parse_script_range(std::string_view message) {
    graph_result<symbol_range> range = symbol_range{{}, message};
    if (message.find(':') != message.npos) range = parse_range(message);
    if (!range) return range;
    if (range.value.start.empty()) range.value.start = "base";
    if (range.value.end.empty()) range.value.end = "heads";
    return range;
}

}  // namespace aludel::inline v0_1
