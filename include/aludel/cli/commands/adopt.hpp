// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/commands/revision.hpp>
#include <aludel/code/adoption.hpp>
#include <aludel/code/new_project.hpp>
#include <aludel/model/schema_at.hpp>

#include <algorithm>    // find, find_if
#include <cstddef>      // size_t
#include <filesystem>   // path, exists
#include <memory>       // unique_ptr
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::cli {

/// `adopt`: writes the first revision from a database that exists.
class adopt_command : revision_writer {
public:
    static constexpr const char* word = "adopt";
    static constexpr const char* summary = "Write the first revision from a database that exists";
    static constexpr const char* examples =
        "adopt\nadopt --models -m \"as of release 2.3\"\nadopt --schema audit --schema archive\nadopt --dry-run "
        "--models";
    static constexpr auto needs = soundness::history;

    void add_options(CLI::App& command) {
        add_shared_options(command);
        command.add_flag("--models", models_, "write models.hpp from the database as well");
        command.add_option("--schema", schemas_, "read what is in this schema as well; any number of times")
            ->allow_extra_args(false);
    }

    int run(const context& tool) {
        const revision_graph graph = tool.graph();
        require_empty_history(tool);
        for (const revision_index each : graph.find("heads")) revision_.parents.emplace_back(graph.id(each));
        if (revision_.parents.size() > 1) throw command_error("the history has several heads. Merge them first");
        const std::unique_ptr<session> db = tool.open(access::look);
        if (const std::vector<std::string> rows = db->current(tool.history(), tool.options()); !rows.empty())
            throw command_error("the database is at `" + rows.front() +
                                "` already, and only one that no migration has touched is adopted. `" + tool.name +
                                " check` says how it differs from the history");

        const std::vector<std::string> schemas = schemas_besides(*db);
        const schema found = db->reflect(tool.history(), schemas);
        const query_result stored = db->stored_statements(schemas);
        const op::settings& settings = *tool.history().settings;
        code::adoption adopted(found, stored, settings);
        if (adopted.empty()) throw command_error("the database is empty: there is nothing to adopt");
        while (adopted.write_in_sql(drift(*db, tool, adopted))) {}
        if (revision_.message.find_first_not_of(" \t\r\n") == std::string::npos)
            revision_.message = "as the database was";
        revision_.operations = adopted.code();
        if (adopted.irreversible()) revision_.irreversible = code::adoption::why_irreversible;
        for (const std::string& each : adopted.acknowledged())
            revision_.acknowledgements.push_back(".acknowledge(al::rule::" + each + ", \"it is so in the database\")");
        const code::named_file models{models_path(tool), adopted.models()};
        if (models_ && !dry_run_) require_replaceable(models.path);
        if (revision_.id.empty()) revision_.id = code::new_id(tool.sortable_ids);
        remarks_.push_back("It has " + contents(adopted) + ". When it is built, `" + tool.name + " baseline " +
                           revision_.id + "` records that the database is at it");
        write(tool, graph, models_ ? &models : nullptr);
        for (const std::string& each : adopted.remarks()) tool.note("Note: " + each);
        for (const std::string& each : adopted.errors()) tool.err << "Warning: it will be refused: " << each << '\n';
        for (const difference& each : drift(*db, tool, adopted))
            tool.err << "Warning: it leads to another schema: " << online::text_of(each) << '\n';
        return ok;
    }

private:
    /// Throws a `command_error` if the history creates anything, since no revision could create it again.
    void require_empty_history(const context& tool) const {
        const schema before = detail::schema_at_revision(tool.history(), "heads");
        bool empty = before.raw_texts.empty();
        for (const auto& each : before.tables.entries()) empty = empty && !each.alive;
        for (const auto& each : before.views.entries()) empty = empty && !each.alive;
        if (!empty)
            throw command_error("the history creates tables already, and adopt writes the first revision. `" +
                                tool.name + " baseline` takes over a database that has the schema of a revision");
    }

    /// The schemas that are named, without the current one. Throws a `command_error` for one that is not there.
    [[nodiscard]] std::vector<std::string> schemas_besides(session& db) const {
        std::vector<std::string> result;
        if (schemas_.empty()) return result;
        const query_result there = db.schemas();
        if (there.empty())
            throw command_error("--schema: of " + std::string(db.dialect().traits->name) +
                                " only the schema of the connection is read. Leave it out");
        for (const std::string& each : schemas_) {
            const auto is_named = [&](const row_values& row) { return row[0] == each; };
            const auto found = std::find_if(there.begin(), there.end(), is_named);
            if (found == there.end()) {
                std::string list;
                for (const row_values& row : there) list += (list.empty() ? "`" : ", `") + *row[0] + "`";
                throw command_error("the database has no schema `" + each + "`. It has " + list);
            }
            if (*(*found)[1] == "0" && std::find(result.begin(), result.end(), each) == result.end())
                result.push_back(each);
        }
        return result;
    }

    [[nodiscard]] std::filesystem::path models_path(const context& tool) const {
        if (!tool.program.models_header.empty()) return tool.program.models_header;
        const std::filesystem::path folder(directory_.empty() ? std::string(tool.program.directory) : directory_);
        return folder.lexically_normal().parent_path() / "models.hpp";
    }

    /// Throws a `command_error` if there are models that a person has written.
    static void require_replaceable(const std::filesystem::path& models) {
        if (!std::filesystem::exists(models)) return;
        const std::string content = code::migration_files::read(models);
        if (!code::is_new_models(content))
            throw command_error("`" + models.string() +
                                "` exists already, and nothing is overwritten. Move it away, or see what would be "
                                "written with --dry-run --models");
    }

    /// The differences between the database and what the revision leads to.
    static difference_list drift(session& db, const context& tool, const code::adoption& adopted) {
        const op::operations upgrade = adopted.upgrade();
        const op::revision revision = adopted.revision(upgrade.view());
        const revision_index order[] = {0};
        const history_view alone{"", &adopted.settings(), {&revision, 1}, {order, 1}, {}};
        return db.drift(alone, tool.options(), "heads");
    }

    /// "3 tables, 1 view".
    static std::string contents(const code::adoption& adopted) {
        std::string result;
        for (const std::string_view kind : {"schema", "extension", "enumeration", "sequence", "function", "table",
                                            "virtual table", "view", "trigger"}) {
            const std::size_t count = adopted.count(kind);
            if (count == 0) continue;
            result += (result.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(kind) +
                (count == 1 ? "" : "s");
        }
        return result;
    }

    bool models_ = false;
    std::vector<std::string> schemas_;
};

}  // namespace aludel::inline v0_1::cli
