// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/redacted_url.hpp>
#include <aludel/operation/dialect.hpp>

#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// The location of a database as command lines and environment variables spell it: `scheme:///shop.db` is a file
/// relative to the working directory, `scheme:////var/lib/shop.db` an absolute path, `scheme://user@host:port/name` a
/// database on a server.
struct database_url {
    std::string scheme;     ///< the kind of database, see `op::dialect_traits::word`
    std::string authority;  ///< user, host and port; empty for a file
    std::string path;       ///< the file, or the name of the database
    std::string query;      ///< after the `?`

    /// Throws std::invalid_argument for text that is not a URL; the message contains no password.
    explicit database_url(std::string_view url) {
        const std::size_t colon = url.find("://");
        if (colon == 0 || colon == url.npos)
            throw std::invalid_argument("`" + redacted_url(url) + "` is no database URL. Write one like " +
                                        std::string(default_dialect.traits->word) + ":///shop.db");
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

/// What a URL names, known without opening the database.
struct database_place {
    bool is_file = true;
    std::string path{};          ///< path of the file; empty if the URL is for a file but names none
    std::string existing_url{};  ///< a URL that opens the database and never creates it
};

}  // namespace aludel::inline v0_1
