// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/commands/revision_edit.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/code/completed_revision.hpp>
#include <aludel/code/migration_files.hpp>
#include <aludel/graph/validate.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/model/schema_at.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/diff.hpp>
#include <aludel/schema/difference_text.hpp>
#include <aludel/schema/tell_apart.hpp>

#include <algorithm>    // find
#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// The options that `revision` and `merge` share, and the writing of the revision's header.
class revision_writer {
protected:
    void add_shared_options(CLI::App& command) {
        command.add_option("-m,--message", revision_.message, "what the revision is for");
        command.add_option("--rev-id", revision_.id, "the id, instead of twelve random digits");
        command
            .add_option("--branch-label", revision_.labels,
                        "a name for the branch that begins here; any number of times")
            ->allow_extra_args(false);
        command.add_flag("--dry-run", dry_run_, "print the header instead of writing it");
        command.add_option("--directory", directory_, "where the migrations are, unless the program knows");
    }

    void require_message() const {
        if (revision_.message.find_first_not_of(" \t\r\n") == std::string::npos)
            throw command_error("what is the revision for? Give a message: -m \"add orders\"", wrong_usage);
    }

    /// Throws a `command_error` if the id cannot be part of the name of a variable.
    void require_identifier() const {
        for (const char each : revision_.id)
            if (!((each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') ||
                  each == '_'))
                throw command_error("a character of the id `" + revision_.id +
                                    "` cannot be in the name of a variable. Use letters, digits and _");
    }

    /// Writes the revision, and a file beside it (null: none).
    int write(const context& tool, const revision_graph& graph, const code::named_file* beside = nullptr) {
        const code::migration_files files = files_of(tool);
        files.require_built(graph);
        if (revision_.id.empty()) revision_.id = code::new_id(tool.sortable_ids);
        require_identifier();
        require_valid(tool);
        const std::string code = code::migration_files::code_of(revision_);
        if (dry_run_ && !tool.as_json) {
            tool.out << code;
            if (beside != nullptr) tool.out << '\n' << beside->content;
            return ok;
        }
        const std::string written =
            dry_run_ ? files.header_path(revision_).string() : files.add(revision_, beside).string();
        if (tool.as_json) return write_json(tool, written, code), ok;
        if (tool.quiet) return tool.out << revision_.id << '\n', ok;
        tool.out << "Generated " << written << "; build the program to have it\n";
        if (beside != nullptr) tool.out << "Generated " << beside->path.string() << '\n';
        for (const std::string& each : remarks_) tool.out << each << '\n';
        return ok;
    }

    void write_json(const context& tool, const std::string& file, const std::string& code) const {
        json_writer writer;
        writer.object().key("revision").value(revision_.id).key("parents").strings(revision_.parents);
        writer.key("file").value(file).key("written").value(!dry_run_).key("code").value(code);
        writer.key("remarks").strings(remarks_).end();
        tool.out << writer.take();
    }

    /// Throws a `command_error` for a revision that the compiler would refuse: an id or label that is taken, another
    /// head. Several heads that exist already are not an error, since a revision on one of them may precede their
    /// merge.
    void require_valid(const context& tool) const {
        detail::vector<revision_node> nodes = nodes_of(tool.history().revisions);
        const bool branches_ok = tool.history().settings->branches_allowed || !validate(nodes, false).empty();
        const std::vector<name> parents(revision_.parents.begin(), revision_.parents.end()),
            dependencies(revision_.dependencies.begin(), revision_.dependencies.end()),
            labels(revision_.labels.begin(), revision_.labels.end());
        nodes.push_back({name(std::string_view(revision_.id)), parents, dependencies, labels});
        for (const finding& each : validate(nodes, branches_ok)) throw command_error(std::string(each.text()));
    }

    [[nodiscard]] code::migration_files files_of(const context& tool) const {
        return code::migration_files(directory_.empty() ? std::string(tool.program.directory) : directory_,
                                     tool.file_template);
    }

    code::new_revision revision_;
    std::vector<std::string> remarks_;  ///< what people are to do before they build the revision
    std::string directory_;
    bool dry_run_ = false;
};

/// `revision -m "..."`: writes a new header in the migrations folder and adds it to the history.
class revision_command : revision_writer {
public:
    static constexpr const char* word = "revision";
    static constexpr const char* summary = "Write a new revision into the migrations folder";
    static constexpr const char* examples =
        "revision -m \"add hidden content\"\nrevision -m \"as the models say\" --autogenerate\nrevision -m \"names\" "
        "--autogenerate --rename users.name=full_name --rename users=people\nrevision -m \"fix\" --head 2fda --splice\n"
        "revision --rebase 1b95\nrevision --undo head";
    static constexpr auto needs = soundness::graph;

