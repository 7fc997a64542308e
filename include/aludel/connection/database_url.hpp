// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/redacted_url.hpp>
#include <aludel/operation/dialect.hpp>

#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Where a database is, as command lines and environment variables say it: `scheme:///shop.db`, a file relative to the
/// working directory; `scheme:////var/lib/shop.db`, absolute; `scheme://user@host:port/name`.
struct database_url {
    std::string scheme;     ///< what kind of database, see `op::dialect_traits::word`
    std::string authority;  ///< user, host and port; empty for a file
    std::string path;       ///< the file, or the database's name
    std::string query;      ///< behind the `?`

    /// Throws std::invalid_argument for what is no URL; no password is in its text.
    explicit database_url(std::string_view url) {
        const std::size_t colon = url.find("://");
        if (colon == 0 || colon == url.npos)
            throw std::invalid_argument("`" + redacted_url(url) + "` is no database URL. Write one like " + std::string(default_dialect.traits->word) + ":///shop.db");
        scheme = url.substr(0, colon);
        std::string_view rest = url.substr(colon + 3);
        if (const std::size_t mark = rest.find('?'); mark != rest.npos) {
            query = rest.substr(mark + 1);
            rest = rest.substr(0, mark);
        }
        const std::size_t slash = rest.find('/');
        authority = rest.substr(0, slash);
        if (slash != rest.npos) path = rest.substr(slash + 1);
    }
};

/// What a URL names, for who must know before the database is opened.
struct database_place {
    bool is_file = true;
    std::string path{};         ///< of the file; empty: a file is meant, and none is named
    std::string existing_url{}; ///< the URL that opens it and never creates it
};

}  // namespace aludel::inline v0_1
