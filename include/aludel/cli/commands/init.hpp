// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/clients.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/code/migration_files.hpp>
#include <aludel/code/new_project.hpp>
#include <aludel/code/schema_code.hpp>
#include <aludel/operation/dialect.hpp>

#include <cstddef>      // size_t
#include <filesystem>   // path, exists, is_directory, is_empty
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// `init DIRECTORY`: creates a new project that can be built as it is; with --here adds what is missing to one that
/// exists.
class init_command {
public:
    static constexpr const char* word = "init";
    static constexpr const char* summary = "Set up a project: CMakeLists.txt, models.hpp, migrations/";
    static constexpr const char* examples =
        "init shop\ninit shop && cd shop && cmake -S . -B build && cmake --build build && build/shop upgrade\n"
        "init --here\ninit --here ../shop\ninit shop -d postgresql://shop@localhost/shop";
    static constexpr auto needs = soundness::nothing;

    void add_options(CLI::App& command) {
        command.add_option("directory", directory_, "where; its name is the program's");
        command.add_flag("--here", here_, "add migrations to the project that is in the directory (.)");
    }

    int run(const context& tool) const {
        if (here_) return add_to_project(tool);
        if (directory_.empty())
            throw command_error("where? Name a new directory, or say --here for a project that exists", wrong_usage);
        const std::filesystem::path root(directory_);
        if (std::filesystem::exists(root) && !std::filesystem::is_empty(root))
            throw command_error("Directory " + directory_ +
                                " already exists and is not empty. Choose another, or say --here to add migrations to "
                                "it");
        const std::string project = name_of(root);
        const op::dialect target = database_of(tool.url);
        code::new_files written;
        written.add_directory(root / "migrations");
        written.add(root / "CMakeLists.txt",
                    "cmake_minimum_required(VERSION 3.23...3.31)\nproject(" + project + " LANGUAGES CXX)\n\n" +
                        call_of_cmake(target, project, true, true, true));
        written.add(root / "models.hpp", models_for(target));
        written.add(root / "aludel.ini", options_file(tool.url.empty() ? example_url(project + ".db") : tool.url));
        written.add(root / ".gitattributes", code::merge_attribute);
        written.add(root / ".gitignore", "/build/\n" + (is_other(target) ? "" : "/" + project + ".db*\n"));
        add_history(target, root, written);
        written.commit();
        if (tool.as_json) {
            json_writer writer;
            writer.object().key("directory").value(root.string()).key("program").value(project).end();
            tool.out << writer.take();
        } else if (!tool.quiet)
            tool.out << "Generated " << root.string()
                     << ". Then, in it:\n    cmake -S . -B build && cmake --build build\n    build/" << project
                     << " upgrade\n";
        return ok;
    }

private:
    /// Adds the files that are missing, and lines at the end of CMakeLists.txt and .gitattributes. Nothing that is
    /// there is changed, so that a second call does nothing.
    int add_to_project(const context& tool) const {
        const std::filesystem::path root(directory_.empty() ? "." : directory_);
        if (!std::filesystem::is_directory(root))
            throw command_error("there is no directory `" + directory_ + "`. Without --here it is created");
        const std::string build_file = content_of(root / "CMakeLists.txt"), models = content_of(root / "models.hpp"),
                          attributes = content_of(root / ".gitattributes");
        const bool lacks_models = !std::filesystem::exists(root / "models.hpp");
        const bool has_models = lacks_models || models.find("metadata") != models.npos;
        const op::dialect database = database_of(tool.url);
        std::string changes;
        code::new_files written;
        const auto add = [&](const std::filesystem::path& path, const std::string& before, std::string_view added) {
            written.add(root / path, before + std::string(added));
            changes += (before.empty() ? "    created " : "    extended ") + path.string() + "\n";
        };
        if (!std::filesystem::exists(root / "migrations" / "history.hpp")) {
            written.add_directory(root / "migrations");
            changes += "    created " + add_history(database, root, written) + "\n    created migrations/history.hpp\n";
        }
        if (lacks_models) add("models.hpp", {}, models_for(database));
        if (!std::filesystem::exists(root / "aludel.ini"))
            add("aludel.ini", {}, options_file(tool.url.empty() ? url_for(root) : tool.url));
        if (attributes.find(code::merge_attribute) == attributes.npos)
            add(".gitattributes", with_line_end(attributes), code::merge_attribute);
        std::string target;
        if (!build_file.empty() && build_file.find("aludel_add_migrations") == build_file.npos) {
            target = free_target(build_file);
            add("CMakeLists.txt", with_line_end(build_file),
                "\n" +
                    call_of_cmake(database, target, build_file.find("aludel") == build_file.npos,
                                  build_file.find("enable_testing") == build_file.npos, has_models));
        }
        if (changes.empty()) return tool.note("Nothing to do: the project has migrations already"), ok;
        written.commit();
        if (tool.quiet) return ok;
        tool.out << "Added migrations to " << root.string() << ":\n" << changes;
        if (!has_models)
            tool.out << "`models.hpp` is the project's own. Name a header with an al::metadata as MODELS in "
                        "CMakeLists.txt, where there is one\n";
        if (build_file.empty())
            tool.out << "There is no CMakeLists.txt. For one, the lines are\n\n"
                     << call_of_cmake(database, "migrate", true, true, has_models);
        if (!target.empty())
            tool.out << "Then build `" << target << "`, the tool. `" << target
                     << " adopt` writes the first revision from a database that exists\n";
        return ok;
    }

