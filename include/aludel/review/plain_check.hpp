// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/value.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view

// Checks of one column, applied to one value.

namespace aludel::inline v0_1::review {

/// What a condition gives for a value; `unknown` also where it is not understood.
enum class outcome_of_check : std::uint8_t { unknown, passes, fails };

/// The value of a part of a condition.
struct plain_value {
    enum class kind_type : std::uint8_t { unknown, null, number, text } kind = kind_type::unknown;
    double number = 0;
    std::string_view text{};

    [[nodiscard]] constexpr bool is_known() const { return kind != kind_type::unknown; }
    [[nodiscard]] constexpr bool is_number() const { return kind == kind_type::number; }
    [[nodiscard]] constexpr bool is_true() const { return is_number() && (number < 0 || number > 0); }
    [[nodiscard]] constexpr bool is_false() const { return is_number() && !is_true(); }
};

/// Evaluates conditions such as `x > 0 AND x <> 7` and `length(coalesce(x, '')) < 80`. What it does not know (other
/// columns and functions, the order of texts) is unknown, and the whole where it does not understand the syntax.
class plain_check {
public:
    constexpr plain_check(std::string_view sql, const name& column, const op::value& value)
        : tokens_(sql),
          column_(column),
          value_(operand_of(value)) {}

    constexpr outcome_of_check result() {
        const operand found = either();
        if (failed_ || tokens_.peek().kind != syntax::token_kind::end) return outcome_of_check::unknown;
        if (found.kind == kind_type::null) return outcome_of_check::passes;
        if (found.kind != kind_type::number) return outcome_of_check::unknown;
        return found.is_true() ? outcome_of_check::passes : outcome_of_check::fails;
    }

private:
    using operand = plain_value;
    using kind_type = plain_value::kind_type;
    static constexpr operand null{kind_type::null};
    static constexpr operand number_of(double number) { return {kind_type::number, number}; }
    static constexpr operand truth(bool is_so) { return number_of(is_so ? 1 : 0); }

    static constexpr operand operand_of(const op::value& value) {
        switch (value.kind) {
            case op::value_kind::none:
            case op::value_kind::null: return null;
            case op::value_kind::boolean:
            case op::value_kind::integer: return number_of(static_cast<double>(value.integer));
            case op::value_kind::real: return number_of(value.real);
            case op::value_kind::text: return {kind_type::text, 0, value.text};
            default: return {};
        }
    }

    constexpr operand either() {
        if (++depth_ > 40) failed_ = true;
        operand left = failed_ ? operand{} : both();
        while (!failed_ && tokens_.take("OR")) {
            const operand right = both();
            if (left.is_true() || right.is_true()) left = truth(true);
            else if (!(left.is_false() && right.is_false())) left = both_known(left, right) ? null : operand{};
        }
        --depth_;
        return left;
    }
    constexpr operand both() {
        operand left = negation();
        while (!failed_ && tokens_.take("AND")) {
            const operand right = negation();
            if (left.is_false() || right.is_false()) left = truth(false);
            else if (!(left.is_true() && right.is_true())) left = both_known(left, right) ? null : operand{};
        }
        return left;
    }
    static constexpr bool both_known(const operand& left, const operand& right) {
        return left.is_known() && right.is_known() && left.kind != kind_type::text && right.kind != kind_type::text;
    }
    constexpr operand negation() {
        if (!tokens_.take("NOT")) return comparison();
        return inverse(negation());
    }
    static constexpr operand inverse(const operand& value) {
        return value.is_number() ? truth(value.is_false()) : value.kind == kind_type::null ? null : operand{};
    }

    constexpr operand comparison() {
        operand left = sum();
        for (;;) {
            if (failed_) return {};
            if (tokens_.take("ISNULL")) {
                left = is_null(left);
            } else if (tokens_.take("NOTNULL")) {
                left = inverse(is_null(left));
            } else if (tokens_.take("IS")) {
                const bool inverts = tokens_.take("NOT");
                if (tokens_.peek().is("DISTINCT")) failed_ = true;
                left = same(left, sum(), inverts);
            } else if (tokens_.take("NOT")) {
                left = tokens_.take("NULL") ? inverse(is_null(left)) : inverse(listed_or_between(left));
            } else if (tokens_.peek().is("IN") || tokens_.peek().is("BETWEEN") || tokens_.peek().is("LIKE") ||
                       tokens_.peek().is("GLOB")) {
                left = listed_or_between(left);
            } else {
                const std::string_view sign = tokens_.peek().text;
                const bool is_equality = sign == "=" || sign == "==", is_difference = sign == "<>" || sign == "!=",
                           is_order = sign == "<" || sign == "<=" || sign == ">" || sign == ">=";
                if (tokens_.peek().kind != syntax::token_kind::symbol || !(is_equality || is_difference || is_order))
                    return left;
                tokens_.take();
                const operand right = sum();
                left = is_order ? ordered(left, right, sign) : equal(left, right);
                if (is_difference) left = inverse(left);
            }
        }
    }

    static constexpr operand is_null(const operand& value) {
        return value.is_known() ? truth(value.kind == kind_type::null) : operand{};
    }
    static constexpr operand same(const operand& left, const operand& right, bool inverts) {
        if (!left.is_known() || !right.is_known()) return {};
        const bool any_null = left.kind == kind_type::null || right.kind == kind_type::null;
        const operand found = any_null ? truth(left.kind == right.kind) : equal(left, right);
        return inverts ? inverse(found) : found;
    }
    static constexpr operand equal(const operand& left, const operand& right) {
        if (left.kind == kind_type::null || right.kind == kind_type::null) return null;
        if (left.kind != right.kind || !left.is_known()) return {};
        if (left.is_number()) return truth(!(left.number < right.number) && !(right.number < left.number));
        if (left.text == right.text) return truth(true);
        return dialect::same_without_case(left.text, right.text) ? operand{} : truth(false);  // by its collation
    }
    static constexpr operand ordered(const operand& left, const operand& right, std::string_view sign) {
        if (left.kind == kind_type::null || right.kind == kind_type::null) return null;
        if (!left.is_number() || !right.is_number()) return {};
        const bool is_below = left.number < right.number, is_above = right.number < left.number;
        return truth(sign == "<" ? is_below : sign == "<=" ? !is_above : sign == ">" ? is_above : !is_below);
    }

