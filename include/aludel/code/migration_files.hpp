// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/code/file_error.hpp>
#include <aludel/code/header_name.hpp>
#include <aludel/code/history_list.hpp>
#include <aludel/code/new_files.hpp>
#include <aludel/code/spelling.hpp>
#include <aludel/graph/revision_graph.hpp>

#include <filesystem>    // path, exists, directory_iterator
#include <fstream>       // ifstream
#include <iterator>      // istreambuf_iterator
#include <string>        // string
#include <string_view>   // string_view
#include <system_error>  // error_code
#include <utility>       // move
#include <vector>        // vector

namespace aludel::inline v0_1::code {

/// A revision to be written as a header.
struct new_revision {
    std::string id;
    std::string message;
    std::vector<std::string> parents;
    std::vector<std::string> dependencies;
    std::vector<std::string> labels;
    std::vector<std::string> operations{};        ///< as C++ code, with indented lines
    std::vector<std::string> downgrade{};         ///< the same; empty: it is derived
    std::vector<std::string> acknowledgements{};  ///< calls as C++ code
    std::string irreversible{};                   ///< why it has no downgrade; empty: it has one
    std::vector<std::string> replaces{};          ///< of a squash: the revisions that it replaces, the oldest first
    bool transactional = true;
    std::vector<std::string> remarks{};  ///< for people, above the revision
};

/// The migrations folder, with one header for each revision and `history.hpp`, which includes them. All functions throw
/// a `file_error`.
class migration_files {
public:
    /// `form` is the template for the names of new headers, see `header_name`.
    explicit migration_files(const std::string& directory, std::string_view form = default_file_template)
        : directory_(directory),
          form_(form) {}

    [[nodiscard]] std::filesystem::path list() const { return directory_ / "history.hpp"; }

    /// The header that a new revision gets.
    [[nodiscard]] std::filesystem::path header_path(const new_revision& added) const {
        return directory_ / header_name(form_, added.id, added.message);
    }

    /// Writes the header of a revision and adds it to history.hpp, and writes a file beside them (null: none). Returns
    /// the header's path.
    std::filesystem::path add(const new_revision& added, const named_file* beside = nullptr) const {
        new_files files;
        const std::filesystem::path header = add(added, read(list()), files);
        if (beside != nullptr) files.add(beside->path, beside->content);
        files.commit();
        return header;
    }

    /// The same, given the content of history.hpp; the caller commits the files.
    std::filesystem::path add(const new_revision& added, std::string history, new_files& files) const {
        const std::filesystem::path header = header_path(added);
        if (std::filesystem::exists(header))
            throw file_error("`" + header.string() + "` exists already. Choose another --rev-id");
        history_list entries(list().string(), std::move(history));
        entries.add(header.filename().string(), added.id);
        files.add(header, code_of(added));
        files.add(list(), entries.text());
        return header;
    }

    /// Removes the headers of revisions and their lines in history.hpp. Returns the paths of the headers.
    [[nodiscard]] std::vector<std::filesystem::path> remove(const std::vector<std::string>& ids) const {
        std::vector<std::filesystem::path> headers;
        history_list entries(list().string(), read(list()));
        for (const std::string& id : ids) {
            headers.push_back(header_of(id));
            entries.remove(headers.back().filename().string(), id);
        }
        new_files files;
        files.add(list(), entries.text());
        for (const std::filesystem::path& header : headers) files.remove(header);
        files.commit();
        return headers;
    }

    /// Writes that a revision revises `parent` instead of `old_parent`, in its header. Returns the header's path.
    std::filesystem::path set_parent(const std::string& id, const std::string& old_parent,
                                     const std::string& parent) const {
        const std::filesystem::path header = header_of(id);
        std::string text = read(header);
        history_list::require_no_conflict(header.string(), text);
        const std::string old_call = ".revises(" + literal_of(old_parent) + ")";
        const std::size_t position = text.find(old_call);
        if (position == text.npos || text.find(old_call, position + 1) != text.npos)
            throw file_error("`" + header.string() + "` does not have `" + old_call +
                             "` exactly once. Write there by hand that the revision revises `" + parent + "`");
        text.replace(position, old_call.size(), ".revises(" + literal_of(parent) + ")");
        new_files files;
        files.add(header, text);
        files.commit();
        return header;
    }

    /// The header that defines a revision.
    [[nodiscard]] std::filesystem::path header_of(const std::string& id) const {
        std::error_code error;
        for (const auto& each : std::filesystem::directory_iterator(directory_, error)) {
            if (each.path().extension() != ".hpp" || each.path() == list()) continue;
            const std::string text = read(each.path());
            for (const char* const word : {"revision(", "squash("})
                if (text.find(word + literal_of(id)) != std::string::npos) return each.path();
        }
        throw file_error("no header in `" + directory_.string() + "` defines revision `" + id + "`");
    }

    /// Throws if the folder has a revision that the running program was built without, because a new revision would get
    /// the wrong parent.
    void require_built(const revision_graph& graph) const {
        for (const std::string& id : history_list(list().string(), read(list())).ids())
            if (!graph.try_find(id))
                throw file_error("the folder has revision `" + id +
                                 "`, which this program was built without. Build it first");
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
        std::string result = "// " + comment_of(revision.message) + "\n// " + today();
        for (const std::string& each : revision.remarks) result += "\n// " + comment_of(each);
        result += "\n#pragma once\n\n#include <aludel.hpp>\n\nnamespace migrations {\n\nnamespace al = aludel;\n\n";
        result += "inline constexpr auto r_" + revision.id +
            " =\n    al::" + (revision.replaces.empty() ? "revision(" : "squash(") + literal_of(revision.id) + ", " +
            literal_of(revision.message) + ")";
        result += list_call(".revises", revision.parents) + list_call(".replaces", revision.replaces) +
            list_call(".depends_on", revision.dependencies) + list_call(".labels", revision.labels);
        const auto direction_call = [](std::string_view method, const std::vector<std::string>& operations) {
            std::string code;
            for (const std::string& each : operations)
                code += (code.empty() ? "\n        " + std::string(method) + "(" : ",") + "\n            " + each;
            return operations.empty() ? code : code + ")";
        };
        result += direction_call(".upgrade", revision.operations) + direction_call(".downgrade", revision.downgrade);
        if (!revision.irreversible.empty())
            result += "\n        .irreversible(" + literal_of(revision.irreversible) + ")";
        if (!revision.transactional) result += "\n        .without_transaction()";
        for (const std::string& each : revision.acknowledgements) result += "\n        " + each;
        return result + ";\n\n}  // namespace migrations\n";
    }

private:
    std::filesystem::path directory_;
    std::string form_;
};

}  // namespace aludel::inline v0_1::code
