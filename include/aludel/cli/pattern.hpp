// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// Whether a text fits a pattern, in which `*` stands for any characters and `?` for one.
inline bool fits(std::string_view text, std::string_view pattern) {
    std::size_t place = 0, retry = text.npos, after_star = 0;
    for (std::size_t i = 0; i < text.size() || place < pattern.size();) {
        if (place < pattern.size() && pattern[place] == '*') {
            retry = i, after_star = ++place;
        } else if (i < text.size() && place < pattern.size() && (pattern[place] == '?' || pattern[place] == text[i])) {
            ++i, ++place;
        } else {
            if (retry == text.npos || retry == text.size()) return false;
            i = ++retry, place = after_star;
        }
    }
    return true;
}

}  // namespace aludel::inline v0_1::cli
