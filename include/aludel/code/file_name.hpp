// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::code {

/// The ASCII letter closest to a character of two bytes in UTF-8, from U+00C0 to U+017F; 0 for any other.
inline char plain_letter(unsigned char first, unsigned char second) {
    static constexpr std::string_view letters =
        "aaaaaaaceeeeiiiidnooooo_ouuuuytsaaaaaaaceeeeiiiidnooooo_ouuuuyty"
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnn"
        "oooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    static_assert(letters.size() == 0x180 - 0xC0);
    const unsigned character = ((first & 0x1FU) << 6U) | (second & 0x3FU);
    return character >= 0xC0 && character < 0x180 ? letters[character - 0xC0] : '\0';
}

/// A message as a part of a file name: its first words in small letters, without accents, joined by `_`.
inline std::string file_name_of(std::string_view message) {
    std::string result;
    for (std::size_t i = 0; i < message.size() && result.size() < 40; ++i) {
        const char each = message[i];
        char letter = '_';
        if ((each >= 'a' && each <= 'z') || (each >= '0' && each <= '9')) letter = each;
        else if (each >= 'A' && each <= 'Z') letter = static_cast<char>(each - 'A' + 'a');
        else if ((static_cast<unsigned char>(each) & 0xE0U) == 0xC0U && i + 1 < message.size()) {
            letter = plain_letter(static_cast<unsigned char>(each), static_cast<unsigned char>(message[i + 1]));
            if (letter == '\0') letter = '_';
            ++i;
        }
        if (letter != '_' || (!result.empty() && result.back() != '_')) result += letter;
    }
    while (!result.empty() && result.back() == '_') result.pop_back();
    return result.empty() ? "revision" : result;
}

}  // namespace aludel::inline v0_1::code
