// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/sentence.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The characters that ids and labels cannot have: those that would make a target such as `label@head+1` or `a:b`
/// ambiguous, white space, control characters and quotes.
struct forbidden_characters {
    bool has[256]{};

    constexpr forbidden_characters() {
        for (int c = 0; c <= ' '; ++c) has[c] = true;
        for (const char c : std::string_view("\x7F@+-:'\"`")) has[static_cast<unsigned char>(c)] = true;
    }
};

inline constexpr forbidden_characters forbidden;

/// Words with a meaning of their own in targets, which cannot be ids or labels.
inline constexpr name reserved_words[] = {"head", "heads", "base", "current"};

/// The longest id, in characters: the width of the version table's column.
inline constexpr std::size_t longest_revision_id = 32;

/// Whether a text is one of the reserved words.
constexpr bool is_reserved(const name& text) {
    return text.size <= 7 &&
        (text == reserved_words[0] || text == reserved_words[1] || text == reserved_words[2] ||
         text == reserved_words[3]);
}

/// The index of the first forbidden character, or the size of the text. Four characters per statement, because it runs
/// for each id of a history and compilers count statements.
constexpr std::size_t first_forbidden(const name& text) {
    std::size_t position = 0;
    while (position + 4 <= text.size &&
           !(forbidden.has[static_cast<unsigned char>(text.data[position])] ||
             forbidden.has[static_cast<unsigned char>(text.data[position + 1])] ||
             forbidden.has[static_cast<unsigned char>(text.data[position + 2])] ||
             forbidden.has[static_cast<unsigned char>(text.data[position + 3])]))
        position += 4;
    while (position < text.size && !forbidden.has[static_cast<unsigned char>(text.data[position])]) ++position;
    return position;
}

/// The length of a text in code points of UTF-8, as databases count it.
constexpr std::size_t characters_in(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    return count;
}

/// Whether a text can be a label.
constexpr bool is_valid_label(const name& text) {
    return !text.empty() && !is_reserved(text) && first_forbidden(text) == text.size;
}

/// Whether a text can be the id of a revision.
constexpr bool is_valid_id(const name& text) {
    return is_valid_label(text) && (text.size <= longest_revision_id || characters_in(text) <= longest_revision_id);
}

/// What is wrong with an invalid id or label and how to mend it, as the end of a sentence.
constexpr sentence complaint_about(const name& text) {
    if (text.empty()) return sentence({"is empty. Give it 1 to 32 characters"});
    if (is_reserved(text)) return sentence({"is a word of targets (head heads base current). Choose another"});
    const std::size_t position = first_forbidden(text);
    if (position == text.size) {
        sentence what({"has "});
        return what.add(characters_in(text)).add(" characters; the version table holds 32. Shorten it");
    }
    const char c = text.data[position];
    sentence what({"contains "});
    if (c == ' ' || (c >= '\t' && c <= '\r')) what.add("white space");
    else if (c == '\'' || c == '"' || c == '`') what.add("a quote");
    else if (c == '@' || c == '+' || c == '-' || c == ':')
        what.add(
            {"`", std::string_view(&text.data[position], 1), "`, which means something in a target (label@head+1)"});
    else what.add("a control character");
    return what.add(". Use letters, digits and underscores");
}

}  // namespace aludel::inline v0_1::detail
