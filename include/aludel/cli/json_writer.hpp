// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/base/duration.hpp>

#include <cstddef>      // size_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// A time in seconds, with milliseconds: "0.012".
inline std::string seconds_of(duration time) {
    const std::string digits = std::to_string(1000 + time.milliseconds() % 1000);
    return std::to_string(time.milliseconds() / 1000) + "." + digits.substr(1);
}

/// How JSON is laid out: with an indentation of two spaces, or without any white space.
enum class json_layout { indented, compact };

/// Writes JSON:
///
///     json_writer json;
///     json.object().key("revision").value("1b95d36c8908").key("parents").strings(parents).end();
class json_writer {
public:
    explicit json_writer(json_layout layout = json_layout::indented) : layout_(layout) {}

    json_writer& object() { return open('{', '}'); }
    json_writer& array() { return open('[', ']'); }

    json_writer& end() {
        const char last = closers_.back();
        closers_.pop_back();
        if (!empty_) line();
        written_ += last;
        empty_ = false;
        return *this;
    }

    json_writer& key(std::string_view name) {
        next();
        quote(name);
        written_ += layout_ == json_layout::compact ? ":" : ": ";
        after_key_ = true;
        return *this;
    }

    json_writer& value(std::string_view message) { return next(), quote(message), *this; }
    json_writer& value(const char* message) { return value(std::string_view(message)); }
    json_writer& value(bool given) { return raw(given ? "true" : "false"); }
    json_writer& value(std::size_t number) { return raw(std::to_string(number)); }
    /// A text; null where it is empty.
    json_writer& text_or_null(std::string_view message) { return message.empty() ? null_value() : value(message); }
    json_writer& null_value() { return raw("null"); }
    json_writer& seconds(duration time) { return raw(seconds_of(time)); }
    /// A value that is JSON already.
    json_writer& json(std::string_view whole) { return raw(whole); }

    template <class Names>
    json_writer& strings(const Names& whole) {
        array();
        for (const auto& each : whole) value(std::string_view(each));
        return end();
    }

    [[nodiscard]] std::string take() { return layout_ == json_layout::compact ? written_ : written_ + "\n"; }

private:
    json_writer& open(char first, char last) {
        next();
        written_ += first;
        closers_ += last;
        empty_ = true;
        return *this;
    }

    json_writer& raw(std::string_view message) {
        next();
        written_ += message;
        return *this;
    }

    void line() {
        if (layout_ == json_layout::compact) return;
        written_ += '\n';
        written_.append(2 * closers_.size(), ' ');
    }

    void next() {
        if (after_key_) {
            after_key_ = false;
        } else if (!closers_.empty()) {
            if (!empty_) written_ += ',';
            line();
        }
        empty_ = false;
    }

    void quote(std::string_view message) {
        written_ += '"';
        // Bytes that are not valid UTF-8 become U+FFFD, so that the output is.
        while (!message.empty()) {
            const detail::code_point each = detail::first_code_point(message);
            if (!each.valid) written_ += "\xEF\xBF\xBD";
            else if (each.value == '"' || each.value == '\\') (written_ += '\\') += message[0];
            else if (each.value == '\n') written_ += "\\n";
            else if (each.value == '\t') written_ += "\\t";
            else if (detail::is_control(each.value)) escape(each.value);
            else written_ += message.substr(0, each.size);
            message.remove_prefix(each.size);
        }
        written_ += '"';
    }

    /// Writes a control character as `\uXXXX`; all of them have at most four digits.
    void escape(char32_t value) {
        written_ += "\\u";
        for (unsigned shift = 16; shift != 0; shift -= 4) written_ += "0123456789abcdef"[value >> (shift - 4) & 15U];
    }

    json_layout layout_;
    std::string written_;
    std::string closers_;
    bool empty_ = true;
    bool after_key_ = false;
};

}  // namespace aludel::inline v0_1::cli
