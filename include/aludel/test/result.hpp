// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/direction.hpp>

#include <string>  // string
#include <vector>  // vector

namespace aludel::inline v0_1::test {

/// What a check of a history found: true if nothing is wrong. It fits any test framework:
///
///     EXPECT_TRUE(result) << result.message();
struct result {
    std::string why{};                                         ///< what is wrong; empty: nothing
    std::string revision{};                                    ///< the revision that it is wrong with; empty: none
    aludel::direction direction = aludel::direction::upgrade;  ///< which part of the revision
    std::string statement{};                                   ///< the statement that failed; empty: none did
    std::vector<std::string> irreversible{};  ///< revisions that cannot be reverted alone: upgraded only
    std::vector<std::string> without_rows{};  ///< tables that got no rows, each with the reason

    explicit operator bool() const { return why.empty(); }

    /// All of it, for people.
    [[nodiscard]] std::string message() const {
        std::string text = why.empty() ? "nothing is wrong" : why;
        if (!revision.empty())
            text = "revision `" + revision + "`, " +
                (direction == aludel::direction::upgrade ? "upgrade: " : "downgrade: ") + text;
        if (!statement.empty()) text += "\nThe statement was: " + statement;
        for (const std::string& each : irreversible) text += "\nUpgraded only: `" + each + "`";
        for (const std::string& each : without_rows) text += "\nWithout rows: " + each;
        return text;
    }
};

}  // namespace aludel::inline v0_1::test
