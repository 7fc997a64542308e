// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/sentence.hpp>
#include <aludel/rule/item.hpp>
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
    std::size_t id_size = 0;  ///< the length of the rule's id at the beginning of the message
    /// What of the schema it is about, if later errors can follow from it.
    aludel::item item{};

    constexpr finding() = default;

    /// The message is the rule's id followed by the parts: `[AL104] revision ...`.
    constexpr finding(aludel::rule broken, name in, detail::parts what)
        : rule(broken),
          revision(in),
          sentence({"[AL", static_cast<std::size_t>(broken), "] "}) {
        id_size = sentence.size();
        sentence.add(what);
    }

    /// The whole message, with the rule's id. The view is valid as long as the finding.
    [[nodiscard]] constexpr std::string_view text() const { return sentence.text(); }
    /// The message without the rule's id.
    [[nodiscard]] constexpr std::string_view message() const { return text().substr(id_size); }
};

}  // namespace aludel::inline v0_1
