// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/token.hpp>

#include <cstddef>  // size_t
#include <string>   // string

namespace aludel::inline v0_1::dialect {

/// The text that a name means: without its quotes, and with one quote where two are written.
inline std::string unquoted(const syntax::token& written) {
    if (written.kind != syntax::token_kind::quoted) return std::string(written.text);
    std::string plain;
    for (std::size_t i = 1; i + 1 < written.text.size(); ++i) {
        plain += written.text[i];
        if (written.text[i] == written.text[0]) ++i;
    }
    return plain;
}

}  // namespace aludel::inline v0_1::dialect