    /// Writes `migrations/` with a first revision, and returns the path of that.
    static std::string add_history(const op::dialect& database, const std::filesystem::path& root,
                                   code::new_files& written) {
        const code::migration_files files((root / "migrations").string());
        code::new_revision first;
        first.id = code::new_id(), first.message = "start";
        const std::filesystem::path header =
            files.add(first,
                      code::new_history(
                          is_other(database) ? ".dialects(aludel::" + std::string(database.traits->word) + ")" : ""),
                      written);
        return (std::filesystem::path("migrations") / header.filename()).string();
    }

    /// A database that is called like the folder.
    static std::string url_for(const std::filesystem::path& root) {
        const std::string folder = std::filesystem::weakly_canonical(root).filename().string();
        return example_url((folder.empty() ? "database" : folder) + ".db");
    }
    static std::string options_file(const std::string& url) {
        return "; Options of the program, unless the command line says other.\ndatabase = \"" + url + "\"\n";
    }

    /// The database that a URL names, for which the project is written; without one the default.
    static op::dialect database_of(const std::string& url) {
        if (url.empty()) return default_dialect;
        const std::string scheme = database_url(url).scheme;
        for (const op::dialect& each : named_dialects)
            if (each.traits->word == scheme) return each;
        require_client(url);
        return default_dialect;
    }
    static bool is_other(const op::dialect& database) { return database.id != default_dialect.id; }
    static std::string models_for(const op::dialect& database) {
        op::settings only{};
        only.dialects[only.dialect_count++] = database;
        return code::new_models(code::databases_code(only));
    }

    static std::string call_of_cmake(const op::dialect& used, const std::string& target, bool finds, bool tests,
                                     bool has_models) {
        const std::string database(used.traits->word), client(used.traits->client_option);
        return (tests ? "enable_testing()\n" : std::string()) +
            (client.empty() ? std::string()
                            : "set(" + client + " ON)  # before Aludel is found: the tool has its client\n") +
            (finds ? "find_package(aludel REQUIRED)  # or add_subdirectory, or FetchContent\n" : "") +
            "\n# The migration tool, the script " + target + "." + database + ".sql, and the test " + target +
            ".check.\naludel_add_migrations(" + target + " DIRECTORY migrations" +
            (has_models ? " MODELS models.hpp" : "") + " DIALECTS " + database + ")\n";
    }

    /// A name for the tool's target that a CMakeLists.txt does not have: `migrate`, or with the project's name in
    /// front.
    static std::string free_target(const std::string& build_file) {
        std::string project;
        const std::size_t position = build_file.find("project(");
        if (position != build_file.npos) {
            const std::size_t first = build_file.find_first_not_of(" \t\r\n\"", position + 8);
            if (first != build_file.npos)
                project = build_file.substr(first, build_file.find_first_of(" \t\r\n\")", first) - first);
        }
        for (const char each : project)
            if (letters.find(each) == letters.npos && digits.find(each) == digits.npos && each != '-') project.clear();
        std::string result = project.empty() ? "migrate" : project + "_migrate";
        while (build_file.find(result) != build_file.npos) result += "_tool";
        return result;
    }

    static std::string with_line_end(std::string text) {
        if (!text.empty() && text.back() != '\n') text += '\n';
        return text;
    }
    /// The content of a file; empty: there is none.
    static std::string content_of(const std::filesystem::path& path) {
        return std::filesystem::exists(path) ? code::migration_files::read(path) : std::string();
    }

    static constexpr std::string_view digits = "0123456789",
                                      letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";

    /// The name of a folder, reduced to characters that CMake accepts in the name of a target.
    static std::string name_of(const std::filesystem::path& root) {
        std::filesystem::path whole = std::filesystem::absolute(root).lexically_normal();
        if (!whole.has_filename()) whole = whole.parent_path();
        std::string result = whole.filename().string();
        bool is_valid = !result.empty() && letters.find(result[0]) != letters.npos;
        for (const char each : result)
            is_valid =
                is_valid && (letters.find(each) != letters.npos || digits.find(each) != digits.npos || each == '-');
        for (const std::string_view taken : {"all", "clean", "help", "install", "package", "test"})
            is_valid = is_valid && result != taken;
        if (!is_valid)
            throw command_error("the program would be called `" + result +
                                "`, which CMake cannot build. Name the folder with letters, digits, _ and -, and not "
                                "like a target of CMake's");
        return result;
    }

    std::string directory_;
    bool here_ = false;
};

}  // namespace aludel::inline v0_1::cli
