// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/config.hpp>

#if ALUDEL_HAS_CLI11

#include <aludel/cli/context.hpp>
#include <aludel/script/script_writer.hpp>

#include <optional>     // optional
#include <ostream>      // ostream
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

inline void write(std::ostream& out, const sql_text& from) {
    out.write(from.view().data(), static_cast<std::streamsize>(from.size()));
}

/// What `--sql` prints instead of doing it: the script of a range, in the direction wanted or in the one that it has.
inline void write_sql(const context& at, std::string_view range_said, std::optional<direction> way_wanted, std::string_view tag = {}) {
    const detail::script_range range(range_said);
    for (const std::string_view end : {range.from, range.to})
        if (end == "current" || end.starts_with('+') || end.starts_with('-'))
            throw command_error("`" + std::string(end) + "` counts from where a database is, which a script cannot know. Write both ends, from:to");
    migration way(at.history(), sqlite, range.from);
    if (!way_wanted) {
        if (const graph_error error = detail::plan_range(way, range)) throw revision_error(error);
    } else if (*way_wanted == direction::upgrade) {
        way.upgrade(range.to);
    } else {
        way.downgrade(range.to);
    }
    if (const finding found = detail::unwritable(way); found.rule != rule::none) throw command_error(std::string(found.text()));

    const detail::script_writer writer(at.history(), sqlite, way, range);
    sql_text steps, begin, end;
    bool foreign_keys_off = false;
    for (std::size_t i = 0; i < way.size(); ++i) {
        const bool rebuilds = writer.step(steps, way, i);
        foreign_keys_off = foreign_keys_off || rebuilds;
    }
    if (!tag.empty()) at.out << "-- tag: " << tag << '\n';
    writer.begin(begin, foreign_keys_off), writer.finish(end, foreign_keys_off);
    write(at.out, begin), write(at.out, steps), write(at.out, end);
}

}  // namespace aludel::inline v0_1::cli

#endif
