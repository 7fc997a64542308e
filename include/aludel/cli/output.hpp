// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>

#include <cerrno>       // errno
#include <cstddef>      // size_t
#include <exception>    // exception
#include <ostream>      // ostream
#include <random>       // random_device
#include <streambuf>    // streambuf
#include <string>       // string
#include <string_view>  // string_view

// The one place where the tool writes. Whatever passes is text of others: no command has to think of it.

namespace aludel::inline v0_1::cli {

/// Marks the control sequences that are the tool's own (colors, the progress bar). Nobody who writes a text can guess it.
/// Empty where there is no chance to be had: then there are no colors.
inline std::string random_mark() {
    try {
        std::random_device source;
        std::string mark = "\xFF";
        while (mark.size() < 17) mark += "0123456789abcdef"[source() % 16];
        return mark;
    } catch (const std::exception&) {
        return {};
    }
}

/// A control sequence that `output` lets pass.
inline std::string control_sequence(std::string_view mark, std::string_view sequence) {
    return mark.empty() ? std::string() : std::string(mark) + std::string(sequence) + "\xFF";
}

/// Passes text on to a stream with its control characters, but line breaks and tabs, and bytes that are no UTF-8 escaped.
class output_buffer final : public std::streambuf {
public:
    output_buffer(std::ostream& to, bool terminal, std::string_view mark) : to_(to), terminal_(terminal), mark_(mark) {}
    output_buffer(const output_buffer&) = delete;
    output_buffer& operator=(const output_buffer&) = delete;
    ~output_buffer() override {
        try {
            static_cast<void>(sync());
        } catch (...) {  // a stream that throws
        }
    }

    /// From here on bytes are passed on as they are, unless to a terminal.
    void be_exact() {
        static_cast<void>(sync());
        exact_ = !terminal_;
    }
    /// `errno` of the first write that failed; 0 where none did, or without a reason.
    [[nodiscard]] int error() const { return error_; }

private:
    int_type overflow(int_type character) override {
        if (traits_type::eq_int_type(character, traits_type::eof())) return traits_type::not_eof(character);
        const char byte = traits_type::to_char_type(character);
        return xsputn(&byte, 1) == 1 ? character : traits_type::eof();
    }

    std::streamsize xsputn(const char* written, std::streamsize size) override {
        constexpr std::size_t enough = 1U << 16U;
        const std::string_view text(written, static_cast<std::size_t>(size));
        if (exact_) return pass(text) ? size : 0;
        pending_ += text;
        if (pending_.size() < enough) return size;
        // Escapes do not cross lines.
        const std::size_t last = pending_.rfind('\n');
        if (last == pending_.npos) return size;
        const std::string lines = pending_.substr(0, last + 1);
        pending_.erase(0, last + 1);
        return pass(escaped(lines)) ? size : 0;
    }

    int sync() override {
        const std::string text = escaped(pending_);
        pending_.clear();
        if (!pass(text)) return -1;
        errno = 0;
        to_.flush();
        return works() ? 0 : -1;
    }

    bool pass(std::string_view text) {
        errno = 0;
        to_.write(text.data(), static_cast<std::streamsize>(text.size()));
        return works();
    }

    bool works() {
        if (to_.good()) return true;
        if (error_ == 0) error_ = errno;
        return false;
    }

    [[nodiscard]] std::string escaped(std::string_view text) const {
        std::string result;
        for (std::size_t start; !mark_.empty() && (start = text.find(mark_)) != text.npos;) {
            result += detail::visible(text.substr(0, start), detail::line_breaks::kept);
            text.remove_prefix(start + mark_.size());
            const std::size_t last = text.find('\xFF');
            result += text.substr(0, last);
            text.remove_prefix(last == text.npos ? text.size() : last + 1);
        }
        return result += detail::visible(text, detail::line_breaks::kept);
    }

    std::ostream& to_;
    bool terminal_;
    std::string mark_;
    std::string pending_;
    bool exact_ = false;
    int error_ = 0;
};

/// A stream of the tool's, in front of one of the program's. What is written to `exact()` and after it is for another
/// program: SQL, source code.
class output final : public std::ostream {
public:
    output(std::ostream& to, bool terminal, std::string_view mark) : std::ostream(nullptr), buffer_(to, terminal, mark) {
        rdbuf(&buffer_);
        if ((to.flags() & unitbuf) != 0) setf(unitbuf);
    }
    output(const output&) = delete;
    output& operator=(const output&) = delete;

    std::ostream& exact() { return buffer_.be_exact(), *this; }

    /// Passes on all that is left; false when some of it, or of what was before, could not be written.
    bool finish() { return flush().good(); }
    [[nodiscard]] int error() const { return buffer_.error(); }

private:
    output_buffer buffer_;
};

}  // namespace aludel::inline v0_1::cli

