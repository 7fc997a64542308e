// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>

#include <cstddef>      // size_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// Writes JSON with an indentation of two spaces:
///
///     json_writer json;
///     json.object().key("revision").value("1b95d36c8908").key("parents").strings(parents).end();
class json_writer {
public:
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
        written_ += ": ";
        after_key_ = true;
        return *this;
    }

    json_writer& value(std::string_view said) { return next(), quote(said), *this; }
    json_writer& value(const char* said) { return value(std::string_view(said)); }
    json_writer& value(bool said) { return raw(said ? "true" : "false"); }
    json_writer& value(std::size_t said) { return raw(std::to_string(said)); }
    json_writer& null_value() { return raw("null"); }

    template <class Names>
    json_writer& strings(const Names& all) {
        array();
        for (const auto& each : all) value(std::string_view(each));
        return end();
    }

    [[nodiscard]] std::string take() { return written_ + "\n"; }

private:
    json_writer& open(char first, char last) {
        next();
        written_ += first;
        closers_ += last;
        empty_ = true;
        return *this;
    }

    json_writer& raw(std::string_view said) {
        next();
        written_ += said;
        return *this;
    }

    void line() {
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

    void quote(std::string_view said) {
        written_ += '"';
        // Bytes that are not valid UTF-8 become U+FFFD, so that the output is.
        while (!said.empty()) {
            const detail::code_point each = detail::first_code_point(said);
            if (!each.valid) written_ += "\xEF\xBF\xBD";
            else if (each.value == '"' || each.value == '\\') (written_ += '\\') += said[0];
            else if (each.value == '\n') written_ += "\\n";
            else if (each.value == '\t') written_ += "\\t";
            else if (detail::is_control(each.value)) escape(each.value);
            else written_ += said.substr(0, each.size);
            said.remove_prefix(each.size);
        }
        written_ += '"';
    }

    /// Writes a control character as `\uXXXX`; all of them have at most four digits.
    void escape(char32_t value) {
        written_ += "\\u";
        for (unsigned shift = 16; shift != 0; shift -= 4) written_ += "0123456789abcdef"[value >> (shift - 4) & 15U];
    }

    std::string written_;
    std::string closers_;
    bool empty_ = true;
    bool after_key_ = false;
};

}  // namespace aludel::inline v0_1::cli
