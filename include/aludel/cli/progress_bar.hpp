// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/output.hpp>
#include <aludel/cli/revision_line.hpp>
#include <aludel/cli/terminal.hpp>
#include <aludel/online/observer.hpp>

#include <chrono>       // steady_clock, milliseconds
#include <cstddef>      // size_t
#include <ostream>      // ostream, flush
#include <string>       // string, to_string
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// Shows the progress of a long migration in one line of a terminal:
///
///     upgrade [#########---------------] 375/1000 1b95d36c8908 add hidden content
class progress_bar {
    using clock = std::chrono::steady_clock;

public:
    /// `mark` is the prefix of control sequences, see `output`.
    progress_bar(std::ostream& out, std::string_view mark) : out_(out), clear_(control_sequence(mark, "\r\033[K")) {}
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;
    ~progress_bar() { clear(); }

    /// Shows the first and the last event, and others at most every 50 ms.
    void show(const migration_event& event) {
        show(event, event.direction == direction::upgrade ? "upgrade" : "downgrade");
    }
    /// The same with another word in front.
    void show(const migration_event& event, std::string_view verb) {
        if (event.kind != event_kind::begin && event.kind != event_kind::done) return;
        const std::size_t done = event.index + (event.kind == event_kind::done ? 1 : 0);
        const clock::time_point now = clock::now();
        if (drawn_ && done != event.count && now - last_ < std::chrono::milliseconds(50)) return;
        drawn_ = true, last_ = now;
        out_ << clear_ << line_of(event, verb, done, terminal_width() - 1) << std::flush;
    }

    /// Removes the line, before other output.
    void clear() {
        if (drawn_) out_ << clear_ << std::flush;
        drawn_ = false;
    }

    /// The line, cut to a width in characters.
    static std::string line_of(const migration_event& event, std::string_view verb, std::size_t done,
                               std::size_t width) {
        constexpr std::size_t cells = 24;
        const std::size_t full = event.count == 0 ? cells : done * cells / event.count;
        std::string result = std::string(verb) + " [";
        result.append(full, '#').append(cells - full, '-');
        result += "] " + std::to_string(done) + "/" + std::to_string(event.count) + " " +
            detail::visible(event.revision) + " " + revision_lines::one_line(event.message);
        return shortened(result, width);
    }

private:
    /// The first `width` characters of a text in UTF-8.
    static std::string shortened(std::string text, std::size_t width) {
        std::size_t position = 0;
        for (std::size_t shown = 0; position < text.size(); ++position)
            if ((static_cast<unsigned char>(text[position]) & 0xC0U) != 0x80U && shown++ == width) break;
        text.resize(position);
        return text;
    }

    std::ostream& out_;
    std::string clear_;
    clock::time_point last_{};
    bool drawn_ = false;
};

}  // namespace aludel::inline v0_1::cli
