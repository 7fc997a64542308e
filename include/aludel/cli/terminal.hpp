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

/// Whether a stream leads to a terminal, of whatever kind.
inline bool is_terminal([[maybe_unused]] const std::ostream& out) {
#if __has_include(<sys/ioctl.h>)
    return (&out == &std::cout && isatty(1) != 0) || (&out == &std::cerr && isatty(2) != 0);
#else
    return false;
#endif
}

/// Whether it is one on which colors and lines that are written over make sense.
inline bool has_colors(const std::ostream& out) {
    const char* const kind = std::getenv("TERM");
    return kind != nullptr && std::string_view(kind) != "dumb" && is_terminal(out);
}

/// How many columns the terminal behind stderr has.
inline std::size_t terminal_width() {
#if __has_include(<sys/ioctl.h>)
    winsize found{};
    if (ioctl(2, TIOCGWINSZ, &found) == 0 && found.ws_col > 0) return found.ws_col;
#endif
    return 80;
}

}  // namespace aludel::inline v0_1::cli
