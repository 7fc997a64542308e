// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/cli/command.hpp>
#include <aludel/cli/json_writer.hpp>
#include <aludel/code/migration_files.hpp>

#include <filesystem>   // path, exists, is_empty
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// `init DIRECTORY`: creates a new project that can be built as it is.
class init_command {
public:
    static constexpr const char* word = "init";
    static constexpr const char* summary = "Set up a new project: CMakeLists.txt, models.hpp, migrations/";
    static constexpr const char* examples =
        "init shop\ninit shop && cd shop && cmake -S . -B build && cmake --build build && build/shop upgrade";
    static constexpr auto needs = soundness::nothing;

    void add_options(CLI::App& command) {
        command.add_option("directory", directory_, "where; its name is the program's")->required();
    }

    int run(const context& tool) const {
        const std::filesystem::path root(directory_);
        if (std::filesystem::exists(root) && !std::filesystem::is_empty(root))
            throw command_error("Directory " + directory_ + " already exists and is not empty. Choose another");
        const std::string project = name_of(root), database(default_dialect.traits->word);
        code::new_files written;
        written.add_directory(root / "migrations");
        written.add(root / "CMakeLists.txt",
                    "cmake_minimum_required(VERSION 3.23...3.31)\nproject(" + project +
                        " LANGUAGES CXX)\n\nenable_testing()\n"
                        "find_package(aludel REQUIRED)  # or add_subdirectory, or FetchContent\n\n"
                        "# The migration tool, the script " +
                        project + "." + database + ".sql, and the test " + project +
                        ".check.\n"
                        "aludel_add_migrations(" +
                        project + " DIRECTORY migrations MODELS models.hpp DIALECTS " + database + ")\n");
        written.add(root / "models.hpp", models_file);
        written.add(root / "aludel.ini",
                    "; Options of the program, unless the command line says other.\ndatabase = \"" +
                        example_url(project + ".db") + "\"\n");
        // Revisions that two branches add are lines in one place: a merge keeps both.
        written.add(root / ".gitattributes", "migrations/history.hpp merge=union\n");
        written.add(root / ".gitignore", "/build/\n/" + project + ".db*\n");
        const code::migration_files files((root / "migrations").string());
        code::new_revision first;
        first.id = code::new_id(), first.message = "start";
        files.add(first, std::string(history_file), written);
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
    /// The name of a folder, reduced to characters that CMake accepts in the name of a target.
    static std::string name_of(const std::filesystem::path& root) {
        std::filesystem::path whole = std::filesystem::absolute(root).lexically_normal();
        if (!whole.has_filename()) whole = whole.parent_path();
        std::string result = whole.filename().string();
        constexpr std::string_view digits = "0123456789",
                                   letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
        bool fine = !result.empty() && letters.find(result[0]) != letters.npos;
        for (const char each : result)
            fine = fine && (letters.find(each) != letters.npos || digits.find(each) != digits.npos || each == '-');
        for (const std::string_view taken : {"all", "clean", "help", "install", "package", "test"})
            fine = fine && result != taken;
        if (!fine)
            throw command_error("the program would be called `" + result +
                                "`, which CMake cannot build. Name the folder with letters, digits, _ and -, and not "
                                "like a target of CMake's");
        return result;
    }

    static constexpr std::string_view models_file =
        "// What the program keeps in its database.\n#pragma once\n\n#include <aludel.hpp>\n\nnamespace al = "
        "aludel;\n\n"
        "// struct Note {\n//     BOOST_HANA_DEFINE_STRUCT(Note, (int, id), (std::string, body));\n// };\n"
        "// inline constexpr auto notes = al::model<Note>(\"notes\", al::primary_key(\"id\"));\n\n"
        "// Name the tables here, and `revision --autogenerate -m \"...\"` writes the revision that makes "
        "them.\ninline constexpr al::metadata<> models{};\n";

    static constexpr std::string_view history_file =
        "// The history. `revision` and `merge` write the headers of revisions, and add them here.\n#pragma "
        "once\n\n#include <aludel.hpp>\n\n// aludel: the next include\n\nnamespace migrations {\n\n"
        "inline constexpr auto settings = aludel::settings();\n\n}  // namespace migrations\n\n"
        "inline constexpr aludel::history<migrations::settings\n                                // aludel: the next "
        "revision\n                                > history{};\n";

    std::string directory_;
};

}  // namespace aludel::inline v0_1::cli
