// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>      // size_t
#include <cstdlib>      // getenv
#include <iostream>     // cout, cerr
#include <ostream>      // ostream
#include <string_view>  // string_view

#if __has_include(<sys/ioctl.h>)
#include <sys/ioctl.h>  // ioctl, winsize
#include <unistd.h>     // isatty
#endif

namespace aludel::inline v0_1::cli {

/// Whether a stream is std::cout or std::cerr and writes to a terminal.
inline bool is_terminal([[maybe_unused]] const std::ostream& out) {
#if __has_include(<sys/ioctl.h>)
    return (&out == &std::cout && isatty(1) != 0) || (&out == &std::cerr && isatty(2) != 0);
#else
    return false;
#endif
}

/// Whether a stream writes to a terminal that supports colors and overwriting of lines.
inline bool has_colors(const std::ostream& out) {
    const char* const kind = std::getenv("TERM");
    return kind != nullptr && std::string_view(kind) != "dumb" && is_terminal(out);
}

/// The number of columns of the terminal that stderr writes to; 80 if it is not known.
inline std::size_t terminal_width() {
#if __has_include(<sys/ioctl.h>)
    winsize found{};
    if (ioctl(2, TIOCGWINSZ, &found) == 0 && found.ws_col > 0) return found.ws_col;
#endif
    return 80;
}

}  // namespace aludel::inline v0_1::cli
