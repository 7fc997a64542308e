// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/context.hpp>
#include <aludel/code/new_files.hpp>
#include <aludel/script/script_writer.hpp>
#include <aludel/sql/quote.hpp>

#include <filesystem>    // is_regular_file
#include <fstream>       // ifstream
#include <iterator>      // istreambuf_iterator
#include <optional>      // optional
#include <ostream>       // ostream
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // error_code

namespace aludel::inline v0_1::cli {

/// Writes SQL to a stream.
inline void write(std::ostream& out, const sql_text& from) { out << from.view(); }

/// Writes the SQL script of a range, in the given direction or else in the one that follows from its ends. With a file
/// name it writes that file, completely or not at all; a file with the same content is not touched.
inline void write_sql(const context& at, const op::dialect& target, std::string_view range_said, std::optional<direction> way_wanted, std::string_view tag,
                      const std::string& file = {}) {
    const detail::script_range range(range_said);
    for (const std::string_view end : {range.from, range.to})
        if (end == "current" || end.starts_with('+') || end.starts_with('-'))
            throw command_error("`" + std::string(end) + "` counts from where a database is, which a script cannot know. Write both ends, from:to");
    migration way(at.history(), target);
    if (const graph_error error = way.start_at(range.from)) throw revision_error(error);
    if (!way_wanted) {
        if (const graph_error error = detail::plan_range(way, range)) throw revision_error(error);
    } else if (*way_wanted == direction::upgrade) {
        way.upgrade(range.to);
    } else {
        way.downgrade(range.to);
    }
    if (const finding found = detail::unwritable(way); found.rule != rule::none) throw command_error(std::string(found.text()));

    sql_text begin;
    if (!tag.empty()) begin.put("-- tag: "), dialect::put_comment(begin, tag), begin.put("\n");
    begin.put(detail::script_of_way(way, target, range).view());
    if (file.empty()) return write(at.exact(), begin);
    const std::string script = begin.str();
    if (std::error_code error; std::filesystem::is_regular_file(file, error)) {  // reading a pipe would block
        std::ifstream old(file, std::ios::binary);
        if (std::string(std::istreambuf_iterator<char>(old), {}) == script) return;
    }
    code::new_files files;
    files.add(file, script);
    files.commit();
}

}  // namespace aludel::inline v0_1::cli
