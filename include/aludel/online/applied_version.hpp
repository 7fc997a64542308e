// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/callback.hpp>
#include <aludel/base/duration.hpp>
#include <aludel/operation/run_context.hpp>
#include <aludel/sql/quote.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1 {

/// A version that a migration has just written to the version table, in the transaction that is still open. Valid
/// during the call of the hook.
struct applied_version : run_context {
    std::string_view message{};      ///< of the revision
    std::string_view what{};         ///< as in the journal: `upgrade`, `downgrade`, `stamp` or `baseline`
    std::vector<std::string> now{};  ///< the rows of the version table
    duration elapsed{};              ///< since the revision began; zero for a stamp and a baseline

    /// Has the migration execute SQL when the hook returns, in the same transaction. If it fails, the migration does.
    void execute(std::string_view sql) { statements.emplace_back(sql); }

    /// A text as a string literal of SQL.
    [[nodiscard]] static std::string quoted(std::string_view value) {
        sql_text result;
        dialect::put_string(result, value);
        return result.str();
    }

    std::vector<std::string> statements{};  ///< what `execute` was given
};

/// A function that is called for each version that a migration applies or reverts, before its transaction ends. If it
/// throws, the migration fails and is rolled back.
using version_hook = detail::callback<void(applied_version&)>;

}  // namespace aludel::inline v0_1
