// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/dialect/statement_effect.hpp>
#include <aludel/operation/timeouts.hpp>

#include <cstddef>  // size_t
#include <string>   // string, to_string

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

/// What a step does to those who use its tables, in a line; empty where no statement works through a whole table that
/// others have to wait for. `limits` are those of its revision.
inline std::string waiting_line(const detail::vector<statement_effect>& effects, const op::timeouts& limits) {
    std::size_t count = 0;
    for (const statement_effect& each : effects) count += !each.blocks.empty() && (each.rewrites || each.scans) ? 1 : 0;
    if (count == 0) return {};
    std::string line = "warning: others wait while ";
    line += count == 1 ? "a statement of this step works" : std::to_string(count) + " statements of this step work";
    line += " through a whole table";
    if (limits.lock.nanoseconds == 0)
        line +=
            "; the revision has no .lock_timeout(...): without --lock-timeout they also wait while it waits for its "
            "lock";
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
