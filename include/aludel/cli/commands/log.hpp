// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/revision_line.hpp>
#include <aludel/dialect/own_table_text.hpp>

#include <cstddef>  // size_t
#include <memory>   // unique_ptr
#include <string>   // string, stoull
#include <vector>   // vector

namespace aludel::inline v0_1::cli {

/// `log`: lists what was done to the database, newest first, from its journal.
class log_command {
public:
    static constexpr const char* word = "log";
    static constexpr const char* summary = "List what was done to the database, newest first";
    static constexpr const char* examples = "log\nlog -n 5 -v\nlog --json";
    static constexpr auto needs = soundness::graph;

    void add_options(CLI::App& command) {
        command.add_option("-n,--number", most_, "this many entries at most, the newest")->type_name("COUNT");
    }

    int run(const context& tool) const {
        const query_result rows = entries(tool);
        json_writer writer;
        writer.array();
        for (std::size_t i = rows.size(); i-- > 0 && (most_ == 0 || rows.size() - i <= most_);) {
            if (tool.as_json) write(tool, writer, rows[i]);
            else print(tool, rows[i]);
        }
        if (tool.as_json) tool.out << writer.end().take();
        else if (rows.empty())
            tool.note(tool.is_missing() ? "There is no database yet." : "Nothing was done to the database yet.");
        return ok;
    }

private:
    enum column : std::size_t { revision, action, checksum, time, duration };

    /// The rows of the journal, oldest first; none if there is no journal.
    static query_result entries(const context& tool) {
        if (tool.is_missing()) return {};
        const std::unique_ptr<session> db = tool.open(access::look);
        sql_text exists, journal;
        tool.with_words(db->dialect(), [&]<class Dialect>(Dialect) {
            using own = typename Dialect::own_tables;
            own::put_exists(exists, tool.history().settings->journal_table);
            read_journal(journal, *tool.history().settings, own::words, own_scope::engine);
        });
        return db->query(exists.view()).empty() ? query_result() : db->query(journal.view());
    }

    static void print(const context& tool, const row_values& row) {
        const std::string id = online::cell(row, revision), done = online::cell(row, action);
        if (tool.quiet) {
            tool.out << id << '\n';
            return;
        }
        tool.out << online::cell(row, time) << "  " << done << std::string(done.size() < 9 ? 9 - done.size() : 0, ' ')
                 << "  " << tool.paint(style::id, id);
        const op::revision* const known = tool.history().find(name(std::string_view(id)));
        if (known == nullptr) tool.out << (id.empty() ? "base" : " (unknown)");
        else if (!known->message.empty()) tool.out << ", " << revision_lines::one_line(known->message);
        if (row[duration]) tool.out << " (" << *row[duration] << " ms)";
        if (tool.verbose) tool.out << "  checksum " << online::cell(row, checksum);
        tool.out << '\n';
    }

    static void write(const context& tool, json_writer& writer, const row_values& row) {
        const std::string id = online::cell(row, revision);
        const op::revision* const known = tool.history().find(name(std::string_view(id)));
        writer.object().key("time").value(online::cell(row, time)).key("action").value(online::cell(row, action));
        writer.key("revision").value(id).key("message");
        if (known == nullptr) writer.null_value();
        else writer.value(known->message);
        writer.key("checksum").value(online::cell(row, checksum)).key("duration_ms");
        if (row[duration]) writer.value(static_cast<std::size_t>(std::stoull(*row[duration])));
        else writer.null_value();
        writer.end();
    }

    std::size_t most_ = 0;
};

}  // namespace aludel::inline v0_1::cli
