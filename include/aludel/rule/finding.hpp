// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/sentence.hpp>
#include <aludel/rule/rule.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// The result of a check: the rule that is broken, its level, the revision that breaks it (empty where none does), and
/// the whole message, which names what is wrong and how to mend it. Findings are values; only `history` and the like
/// turn them into compile errors (see raise.hpp).
struct finding {
    aludel::rule rule = aludel::rule::none;
    aludel::level level = aludel::level::error;
    name revision;
    detail::sentence sentence;

    constexpr finding() = default;

    /// The message is the rule's id followed by the parts: `[AL104] revision ...`.
    constexpr finding(aludel::rule broken, name in, detail::parts what)
        : rule(broken), revision(in), sentence({"[AL", static_cast<std::size_t>(broken), "] "}) {
        sentence.add(what);
    }

    /// The whole message, with the rule's id. The view is valid as long as the finding.
    [[nodiscard]] constexpr std::string_view text() const { return sentence.text(); }
};

}  // namespace aludel::inline v0_1
