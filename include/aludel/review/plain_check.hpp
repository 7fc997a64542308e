// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/value.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstdint>      // uint8_t
#include <string_view>  // string_view

// Checks that compare one column with literals, applied to one value.

namespace aludel::inline v0_1::review {

/// What a condition gives for a value; `unknown` also where it is not understood.
enum class outcome_of_check : std::uint8_t { unknown, passes, fails };

/// Reader of conditions such as `x > 0 AND x <> 7`, `x BETWEEN 1 AND 5` and `x IN ('a', 'b')`.
class plain_check {
public:
    constexpr plain_check(std::string_view sql, const name& column, const op::value& value)
        : tokens_(sql),
          column_(column),
          value_(value) {}

    /// Fails where one of the conditions that AND connects fails, up to the first that is not understood.
    constexpr outcome_of_check result() {
        for (;;) {
            const outcome_of_check found = condition();
            if (found != outcome_of_check::passes) return found;
            if (tokens_.peek().kind == syntax::token_kind::end) return found;
            if (!tokens_.take("AND")) return outcome_of_check::unknown;
        }
    }

private:
    static constexpr outcome_of_check outcome(bool passes) {
        return passes ? outcome_of_check::passes : outcome_of_check::fails;
    }
    [[nodiscard]] constexpr bool is_null() const { return !value_.given() || value_.kind == op::value_kind::null; }

    constexpr outcome_of_check condition() {
        if (!tokens_.peek().is_name() || !tokens_.peek().names(column_)) return outcome_of_check::unknown;
        tokens_.take();
        if (tokens_.take("IS"))
            return tokens_.take("NOT") && tokens_.take("NULL") ? outcome(!is_null()) : outcome_of_check::unknown;
        if (is_null()) return outcome_of_check::unknown;  // a comparison with NULL passes, unless more is made of it
        if (tokens_.take("BETWEEN")) {
            is_ordered_ = true;
            const int low = compare();
            if (!tokens_.take("AND")) return outcome_of_check::unknown;
            const int high = compare();
            return low == unknown || high == unknown ? outcome_of_check::unknown : outcome(low >= 0 && high <= 0);
        }
        if (tokens_.take("IN")) return listed();
        const std::string_view sign = tokens_.take().text;
        is_ordered_ = sign == "<" || sign == "<=" || sign == ">" || sign == ">=";
        const int found = compare();
        if (found == unknown) return outcome_of_check::unknown;
        if (sign == "<") return outcome(found < 0);
        if (sign == "<=") return outcome(found <= 0);
        if (sign == ">") return outcome(found > 0);
        if (sign == ">=") return outcome(found >= 0);
        if (sign == "=" || sign == "==") return outcome(found == 0);
        return sign == "<>" || sign == "!=" ? outcome(found != 0) : outcome_of_check::unknown;
    }

    constexpr outcome_of_check listed() {
        if (!tokens_.take('(')) return outcome_of_check::unknown;
        is_ordered_ = false;
        bool is_known = true, passes = false;
        do {
            const int found = compare();
            is_known = is_known && found != unknown, passes = passes || found == 0;
        } while (tokens_.take(','));
        return is_known && tokens_.take(')') ? outcome(passes) : outcome_of_check::unknown;
    }

    /// The order of the value and the literal that follows: below, at or above 0.
    constexpr int compare() {
        const bool is_negative = tokens_.take('-');
        const syntax::token literal = tokens_.take();
        if (value_.kind == op::value_kind::text) {  // whose order depends on a collation
            if (literal.kind != syntax::token_kind::string || literal.text.find('\'', 1) != literal.text.size() - 1)
                return unknown;
            return value_.text.text() == literal.text.substr(1, literal.text.size() - 2) ? 0
                : is_ordered_                                                            ? unknown
                                                                                         : 1;
        }
        if (literal.kind != syntax::token_kind::number || literal.text.size() > 15) return unknown;
        double number = 0, unit = 1;
        bool has_point = false;
        for (const char digit : literal.text) {
            if (digit == '.' && !has_point) has_point = true;
            else if (digit < '0' || digit > '9') return unknown;
            else number = number * 10 + (digit - '0'), unit = has_point ? unit * 10 : unit;
        }
        number = (is_negative ? -number : number) / unit;
        if (value_.kind != op::value_kind::integer && value_.kind != op::value_kind::boolean &&
            value_.kind != op::value_kind::real)
            return unknown;
        const double held = value_.kind == op::value_kind::real ? value_.real : static_cast<double>(value_.integer);
        return held < number ? -1 : held > number ? 1 : 0;
    }

    static constexpr int unknown = 9;

    syntax::tokenizer tokens_;
    const name& column_;
    const op::value& value_;
    bool is_ordered_ = false;  ///< the order of values counts, not only whether they are equal
};

}  // namespace aludel::inline v0_1::review