    /// Reads what follows a value and an optional NOT.
    constexpr operand listed_or_between(const operand& value) {
        if (tokens_.take("BETWEEN")) {
            const operand low = sum();
            if (!tokens_.take("AND")) failed_ = true;
            const operand high = sum(), above = ordered(value, low, ">="), below = ordered(value, high, "<=");
            if (above.is_false() || below.is_false()) return truth(false);
            return above.is_true() && below.is_true() ? truth(true) : both_known(above, below) ? null : operand{};
        }
        if (!tokens_.take("IN")) {  // LIKE and the like
            tokens_.take();
            static_cast<void>(sum());
            if (tokens_.take("ESCAPE")) static_cast<void>(sum());
            return value.kind == kind_type::null ? null : operand{};
        }
        if (!tokens_.take('(')) failed_ = true;
        bool is_known = true, found = false, has_null = false;
        do {
            if (failed_) return {};
            const operand each = equal(value, either());
            is_known = is_known && each.is_known(), found = found || each.is_true();
            has_null = has_null || each.kind == kind_type::null;
        } while (tokens_.take(','));
        if (!tokens_.take(')')) failed_ = true;
        return found ? truth(true) : !is_known ? operand{} : has_null ? null : truth(false);
    }

    constexpr operand sum() {
        operand left = product();
        for (bool adds = false; !failed_ && ((adds = tokens_.take('+')) || tokens_.take('-'));) {
            const operand right = product();
            left = computed(left, right, adds ? left.number + right.number : left.number - right.number);
        }
        return left;
    }
    constexpr operand product() {
        operand left = term();
        while (!failed_ && tokens_.take('*')) {
            const operand right = term();
            left = computed(left, right, left.number * right.number);
        }
        return left;
    }
    static constexpr operand computed(const operand& left, const operand& right, double number) {
        if (left.kind == kind_type::null || right.kind == kind_type::null) return null;
        return left.is_number() && right.is_number() ? number_of(number) : operand{};
    }

    constexpr operand term() {
        const syntax::token first = tokens_.take();
        if (first.is('-') || first.is('+')) {
            const operand value = term();
            return first.is('+') ? value : computed(number_of(0), value, -value.number);
        }
        if (first.is('(')) {
            const operand inner = either();
            if (!tokens_.take(')')) failed_ = true;
            return inner;
        }
        if (first.kind == syntax::token_kind::number) return literal(first.text);
        if (first.kind == syntax::token_kind::string) return text(first.text);
        if (!first.is_name()) return failed_ = true, operand{};
        if (tokens_.take('(')) return called(first);
        if (first.names(column_)) return value_;
        if (first.is("NULL")) return null;
        if (first.is("TRUE") || first.is("FALSE")) return truth(first.is("TRUE"));
        // Another column, or syntax that is not understood.
        failed_ = failed_ || first.is("CASE") || first.is("EXISTS") || first.is("NOT") || tokens_.peek().is('.');
        return {};
    }

    constexpr operand literal(std::string_view digits) {
        if (digits.size() > 15) return {};
        double number = 0, unit = 1;
        bool has_point = false;
        for (const char digit : digits) {
            if (digit == '.' && !has_point) has_point = true;
            else if (digit < '0' || digit > '9') return {};
            else number = number * 10 + (digit - '0'), unit = has_point ? unit * 10 : unit;
        }
        return number_of(number / unit);
    }
    static constexpr operand text(std::string_view quoted) {
        if (quoted[0] != '\'' || quoted.find('\'', 1) != quoted.size() - 1) return {};
        return {kind_type::text, 0, quoted.substr(1, quoted.size() - 2)};
    }

    /// Reads the arguments of a function behind its parenthesis.
    constexpr operand called(const syntax::token& function) {
        operand first{}, any = null;
        std::uint32_t count = 0;
        if (!tokens_.take(')')) {
            do {
                if (failed_) return {};
                const operand each = either();
                if (count++ == 0) first = each;
                if (any.kind == kind_type::null) any = each;
            } while (tokens_.take(','));
            if (tokens_.peek().is("AS")) {  // CAST
                while (tokens_.peek().kind == syntax::token_kind::word) tokens_.take();
                first = first.kind == kind_type::null ? null : operand{};
            }
            if (!tokens_.take(')')) failed_ = true;
        }
        const bool is_null = first.kind == kind_type::null;
        if ((function.is("coalesce") || function.is("ifnull")) && count > 1) return any;
        if (count != 1) return {};
        if (function.is("cast") || function.is("lower") || function.is("upper") || function.is("trim"))
            return is_null ? null : operand{};
        if (function.is("abs"))
            return is_null ? null : computed(first, first, first.number < 0 ? -first.number : first.number);
        if (!function.is("length")) return {};
        if (first.kind != kind_type::text) return is_null ? null : operand{};
        std::size_t characters = 0;
        for (const char c : first.text) characters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80 ? 1 : 0;
        return number_of(static_cast<double>(characters));
    }

    syntax::tokenizer tokens_;
    const name& column_;
    const operand value_;
    std::uint32_t depth_ = 0;
    bool failed_ = false;  ///< the syntax is not understood
};

}  // namespace aludel::inline v0_1::review
