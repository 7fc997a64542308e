// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/table_view.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <algorithm>    // min
#include <cstddef>      // size_t
#include <cstdint>      // int64_t, uint64_t
#include <cstdlib>      // strtoul
#include <list>         // list
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::test {

/// A sequence of numbers that depends on its seed alone (SplitMix64).
class random_numbers {
public:
    explicit random_numbers(std::uint64_t seed) : state_(seed) {}

    /// A number from 0 to `below` - 1.
    std::size_t pick(std::size_t below) {
        std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15U;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return static_cast<std::size_t>((mixed ^ (mixed >> 31U)) % below);
    }
    bool one_in(std::size_t count) { return pick(count) == 0; }

private:
    std::uint64_t state_;
};

/// Values for the columns of rows, of their types and different in each row. The same seed gives the same values.
class value_source {
public:
    explicit value_source(std::uint64_t seed) : random_(seed) {}

    [[nodiscard]] random_numbers& random() { return random_; }

    /// Begins another row; the values of the one before are no longer valid.
    void next_row() { ++serial_, texts_.clear(); }

    /// A value for a column; a plain one has nothing to do with the checks of the table.
    op::value value_of(const op::table_view& table, const op::column& column, bool plain) {
        if (!plain && random_.one_in(2))
            if (const op::value found = value_of_checks(table, column); found.given()) return found;
        return value_of_type(table, column, plain);
    }

    /// A value that was read, as one of a column of this type.
    op::value typed(op::type_kind kind, const std::string& read) {
        if (kind == op::type_kind::smallint || kind == op::type_kind::integer || kind == op::type_kind::bigint)
            return op::value_of(op::value_kind::expression, 0, kept(read));
        return text(read);
    }

private:
    static bool is_text(op::type_kind kind) {
        return kind == op::type_kind::text || kind == op::type_kind::varchar || kind == op::type_kind::character;
    }

    /// A value of the type of a column, another one in each row. They are not those that histories insert themselves.
    op::value value_of_type(const op::table_view& table, const op::column& column, bool plain) {
        const std::string digits = std::to_string(serial_);
        const std::size_t small = random_.pick(10);
        const auto two = [](std::size_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
        const std::string day =
            "20" + two(20 + serial_ / 336 % 70) + "-" + two(1 + serial_ / 28 % 12) + "-" + two(1 + serial_ % 28);
        const std::string time = two(serial_ / 60 % 24) + ":" + two(serial_ % 60) + ":07";
        switch (column.type.kind) {
            case op::type_kind::boolean:
                return op::value_of(op::value_kind::boolean, static_cast<std::int64_t>(small % 2));
            case op::type_kind::smallint:
                return number(plain ? 20'000 + static_cast<std::int64_t>(serial_ % 12'000)
                                    : static_cast<std::int64_t>(small));
            case op::type_kind::integer:
            case op::type_kind::bigint:
                return number(plain || random_.one_in(2) ? static_cast<std::int64_t>(serial_)
                                                         : static_cast<std::int64_t>(small));
            case op::type_kind::real:
            case op::type_kind::double_precision: return real(static_cast<double>(plain ? serial_ : small) + 0.5);
            case op::type_kind::numeric: {
                const int before = column.type.precision == 0 ? 6 : column.type.precision - column.type.scale;
                std::size_t limit = 1;
                for (int i = 0; i < before && i < 6; ++i) limit *= 10;
                const double fraction = column.type.scale > 1 ? 0.25 : column.type.scale == 1 ? 0.5 : 0;
                return real(static_cast<double>((plain ? serial_ : small) % limit) + fraction);
            }
            case op::type_kind::varchar:
            case op::type_kind::character:
            case op::type_kind::text:
            case op::type_kind::native: {
                std::string written = (serial_ % 3 == 0 ? "O'Hara \xC3\xA9 " : "text ") + digits;
                const auto most = static_cast<std::size_t>(column.type.precision);
                if (most != 0 && written.size() > most)
                    written = digits.substr(digits.size() - std::min(digits.size(), most));
                return text(std::move(written));
            }
            case op::type_kind::binary: {
                static constexpr char hex[] = "0123456789abcdef";
                std::string written = "x'";
                for (const char each : digits) (written += hex[each >> 4]) += hex[each & 15];
                return op::value_of(op::value_kind::expression, 0, kept(written + "'"));
            }
            case op::type_kind::date: return text(day);
            case op::type_kind::time: return text(time);
            case op::type_kind::timestamp: return text(day + " " + time);
            case op::type_kind::timestamptz: return text(day + " " + time + "+00:00");
            case op::type_kind::interval: return text(std::to_string(1 + small) + " days");
            case op::type_kind::array: return text("{}");
            case op::type_kind::citext: return text("text " + digits);
            case op::type_kind::jsonb:
            case op::type_kind::json: return text("{\"number\": " + digits + "}");
            case op::type_kind::uuid:
                return text("00000000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits);
            case op::type_kind::enumeration: {
                const auto values = table.names(column.type.values);
                return values.empty() ? text("x") : text(std::string(values[random_.pick(values.size())].text()));
            }
        }
        return number(static_cast<std::int64_t>(serial_));
    }

    /// A value near one that a check of the column names; none if there is no such check.
    op::value value_of_checks(const op::table_view& table, const op::column& column) {
        std::vector<std::string> numbers, strings;
        for (const op::constraint& each : table.constraints()) {
            if (each.kind != op::constraint_kind::check) continue;
            bool is_used = false;
            std::vector<std::string> own_numbers, own_strings;
            for (syntax::tokenizer tokens(each.expression); tokens.peek().kind != syntax::token_kind::end;
                 tokens.skip()) {
                const syntax::token& part = tokens.peek();
                if (part.kind == syntax::token_kind::invalid) break;
                is_used = is_used || (part.is_name() && part.names(column.name.text()));
                if (part.kind == syntax::token_kind::number) own_numbers.emplace_back(part.text);
                if (part.kind == syntax::token_kind::string && part.text.size() > 1)
                    own_strings.push_back(without_quotes(part.text));
            }
            if (!is_used) continue;
            numbers.insert(numbers.end(), own_numbers.begin(), own_numbers.end());
            strings.insert(strings.end(), own_strings.begin(), own_strings.end());
        }
        const std::size_t choices = numbers.size() + strings.size();
        if (choices == 0) return {};
        const std::size_t chosen = random_.pick(choices);
        if (chosen >= numbers.size()) return text(like(strings[chosen - numbers.size()]));
        const std::string& written = numbers[chosen];
        if (is_text(column.type.kind)) {  // a length
            const std::size_t length = std::min<std::size_t>(std::strtoul(written.c_str(), nullptr, 10), 200);
            const std::string digits = std::to_string(serial_);
            if (length <= digits.size()) return text(digits.substr(digits.size() - length));
            return text(std::string(length - digits.size(), 'x') + digits);
        }
        const char* const near[] = {"", " + 1", " - 1"};
        return op::value_of(op::value_kind::expression, 0, kept(written + near[random_.pick(3)]));
    }

    /// The value of a string in SQL.
    static std::string without_quotes(std::string_view written) {
        std::string result;
        for (std::size_t i = 1; i + 1 < written.size(); ++i) {
            result += written[i];
            if (written[i] == '\'' && written[i + 1] == '\'') ++i;
        }
        return result;
    }

    /// A text that a pattern of LIKE or GLOB matches; any other text as it is.
    std::string like(const std::string& pattern) {
        std::string result;
        for (const char each : pattern) {
            if (each == '%' || each == '*') result += "a" + std::to_string(serial_);
            else result += each == '_' || each == '?' ? 'a' : each;
        }
        return random_.one_in(3) ? pattern : result;
    }

    /// A text that lives as long as the row.
    std::string_view kept(std::string text) {
        texts_.push_back(std::move(text));
        return texts_.back();
    }
    op::value text(std::string written) { return op::value_of(op::value_kind::text, 0, kept(std::move(written))); }
    static op::value number(std::int64_t value) { return op::value_of(op::value_kind::integer, value); }
    static op::value real(double value) {
        op::value result = op::value_of(op::value_kind::real);
        result.real = value;
        return result;
    }

    random_numbers random_;
    std::uint64_t serial_ = 1'000'000;  // far from the keys that histories insert themselves
    std::list<std::string> texts_{};
};

}  // namespace aludel::inline v0_1::test