    void add_options(CLI::App& command) {
        add_shared_options(command);
        command.add_flag("--autogenerate", autogenerate_,
                         "write the operations that lead from the history to the models");
        command
            .add_option("--rename", renames_,
                        "with --autogenerate: a renamed column, table or value of an enumeration, as "
                        "users.name=full_name, users=people or mood.sad=blue; any number of times")
            ->allow_extra_args(false)
            ->type_name("OLD=NEW");
        command.add_option("--head", head_, "what it revises: a revision, label@head, base (head)");
        command.add_flag("--splice", splice_, "allow a revision that is no head, and begin a branch there");
        command
            .add_option("--depends-on", dependencies_,
                        "what must be applied before it without being revised; any number of times")
            ->allow_extra_args(false);
        command.add_option("--rebase", rebased_, "instead of a new revision: put the branch of this one behind --onto")
            ->type_name("REVISION");
        command.add_option("--onto", onto_, "with --rebase: where the branch goes (the other head)");
        command.add_option("--undo", undone_, "instead of a new revision: remove this one, a head, from the folder")
            ->type_name("REVISION");
    }

    int run(const context& tool) {
        const revision_graph graph = tool.graph();
        if (!onto_.empty() && rebased_.empty())
            throw command_error("--onto is for --rebase: it says where the branch goes", wrong_usage);
        if (!rebased_.empty()) return rebase(tool, graph, files_of(tool), rebased_, onto_);
        if (!undone_.empty()) return undo(tool, graph, files_of(tool), undone_);
        require_message();
        read_parents(graph);
        files_of(tool).require_built(graph);
        if (!autogenerate_ && !renames_.empty())
            throw command_error("--rename is for --autogenerate: without it nothing is compared", wrong_usage);
        if (autogenerate_ && !generate(tool)) {
            if (tool.as_json) tool.out << json_writer().object().key("revision").null_value().end().take();
            return tool.note("No new upgrade operations detected: the history leads to the models"), ok;
        }
        return write(tool, graph);
    }

private:
    void read_parents(const revision_graph& graph) {
        if (head_ == "head" && graph.heads().size() > 1)
            throw command_error(
                "Multiple heads are present; please specify the head revision on which the new revision should be "
                "based, or perform a merge");
        for (const revision_index each : graph.find(head_)) {
            const std::string id(graph.id(each));
            if (!graph.is_head(each) && !splice_)
                throw command_error(
                    "Revision " + id +
                    " is not a head revision; please specify --splice to create a new branch from this revision");
            revision_.parents.push_back(id);
        }
        for (const std::string& each : dependencies_)
            for (const revision_index found : graph.find(each)) revision_.dependencies.emplace_back(graph.id(found));
    }

    /// Throws a `command_error` unless the models can be compared with the history.
    static void require_models(const context& tool) {
        if (const std::string source = newer_source(tool.program); !source.empty())
            throw command_error("`" + source +
                                "` was changed after this program was built, so --autogenerate would "
                                "compare what is old. Build it first");
        tool.require(soundness::history);
        if (!tool.program.has_models)
            throw command_error("--autogenerate needs models: call al::command_line<history, models>");
        detail::vector<finding> mistakes;
        verify(tool.program.models, *tool.history().settings, mistakes);
        if (!mistakes.empty()) throw command_error(std::string(mistakes[0].text()));
    }

