// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>

#include <cstddef>    // size_t
#include <cstdint>    // uint8_t
#include <stdexcept>  // runtime_error
#include <string>     // string
#include <utility>    // move

namespace aludel::inline v0_1 {

/// The kinds of errors that a caller may want to handle.
enum class connection_error_kind : std::uint8_t {
    other,
    busy,             ///< another connection holds a lock; try again
    lock_timeout,     ///< another connection held a lock longer than the session waits
    deadlock,         ///< the transaction was rolled back to resolve a deadlock; repeat it as a whole
    undefined_table,  ///< a table or view does not exist
    permission,       ///< the user, or an authorizer of the program, is not permitted to do this
    duplicate,        ///< a row with the same key, or an object of the same name, exists
    constraint,       ///< another constraint refuses a row
    read_only,        ///< the database cannot be written to
    cancelled,        ///< the statement was interrupted
    aborted,          ///< the transaction ended while the statement ran
    connection_lost,  ///< the connection is lost; whether an open transaction was committed is not known
};

/// What an adapter knows about an error.
struct connection_error_details {
    int code = 0;  ///< the error code of the database; 0: it has none
    connection_error_kind kind = connection_error_kind::other;
    std::string sqlstate{};    ///< five characters; empty where the database has none
    std::size_t position = 0;  ///< the character in the statement where the error is, from 1; 0: not known
    std::string statement{};   ///< the statement with its values, if a constraint refused it and the adapter knows it
};

/// A database reported an error. Adapters throw it with the error code and message of the database. The message may
/// quote names and values; `what()` has it on one line with control characters escaped.
class connection_error : public std::runtime_error {
public:
    connection_error(int code, const std::string& message)
        : connection_error(connection_error_details{.code = code}, message) {}
    connection_error(connection_error_details details, const std::string& message)
        : std::runtime_error(detail::visible(message)),
          details_(std::move(details)) {}

    [[nodiscard]] int code() const noexcept { return details_.code; }
    [[nodiscard]] connection_error_kind kind() const noexcept { return details_.kind; }
    [[nodiscard]] const std::string& sqlstate() const noexcept { return details_.sqlstate; }
    [[nodiscard]] const std::string& statement() const noexcept { return details_.statement; }
    [[nodiscard]] std::size_t position() const noexcept { return details_.position; }

private:
    connection_error_details details_;
};

}  // namespace aludel::inline v0_1
