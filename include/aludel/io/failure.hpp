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
    std::string sentence;                                         ///< what went wrong
    std::string remedy;                                           ///< what to do about it
    std::exception_ptr cause{};                                   ///< the exception that caused it; null: none
    connection_error_kind reason = connection_error_kind::other;  ///< of an error of the database
};

/// A failure without an exception behind it. (The parameters are views, because a constructor of std::string would be
/// instantiated for each length of a literal.)
inline failure failure_of(migration_error_kind kind, std::string_view sentence, std::string_view remedy) {
    return {{.kind = kind, .message = std::string(sentence)}, std::string(sentence), std::string(remedy)};
}

/// Text from a database for a message, in backticks: at most 64 bytes, on one line, control characters escaped.
inline std::string backticked(std::string_view source) {
    std::size_t most = 64;
    if (source.size() <= most) return "`" + detail::visible(source) + "`";
    // Do not cut a UTF-8 character.
    while (most != 60 && (static_cast<unsigned char>(source[most]) & 0xC0U) == 0x80U) --most;
    return "`" + detail::visible(source.substr(0, most)) + "...`";
}

/// Texts in backticks, separated by commas; `none` where there are none.
template <class Names>
std::string backticked_list(const Names& names, std::string_view none) {
    std::string result;
    for (const auto& each : names) result += (result.empty() ? "" : ", ") + backticked(each);
    return result.empty() ? std::string(none) : result;
}

/// Offending rows as lines of a message: `    id = 1, mail = NULL`.
inline std::string lines_of(const offending_rows& found) {
    if (found.rows.empty()) return {};
    std::string result = "\nOffending rows of table " + backticked(found.table) + ":";
    for (const row_values& row : found.rows) {
        std::string_view before = "\n    ";
        for (std::size_t i = 0; i < row.size() && i < found.columns.size(); ++i, before = ", ")
            result.append(before)
                .append(detail::visible(found.columns[i]))
                .append(" = ")
                .append(row[i] ? detail::visible(*row[i]) : "NULL");
    }
    return found.has_more ? result + "\n    and more" : result;
}

/// Throws a failure as `migration_error`, with its cause nested. `outcome` says what the state of the database is.
[[noreturn]] inline void raise(const failure& why, std::string_view outcome) {
    const migration_error_details& details = why.details;
    std::string message;
    if (!details.revision.empty()) {
        message += details.direction == direction::upgrade ? "upgrade " : "downgrade ";
        message += backticked(details.revision);
        if (details.statement_count != 0)
            message += ", statement " + std::to_string(details.statement + 1) + " of " +
                std::to_string(details.statement_count);
        message += ": ";
    }
    message += detail::visible(why.sentence);
    if (!details.sqlstate.empty()) message += " (SQLSTATE " + details.sqlstate + ")";
    else if (details.code != 0) message += " (error " + std::to_string(details.code) + ")";
    message += ". ";
    message += outcome;
    if (!why.remedy.empty()) message += " " + detail::visible(why.remedy);
    message += lines_of(details.rows);
    if (!details.sql.empty())
        message += "\nThe statement was: " + detail::visible(details.sql, detail::line_breaks::kept);

    if (!why.cause) throw migration_error(message, details);
    try {
        std::rethrow_exception(why.cause);
    } catch (...) {
        std::throw_with_nested(migration_error(message, details));
    }
}

}  // namespace aludel::inline v0_1::online
