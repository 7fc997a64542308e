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

inline void write(std::ostream& out, const sql_text& from) { out << from.view(); }

/// What `--sql` prints instead of doing it: the script of a range, in the direction wanted or in the one that it has.
inline void write_sql(const context& at, std::string_view range_said, std::optional<direction> way_wanted, std::string_view tag = {}) {
    const detail::script_range range(range_said);
    for (const std::string_view end : {range.from, range.to})
        if (end == "current" || end.starts_with('+') || end.starts_with('-'))
            throw command_error("`" + std::string(end) + "` counts from where a database is, which a script cannot know. Write both ends, from:to");
    migration way(at.history(), sqlite);
    if (const graph_error error = way.start_at(range.from)) throw revision_error(error);
    if (!way_wanted) {
        if (const graph_error error = detail::plan_range(way, range)) throw revision_error(error);
    } else if (*way_wanted == direction::upgrade) {
        way.upgrade(range.to);
    } else {
        way.downgrade(range.to);
    }
    if (const finding found = detail::unwritable(way); found.rule != rule::none) throw command_error(std::string(found.text()));

    if (!tag.empty()) at.out << "-- tag: " << tag << '\n';
    write(at.out, detail::script_of_way(way, sqlite, range));
}

}  // namespace aludel::inline v0_1::cli

#endif
