// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace detail {

/// Whether the value of a URL parameter is a secret: `password`, `sslpassword`, `PGPASS`, `hexkey`, `auth_token`. Names
/// that are percent-encoded count as secret.
inline bool is_secret_parameter(std::string_view name) {
    std::string lower(name);
    for (char& each : lower)
        if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
    for (const std::string_view word : {"pass", "pwd", "secret", "token", "key", "auth", "cred", "%"})
        if (lower.find(word) != lower.npos) return true;
    return false;
}

}  // namespace detail

/// A database URL without its secrets, for messages and logs: `scheme://user:***@host/shop?password=***`. Text that is
/// not a URL is treated the same way; when in doubt, characters are hidden.
inline std::string redacted_url(std::string_view url) {
    std::string hidden(url.size(), ' ');  // 'x' marks characters to hide
    const auto hide = [&](std::size_t first, std::size_t last) {
        for (; first < last; ++first) hidden[first] = 'x';
    };
    // Passwords can be unencoded and contain : / ? or @; a password ends at the last @.
    std::size_t scheme = url.find("://");
    if (url.substr(0, scheme).find_first_of(":@") != url.npos) scheme = url.npos;  // it is part of the password
    const std::size_t colon = url.find(':', scheme == url.npos ? 0 : scheme + 3), host = url.rfind('@');
    if (host != url.npos && colon < host) hide(colon + 1, host);
    // The value of a parameter can contain every character except the separator of parameters.
    for (std::size_t equal = url.find('='); equal != url.npos; equal = url.find('=', equal + 1)) {
        const std::size_t before = url.substr(0, equal).find_last_of("?&; \n");
        const std::size_t start = before == url.npos ? 0 : before + 1, end = url.find('&', equal);
        if (detail::is_secret_parameter(url.substr(start, equal - start)))
            hide(equal + 1, end == url.npos ? url.size() : end);
    }
    std::string result;
    for (std::size_t i = 0; i < url.size(); ++i) {
        if (hidden[i] == ' ') result += url[i];
        else if (i == 0 || hidden[i - 1] == ' ') result += "***";
    }
    return result;
}

/// A text with every URL in it redacted. A URL extends to the end of its line or to a backtick.
inline std::string with_redacted_urls(std::string_view message) {
    std::string result;
    for (std::size_t mark; (mark = message.find("://")) != message.npos;) {
        const std::size_t before = message.substr(0, mark).find_last_of(" `\n=");
        const std::size_t start = before == message.npos ? 0 : before + 1;
        const std::size_t end = message.find_first_of("`\n", mark);
        result += message.substr(0, start);
        result += redacted_url(message.substr(start, end == message.npos ? end : end - start));
        message.remove_prefix(end == message.npos ? message.size() : end);
    }
    return result += message;
}

}  // namespace aludel::inline v0_1
