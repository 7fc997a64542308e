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

/// An error on its way through the engine. What became of the database is only known when everything has been rolled
/// back; then it turns into a `migration_error`.
struct failure {
    migration_error_details details;
    std::string sentence;        ///< what went wrong
    std::string remedy;          ///< what to do about it
    std::exception_ptr cause{};  ///< the exception behind it, if there is one
};

// (By views: each length of a literal that becomes a std::string is a type of its own to that one's constructors.)
inline failure failure_of(migration_error_kind kind, std::string_view sentence, std::string_view remedy) {
    return {{.kind = kind, .message = std::string(sentence)}, std::string(sentence), std::string(remedy)};
}

/// Text from a database, fit for a message: of bounded length, on one line, without control characters.
inline std::string backticked(std::string_view from) {
    std::size_t most = 64;
    if (from.size() <= most) return "`" + detail::visible(from) + "`";
    while (most != 60 && (static_cast<unsigned char>(from[most]) & 0xC0U) == 0x80U) --most;  // no character in parts
    return "`" + detail::visible(from.substr(0, most)) + "...`";
}

template <class Names>
std::string backticked_list(const Names& names, std::string_view none) {
    std::string made;
    for (const auto& each : names) made += (made.empty() ? "" : ", ") + backticked(each);
    return made.empty() ? std::string(none) : made;
}

/// Throws a failure as what the caller is to see; `outcome` says what became of the database.
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
