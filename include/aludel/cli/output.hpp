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

// All output of the tool goes through these streams, which escape control characters, so that text from a database or a
// file cannot control the terminal. Commands need not escape anything themselves.

namespace aludel::inline v0_1::cli {

/// A random prefix that marks the tool's own control sequences (colors, the progress bar), so that no other text can
/// contain one. Empty where there is no source of randomness; then there are no colors.
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

/// A control sequence with the mark, which `output` does not escape; empty without a mark.
inline std::string control_sequence(std::string_view mark, std::string_view sequence) {
    return mark.empty() ? std::string() : std::string(mark) + std::string(sequence) + "\xFF";
}

/// Forwards text to a stream and escapes control characters other than line feed and tab, and bytes that are not UTF-8.
class output_buffer final : public std::streambuf {
public:
    output_buffer(std::ostream& stream, bool terminal, std::string_view mark)
        : stream_(stream),
          terminal_(terminal),
          mark_(mark) {}
    output_buffer(const output_buffer&) = delete;
    output_buffer& operator=(const output_buffer&) = delete;
    ~output_buffer() override {
        try {
            static_cast<void>(sync());
        } catch (...) {  // a stream that throws
        }
    }

    /// From now on text is forwarded unchanged, unless the stream is a terminal.
    void be_exact() {
        static_cast<void>(sync());
        exact_ = !terminal_;
    }
    /// `errno` of the first write that failed; 0 if none did, or if no reason is known.
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
        // Only whole lines are escaped, because no escaped sequence crosses lines.
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
        stream_.flush();
        return works() ? 0 : -1;
    }

    bool pass(std::string_view text) {
        errno = 0;
        stream_.write(text.data(), static_cast<std::streamsize>(text.size()));
        return works();
    }

    bool works() {
        if (stream_.good()) return true;
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

    std::ostream& stream_;
    bool terminal_;
    std::string mark_;
    std::string pending_;
    bool exact_ = false;
    int error_ = 0;
};

/// A stream that escapes what is written and forwards it to a stream of the program. After `exact()` text is forwarded
/// unchanged, for SQL and source code that another program reads.
class output final : public std::ostream {
public:
    output(std::ostream& stream, bool terminal, std::string_view mark)
        : std::ostream(nullptr),
          buffer_(stream, terminal, mark) {
        rdbuf(&buffer_);
        if ((stream.flags() & unitbuf) != 0) setf(unitbuf);
    }
    output(const output&) = delete;
    output& operator=(const output&) = delete;

    std::ostream& exact() { return buffer_.be_exact(), *this; }

    /// Writes what is buffered; false if any output so far could not be written.
    bool finish() { return flush().good(); }
    [[nodiscard]] int error() const { return buffer_.error(); }

private:
    output_buffer buffer_;
};

}  // namespace aludel::inline v0_1::cli
