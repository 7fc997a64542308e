// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// Escapes a text for HTML, between tags and in attributes with double quotes. Control characters become visible.
inline std::string html_text(std::string_view what, detail::line_breaks breaks = detail::line_breaks::kept) {
    std::string result;
    for (const char each : detail::visible(what, breaks)) {
        switch (each) {
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '&': result += "&amp;"; break;
            case '"': result += "&quot;"; break;
            default: result += each;
        }
    }
    return result;
}

/// The same for a sentence in which names stand between backticks: they become `<code>` elements.
inline std::string html_sentence(std::string_view what) {
    std::string result;
    bool inside = false;
    while (true) {
        const std::size_t end = what.find('`');
        result += html_text(what.substr(0, end));
        if (end == what.npos) return inside ? result + "</code>" : result;
        what.remove_prefix(end + 1);
        result += inside ? "</code>" : "<code>";
        inside = !inside;
    }
}

}  // namespace aludel::inline v0_1::cli
