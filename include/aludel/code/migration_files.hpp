// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/code/file_error.hpp>
#include <aludel/code/new_files.hpp>
#include <aludel/code/spelling.hpp>
#include <aludel/graph/revision_graph.hpp>

#include <ctime>        // time, gmtime, strftime
#include <filesystem>   // path, exists
#include <fstream>      // ifstream
#include <iterator>     // istreambuf_iterator
#include <random>       // random_device
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::code {

/// A revision to be written as a header.
struct new_revision {
    std::string id;
    std::string message;
    std::vector<std::string> parents;
    std::vector<std::string> dependencies;
    std::vector<std::string> labels;
    std::vector<std::string> operations;  ///< as C++ code, with indented lines
};

/// A new revision id: twelve random hexadecimal digits.
inline std::string random_id() {
    std::random_device source;
    std::string result;
    while (result.size() < 12) result += "0123456789abcdef"[source() % 16];
    return result;
}

/// The current date in UTC, as YYYY-MM-DD.
inline std::string today() {
    const std::time_t now = std::time(nullptr);
    char result[20]{};
    std::strftime(result, sizeof result, "%Y-%m-%d", std::gmtime(&now));
    return result;
}

/// The migrations folder, with one header for each revision and `history.hpp`, which includes them. All functions throw
/// a `file_error`.
class migration_files {
public:
    static constexpr std::string_view next_include = "// aludel: the next include";
    static constexpr std::string_view next_revision = "// aludel: the next revision";

    explicit migration_files(const std::string& directory) : directory_(directory) {}

    [[nodiscard]] std::filesystem::path list() const { return directory_ / "history.hpp"; }

    /// Writes the header of a revision and adds it to history.hpp. Returns the header's path.
    std::filesystem::path add(const new_revision& added) const {
        new_files files;
        const std::filesystem::path header = add(added, read(list()), files);
        files.commit();
        return header;
    }

    /// The same, given the content of history.hpp; the caller commits the files.
    std::filesystem::path add(const new_revision& added, std::string history, new_files& files) const {
        const std::filesystem::path header = directory_ / (added.id + "_" + slug_of(added.message) + ".hpp");
        if (std::filesystem::exists(header))
            throw file_error("`" + header.string() + "` exists already. Choose another --rev-id");
        insert(history, next_include, "#include \"" + header.filename().string() + "\"");
        insert(history, next_revision, ", migrations::r_" + added.id);
        files.add(header, code_of(added));
        files.add(list(), history);
        return header;
    }

    /// Throws if the folder has a revision that the running program was built without, because a new revision would get
    /// the wrong parent.
    void require_built(const revision_graph& graph) const {
        const std::string history = read(list());
        const std::string_view mark = "migrations::r_";
        for (std::size_t position = history.find(mark); position != history.npos;
             position = history.find(mark, position + 1)) {
            const std::string id = history.substr(position + mark.size(),
                                                  history.find_first_of(" ,>\n\r", position) - position - mark.size());
            if (!graph.try_find(id))
                throw file_error("the folder has revision `" + id +
                                 "`, which this program was built without. Build it first");
        }
    }

    static std::string read(const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        if (!file)
            throw file_error("cannot read `" + path.string() +
                             "`. Say with --directory where the migrations are, or begin with init");
        return {std::istreambuf_iterator<char>(file), {}};
    }

    static std::string code_of(const new_revision& revision) {
        const auto list_call = [](std::string_view method, const std::vector<std::string>& whole) {
            if (whole.empty()) return std::string();
            call code(method);
            for (const std::string& each : whole) code.add(literal_of(each));
            return "\n        " + code.end();
        };
        std::string result = "// " + comment_of(revision.message) + "\n// " + today() +
            "\n#pragma once\n\n#include <aludel.hpp>\n\nnamespace migrations {\n\nnamespace al = aludel;\n\n";
        result += "inline constexpr auto r_" + revision.id + " =\n    al::revision(" + literal_of(revision.id) + ", " +
            literal_of(revision.message) + ")";
        result += list_call(".revises", revision.parents) + list_call(".depends_on", revision.dependencies) +
            list_call(".labels", revision.labels);
        if (!revision.operations.empty()) {
            result += "\n        .upgrade(";
            for (std::size_t i = 0; i < revision.operations.size(); ++i)
                result += (i == 0 ? "\n            " : ",\n            ") + revision.operations[i];
            result += ")";
        }
        return result + ";\n\n}  // namespace migrations\n";
    }

private:
    static std::string slug_of(std::string_view message) {
        std::string result;
        for (const char each : message.substr(0, 40)) {
            const bool letter = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9');
            if (letter) result += each;
            else if (each >= 'A' && each <= 'Z') result += static_cast<char>(each - 'A' + 'a');
            else if (!result.empty() && result.back() != '_') result += '_';
        }
        while (!result.empty() && result.back() == '_') result.pop_back();
        return result.empty() ? "revision" : result;
    }

    /// Inserts a line before the one with the mark, with the same indentation.
    void insert(std::string& history, std::string_view mark, const std::string& line) const {
        const std::size_t position = history.find(mark);
        if (position == history.npos)
            throw file_error("`" + list().string() + "` has no line `" + std::string(mark) +
                             "`, which says where to add. Put it back");
        const std::size_t start = history.rfind('\n', position) + 1;
        history.insert(start, history.substr(start, position - start) + line + "\n");
    }

    std::filesystem::path directory_;
};

}  // namespace aludel::inline v0_1::code
