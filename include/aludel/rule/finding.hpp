// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/sentence.hpp>
#include <aludel/rule/rule.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// What a check found: the rule that is broken, the revision that breaks it, and the whole sentence, which says what is
/// wrong, with names, and the way out. A verdict is a value first; only `history` and its like turn it into an error.
struct finding {
    aludel::rule rule = aludel::rule::none;
    aludel::level level = aludel::level::error;
    name revision;
    detail::sentence sentence;
    std::size_t id_size = 0;  ///< of the rule's id in front of the sentence

    constexpr finding() = default;

    /// The sentence is the parts one after another, behind the rule's id: `[AL104] revision ...`.
    constexpr finding(aludel::rule broken, name in, detail::parts what)
        : rule(broken), revision(in), sentence({"[AL", static_cast<std::size_t>(broken), "] "}) {
        id_size = sentence.size();
        sentence.add(what);
    }

    [[nodiscard]] constexpr std::string_view text() const { return sentence.text(); }
    /// The same without the rule's id.
    [[nodiscard]] constexpr std::string_view message() const { return text().substr(id_size); }
};

}  // namespace aludel::inline v0_1
