// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/commands/revision.hpp>
#include <aludel/cli/commands/revision_edit.hpp>
#include <aludel/code/squash_code.hpp>
#include <aludel/graph/symbol.hpp>

#include <algorithm>    // reverse
#include <filesystem>   // path
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// `squash FROM:TO`: writes a squash of a run of revisions; `squash --finish ID`: removes the run.
class squash_command : revision_writer {
public:
    static constexpr const char* word = "squash";
    static constexpr const char* summary = "Write one revision that replaces a run of them";
    static constexpr const char* examples =
        "squash 2fda:9c01 -m \"the first year\"\nsquash 2fda:head -m \"the first year\" --dry-run\n"
        "squash --finish 7d3e     # in a later release";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        CLI::Option* const run = command.add_option("range", range_, "FROM:TO, the first and the last revision");
        add_shared_options(command);
        command
            .add_option("--finish", finished_,
                        "instead: remove the revisions that this squash replaces from the folder, when no database is "
                        "in the middle of them")
            ->type_name("SQUASH")
            ->excludes(run);
    }

    int run(const context& tool) {
        const revision_graph graph = tool.graph();
        const code::migration_files files = files_of(tool);
        if (!finished_.empty()) return finish(tool, graph, files);
        if (range_.find(':') == std::string::npos)
            throw command_error("which revisions? Name the first and the last: " + tool.name + " squash FROM:TO",
                                wrong_usage);
        require_message();
        files.require_built(graph);
        const graph_result<symbol_range> range = parse_range(range_);
        if (!range) throw revision_error(range.error);
        revision_.replaces = run_of(graph, std::string(range.value.start), std::string(range.value.end));
        if (revision_.id.empty()) revision_.id = code::new_id(tool.sortable_ids);
        require_identifier();
        const code::squash_code written(tool.history(), revision_);
        if (!written.errors().empty()) throw command_error(written.errors().front());
        revision_ = written.revision();
        for (const std::string& each : written.omissions()) remarks_.push_back("Review: " + each);
        const std::string code = code::migration_files::code_of(revision_);
        if (dry_run_ && !tool.as_json) return tool.exact() << code, ok;
        const std::string path = dry_run_ ? files.header_path(revision_).string() : files.add(revision_).string();
        if (tool.as_json) return write_json(tool, path, code), ok;
        if (tool.quiet) return tool.out << revision_.id << '\n', ok;
        tool.out << "Generated " << path << ", which replaces " << revision_.replaces.size()
                 << (revision_.replaces.size() == 1 ? " revision" : " revisions") << "; build the program to have it\n";
        for (const std::string& each : remarks_) tool.out << each << '\n';
        return ok;
    }

private:
    /// The revisions from the first to the last, which must be one chain.
    static std::vector<std::string> run_of(const revision_graph& graph, const std::string& from,
                                           const std::string& to) {
        const revision_index first = single_revision(graph, from.empty() ? "base" : from);
        revision_index each = single_revision(graph, to.empty() ? "head" : to);
        std::vector<std::string> result{std::string(graph.id(each))};
        while (each != first) {
            const auto parents = graph.parents(each);
            if (parents.size() != 1)
                throw command_error("`" + std::string(graph.id(each)) + "`, on the way down from `" + result.front() +
                                    "`, " + (parents.empty() ? "revises nothing" : "merges branches") + ", so `" +
                                    std::string(graph.id(first)) +
                                    "` is not the beginning of a run. A squash replaces revisions that are one chain");
            each = parents[0];
            result.emplace_back(graph.id(each));
        }
        std::reverse(result.begin(), result.end());
        return result;
    }

    int finish(const context& tool, const revision_graph& graph, const code::migration_files& files) const {
        const op::revision* squash = nullptr;
        for (const op::revision& each : tool.history().shortcuts)
            if (each.id.text() == finished_) squash = &each;
        if (squash == nullptr)
            throw command_error("`" + finished_ + "` is no squash beside the revisions that it replaces");
        files.require_built(graph);
        std::vector<std::string> replaced;
        for (const name& each : squash->replaces) replaced.emplace_back(each.text());
        for (const context& one : tool.each_database()) {
            if (one.is_missing()) continue;
            revision_list rows;
            for (const std::string& row : one.known_rows(graph)) rows.push_back(graph.index_of(::aludel::name(row)));
            const detail::revision_marks applied = graph.applied_at(rows);
            const auto is_applied = [&](const name& id) { return applied[graph.index_of(id)] != 0; };
            if (is_applied(squash->replaces[0]) && !is_applied(squash->replaces[squash->replaces.size() - 1]))
                throw command_error("`" + redacted_url(one.url) + "` is in the middle of what `" + finished_ +
                                    "` replaces. Upgrade it first");
        }
        const std::vector<std::filesystem::path> removed = files.remove(replaced);
        if (tool.as_json) {
            json_writer writer;
            writer.object().key("squash").value(finished_).key("removed").array();
            for (const std::filesystem::path& each : removed) writer.value(each.string());
            return tool.out << writer.end().end().take(), ok;
        }
        for (const std::filesystem::path& each : removed)
            if (!tool.quiet) tool.out << "Removed " << each.string() << '\n';
        if (tool.quiet) tool.out << finished_ << '\n';
        else tool.out << "Build the program to be without them\n";
        return ok;
    }

    std::string range_;
    std::string finished_;
};

}  // namespace aludel::inline v0_1::cli
