// SPDX-License-Identifier: BSL-1.0
// expect: [AL114] accept_checksum: `0123456789abcdeg` is no checksum. Write the 16 hexadecimal digits that the error about the edited revision says, or the journal (revision `a`)
// expect: [AL114] accept_checksum: `abc` is no checksum. Write the 16 hexadecimal digits that the error about the edited revision says, or the journal (revision `a`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto one = al::revision("a").accept_checksum("0123456789abcdeg").accept_checksum("abc");
#else
inline constexpr auto one = al::revision("a").accept_checksum("0123456789abcdef").accept_checksum("ABCDEF0123456789");
#endif
inline constexpr al::history<one> history{};  // the line
