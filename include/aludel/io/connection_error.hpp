// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>

#include <cstddef>    // size_t
#include <cstdint>    // uint8_t
#include <stdexcept>  // runtime_error
#include <string>     // string
#include <utility>    // move

namespace aludel::inline v0_1 {

/// What an error of a database is about, where a caller may want to do something about it.
enum class connection_error_kind : std::uint8_t {
    other,
    busy,             ///< another connection is in the way, for now
    lock_timeout,     ///< another connection was in the way for as long as the session waits
    deadlock,         ///< the transaction was chosen to end, so that others can go on; it can be tried again as a whole
    undefined_table,  ///< there is no table or view of that name
    permission,       ///< the user, or an authorizer of the program, may not do that
    duplicate,        ///< a row with the same key, or an object of the same name, exists
    constraint,       ///< another constraint refuses a row
    read_only,        ///< the database cannot be written to
    cancelled,        ///< somebody interrupted the statement
    aborted,          ///< the transaction ended while the statement ran
    connection_lost,  ///< nothing more can be sent; what became of an open transaction is not known
};

/// All that an adapter knows of an error.
struct connection_error_details {
    int code = 0;                ///< the database's own number; 0: it has none
    connection_error_kind kind = connection_error_kind::other;
    std::string sqlstate{};      ///< five characters; empty where the database has none
    std::size_t position = 0;    ///< of the character in the statement that it is about, from 1; 0: not known
};

/// A database reported an error. Adapters throw it with the error code and message of the database. The message may
/// quote names and values; `what()` has it on one line with control characters escaped.
class connection_error : public std::runtime_error {
public:
    connection_error(int code, const std::string& message) : connection_error(connection_error_details{.code = code}, message) {}
    connection_error(connection_error_details details, const std::string& message)
        : std::runtime_error(detail::visible(message)), details_(std::move(details)) {}

    [[nodiscard]] int code() const noexcept { return details_.code; }
    [[nodiscard]] connection_error_kind kind() const noexcept { return details_.kind; }
    [[nodiscard]] const std::string& sqlstate() const noexcept { return details_.sqlstate; }
    [[nodiscard]] std::size_t position() const noexcept { return details_.position; }

private:
    connection_error_details details_;
};

}  // namespace aludel::inline v0_1
