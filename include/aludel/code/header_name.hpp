// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/code/file_name.hpp>

#include <cstddef>      // size_t
#include <ctime>        // time, gmtime, strftime
#include <random>       // random_device
#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <string_view>  // string_view

// The names of new revisions: their ids, and the names of their headers.

namespace aludel::inline v0_1::code {

/// How the header of a revision is named unless told otherwise, without `.hpp`.
inline constexpr std::string_view default_file_template = "{id}_{slug}";

/// The current time in UTC, in a format of std::strftime.
inline std::string time_now(const char* format) {
    const std::time_t now = std::time(nullptr);
    char result[20]{};
    std::strftime(result, sizeof result, format, std::gmtime(&now));
    return result;
}
/// The current date in UTC, as YYYY-MM-DD.
inline std::string today() { return time_now("%Y-%m-%d"); }

/// A new revision id of twelve hexadecimal digits. They are random; or the first eight are the seconds since 1970, so
/// that ids sort by time, until 2106.
inline std::string new_id(bool sortable = false) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::random_device source;
    std::string result;
    if (sortable) {
        const auto seconds = static_cast<unsigned long long>(std::time(nullptr));
        for (unsigned shift = 32; shift != 0; shift -= 4) result += digits[(seconds >> (shift - 4)) & 15U];
    }
    while (result.size() < 12) result += digits[source() % 16];
    return result;
}

/// The name of the header of a new revision by a template, in which `{id}`, `{slug}` (the first words of the message),
/// `{year}`, `{month}`, `{day}`, `{hour}`, `{minute}` and `{second}` are replaced; the time is UTC. Throws
/// std::invalid_argument for another word in braces, a template without `{id}`, and one that names a folder.
inline std::string header_name(std::string_view form, std::string_view id, std::string_view message) {
    const auto fail = [&](const std::string& why) {
        throw std::invalid_argument("the file template `" + std::string(form) + "` " + why);
    };
    if (form.find("{id}") == form.npos) fail("does not have {id}, so two headers could get one name. Add it");
    if (form.find_first_of("/\\") != form.npos) fail("names a folder. All headers are in one: leave / out");
    std::string result;
    for (std::string_view rest = form; !rest.empty();) {
        const std::size_t start = rest.find('{'), end = rest.find('}', start);
        result += rest.substr(0, start);
        if (start == rest.npos) break;
        const std::string_view word = rest.substr(start, end == rest.npos ? end : end + 1 - start);
        if (word == "{id}") result += id;
        else if (word == "{slug}") result += file_name_of(message);
        else if (word == "{year}") result += time_now("%Y");
        else if (word == "{month}") result += time_now("%m");
        else if (word == "{day}") result += time_now("%d");
        else if (word == "{hour}") result += time_now("%H");
        else if (word == "{minute}") result += time_now("%M");
        else if (word == "{second}") result += time_now("%S");
        else
            fail("has `" + std::string(word) +
                 "`. Known are {id}, {slug}, {year}, {month}, {day}, {hour}, {minute} and {second}");
        rest.remove_prefix(start + word.size());
    }
    return result + ".hpp";
}

}  // namespace aludel::inline v0_1::code
