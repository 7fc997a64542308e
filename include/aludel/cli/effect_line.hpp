// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/json_writer.hpp>
#include <aludel/dialect/statement_effect.hpp>

#include <string>  // string

namespace aludel::inline v0_1::cli {

/// What a statement does to those who use the table meanwhile, in a line; empty where that is nothing.
///
///     ACCESS EXCLUSIVE: reads and writes wait, while every row is written anew (instead: ...)
///     ALGORITHM=COPY, LOCK=SHARED: writes wait, while every row is written anew; another type (instead: ...)
inline std::string effect_line(const statement_effect& effect) {
    std::string line;
    if (!effect.algorithm.empty()) line.append("ALGORITHM=").append(effect.algorithm).append(", LOCK=");
    line += effect.lock;
    if (!effect.blocks.empty()) line.append(": ").append(effect.blocks).append(" wait");
    if (effect.rewrites) line += ", while every row is written anew";
    else if (effect.scans) line += ", while every row is read";
    if (!effect.note.empty()) line.append(line.empty() ? "" : "; ").append(effect.note);
    if (!effect.remedy.empty()) line.append(" (instead: ").append(effect.remedy).append(")");
    return line;
}

/// Writes the same as members of a JSON object.
inline void write_effect(json_writer& writer, const statement_effect& effect) {
    if (!effect.algorithm.empty()) writer.key("algorithm").value(effect.algorithm);
    writer.key("lock").text_or_null(effect.lock).key("blocks").text_or_null(effect.blocks);
    writer.key("rewrites").value(effect.rewrites).key("scans").value(effect.scans);
    writer.key("note").text_or_null(effect.note).key("instead").text_or_null(effect.remedy);
}

}  // namespace aludel::inline v0_1::cli
