// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/output_file.hpp>
#include <aludel/script/write.hpp>
#include <aludel/sql/quote.hpp>

#include <optional>     // optional
#include <ostream>      // ostream
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// Writes SQL to a stream.
inline void write(std::ostream& out, const sql_text& source) { out << source.view(); }

/// The first revision of a plan with a step that a script cannot do; null: there is none.
inline const op::revision* online_step(const migration_plan& way) {
    for (const plan_step& step : way.plan().steps) {
        const op::revision& revision = way.history().at(step.revision);
        const bool up = step.direction == direction::upgrade;
        for (const op::operation& each : (up ? revision.upgrade : revision.downgrade).list)
            if (each.kind == op::operation_kind::run) return &revision;
    }
    return nullptr;
}

/// Writes the SQL script of a range, in the given direction or else in the one that follows from its ends. With a file
/// name it writes that file, completely or not at all; a file with the same content is not touched.
inline void write_sql(const context& tool, const op::dialect& target, std::string_view range_said,
                      std::optional<direction> way_wanted, std::string_view tag, const std::string& file = {}) {
    const symbol_range range = detail::value_or_throw(parse_script_range(range_said));
    for (const std::string_view end : {range.start, range.end})
        if (parse_symbol(end).value.needs_rows())
            throw command_error(
                "`" + std::string(end) +
                "` counts from where a database is, which a script cannot know. Write both ends, from:to");
    sql_text script;
    if (!tag.empty()) script.put("-- tag: "), dialect::put_comment(script, tag), script.put("\n");
    tool.with_words(target, [&]<class Dialect>(Dialect) {
        migration<Dialect> way(tool.history(), target);
        if (const graph_error error = way_wanted ? way.start_at(range.start) : way.try_range(range))
            throw revision_error(error);
        if (way_wanted == direction::upgrade) way.upgrade(range.end);
        else if (way_wanted == direction::downgrade) way.downgrade(range.end);
        if (const finding found = detail::unwritable<Dialect>(way, target); found.rule != rule::none)
            throw command_error(std::string(found.text()));
        if (const op::revision* const stop = online_step(way))
            tool.note("The script stops at revision `" + std::string(stop->id) +
                      "`, which has a step that only the program can do (al::run)");
        script.put(detail::script_of_way(way, target, range).view());
    });
    write_output(tool, script.view(), file);
}

}  // namespace aludel::inline v0_1::cli
