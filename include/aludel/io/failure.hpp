// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/migration_error.hpp>

#include <cstddef>      // size_t
#include <exception>    // exception_ptr, rethrow_exception, throw_with_nested
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::online {

/// An error inside the engine. It becomes a `migration_error` after everything has been rolled back, because only then
/// the state of the database is known, which the message states.
struct failure {
    migration_error_details details;
    std::string sentence;        ///< what went wrong
    std::string remedy;          ///< what to do about it
    std::exception_ptr cause{};  ///< the exception that caused it; null: none
};

/// A failure without an exception behind it. (The parameters are views, because a constructor of std::string would be
/// instantiated for each length of a literal.)
inline failure failure_of(migration_error_kind kind, std::string_view sentence, std::string_view remedy) {
    return {{.kind = kind, .message = std::string(sentence)}, std::string(sentence), std::string(remedy)};
}

/// Text from a database for a message, in backticks: at most 64 bytes, on one line, control characters escaped.
inline std::string backticked(std::string_view from) {
    std::size_t most = 64;
    if (from.size() <= most) return "`" + detail::visible(from) + "`";
    // Do not cut a UTF-8 character.
    while (most != 60 && (static_cast<unsigned char>(from[most]) & 0xC0U) == 0x80U) --most;
    return "`" + detail::visible(from.substr(0, most)) + "...`";
}

/// Texts in backticks, separated by commas; `none` where there are none.
template <class Names>
std::string backticked_list(const Names& names, std::string_view none) {
    std::string made;
    for (const auto& each : names) made += (made.empty() ? "" : ", ") + backticked(each);
    return made.empty() ? std::string(none) : made;
}

/// Throws a failure as `migration_error`, with its cause nested. `outcome` says what the state of the database is.
[[noreturn]] inline void raise(const failure& why, std::string_view outcome) {
    const migration_error_details& at = why.details;
    std::string said;
    if (!at.revision.empty()) {
        said += at.direction == direction::upgrade ? "upgrade " : "downgrade ";
        said += backticked(at.revision);
        if (at.statement_count != 0)
            said += ", statement " + std::to_string(at.statement + 1) + " of " + std::to_string(at.statement_count);
        said += ": ";
    }
    said += detail::visible(why.sentence);
    if (at.code != 0) said += " (error " + std::to_string(at.code) + ")";
    said += ". ";
    said += outcome;
    if (!why.remedy.empty()) said += " " + detail::visible(why.remedy);
    if (!at.sql.empty()) said += "\nThe statement was: " + detail::visible(at.sql, detail::line_breaks::kept);

    if (!why.cause) throw migration_error(said, at);
    try {
        std::rethrow_exception(why.cause);
    } catch (...) {
        std::throw_with_nested(migration_error(said, at));
    }
}

}  // namespace aludel::inline v0_1::online