    /// Adds the operations that lead from the history to the models. False: there are none.
    bool generate(const context& tool) {
        require_models(tool);
        schema before = detail::schema_at_revision(tool.history(), "heads");
        schema after = detail::schema_of(tool.program.models, *tool.history().settings);
        detail::tell_apart(before, after);
        const std::vector<rename_hint> hints = read_renames();
        const op::list_view<rename_hint> renames{hints.data(), static_cast<std::uint32_t>(hints.size())};
        if (const finding wrong = check_renames(before, after, renames); wrong.rule != rule::none)
            throw command_error(std::string(wrong.text()));
        detail::text_arena arena;
        op::operations found = operations_between(before, after, arena, renames, tool.compared);
        if (found.list.empty()) return false;
        note_possible_renames(tool, before, after, renames);
        if (revision_.id.empty()) revision_.id = code::new_id(tool.sortable_ids);
        code::completed_revision completed(tool.history(), before, std::move(found), arena);
        completed.write_to(revision_);
        const schema reached = completed.schema_after();
        for (const difference& each : filtered(compare(reached, after), tool.compared))
            remarks_.push_back("Correct: no operation is known that makes up for this: " +
                               std::string(each.text().text()));
        for (const std::string& each : completed.remarks()) remarks_.push_back("Review: " + each);
        for (const std::string& each : completed.errors()) remarks_.push_back("Correct: " + each);
        return true;
    }

    [[nodiscard]] std::vector<rename_hint> read_renames() const {
        std::vector<rename_hint> result;
        for (const std::string_view each : renames_) {
            const std::size_t middle = each.find('=');
            if (middle == each.npos || middle == 0 || middle + 1 == each.size())
                throw command_error(
                    "`" + std::string(each) +
                        "` is no rename. Write users.name=full_name for a column, users=people for a table, "
                        "mood.sad=blue for a value of an enumeration",
                    wrong_usage);
            result.push_back(aludel::rename(each.substr(0, middle), each.substr(middle + 1)));
        }
        return result;
    }

    /// Remarks that a dropped and an added column, table or value may be a rename, which a comparison cannot know.
    static void note_possible_renames(const context& tool, schema before, const schema& after,
                                      const op::list_view<rename_hint>& given) {
        op::operations renamed;
        static_cast<void>(detail::renamer{before, after, given, renamed}.run());
        for (const rename_hint& each : possible_renames(before, after)) {
            const std::string table(each.table), column = each.column.empty() ? "" : "." + std::string(each.column);
            const bool is_value = !column.empty() && !before.has_table(each.table);
            tool.note((is_value             ? "Value `"
                           : column.empty() ? "Table `"
                                            : "Column `") +
                      table + column + "` is dropped and the similar `" + std::string(each.to) +
                      "` is added, so its data would be lost. If it is renamed, "
                      "remove this revision from the folder again, and write it with --rename " +
                      table + column + "=" + std::string(each.to));
        }
    }

    std::vector<std::string> dependencies_;
    std::vector<std::string> renames_;
    std::string head_ = "head";
    std::string rebased_;
    std::string onto_;
    std::string undone_;
    bool autogenerate_ = false;
    bool splice_ = false;
};

/// `merge [REV...]`: writes a revision without operations that merges branches.
class merge_command : revision_writer {
public:
    static constexpr const char* word = "merge";
    static constexpr const char* summary = "Write a revision that merges branches";
    static constexpr const char* examples = "merge -m \"both\"\nmerge -m \"both\" 2fda 1b95";
    static constexpr auto needs = soundness::graph;

    void add_options(CLI::App& command) {
        command.add_option("revisions", revisions_, "what to merge (heads)");
        add_shared_options(command);
    }

    int run(const context& tool) {
        const revision_graph graph = tool.graph();
        require_message();
        files_of(tool).require_built(graph);
        for (const std::string& each : revisions_)
            for (const revision_index found : graph.find(each))
                if (const std::string id(graph.id(found));
                    std::find(revision_.parents.begin(), revision_.parents.end(), id) == revision_.parents.end())
                    revision_.parents.push_back(id);
        if (revision_.parents.size() < 2)
            throw command_error("there is nothing to merge: " + std::to_string(revision_.parents.size()) +
                                " revision alone. Name two or more");
        return write(tool, graph);
    }

private:
    std::vector<std::string> revisions_ = {"heads"};
};

}  // namespace aludel::inline v0_1::cli
