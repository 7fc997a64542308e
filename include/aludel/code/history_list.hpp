// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/code/file_error.hpp>

#include <cstddef>      // size_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::code {

/// The text of `history.hpp`, which includes the headers of the revisions and lists them. Every line but these is the
/// user's. All functions throw a `file_error`.
class history_list {
public:
    static constexpr std::string_view next_include = "// aludel: the next include";
    static constexpr std::string_view next_revision = "// aludel: the next revision";

    /// Refuses a text with the conflict markers of a merge, which an edit would make worse.
    history_list(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
        require_no_conflict(path_, text_);
    }

    [[nodiscard]] const std::string& text() const { return text_; }

    /// The ids of the revisions, in the order of the list.
    [[nodiscard]] std::vector<std::string> ids() const {
        std::vector<std::string> result;
        for (std::size_t position = text_.find(prefix); position != text_.npos;
             position = text_.find(prefix, position + 1))
            result.push_back(id_at(position));
        return result;
    }

    /// Adds a revision at the end of both lists.
    void add(const std::string& header, const std::string& id) {
        insert(next_include, "#include \"" + header + "\"");
        insert(next_revision, ", " + std::string(prefix) + id);
    }

    /// Removes the lines of a revision that `add` wrote.
    void remove(const std::string& header, const std::string& id) {
        remove_line("#include \"" + header + "\"");
        remove_line(", " + std::string(prefix) + id);
    }

    /// Throws if lines of the text are conflict markers of a merge.
    static void require_no_conflict(const std::string& path, std::string_view text) {
        std::size_t number = 1;
        for (std::size_t start = 0; start < text.size(); ++number) {
            const std::string_view line = text.substr(start, text.find('\n', start) - start);
            if (line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>"))
                throw file_error("`" + path + "` has a conflict marker of a merge in line " + std::to_string(number) +
                                 ". Resolve the conflict first: a list keeps the lines of both sides");
            start += line.size() + 1;
        }
    }

private:
    static constexpr std::string_view prefix = "migrations::r_";

    [[nodiscard]] std::string id_at(std::size_t position) const {
        const std::size_t start = position + prefix.size();
        return text_.substr(start, text_.find_first_of(" ,>\n\r", start) - start);
    }

    /// Inserts a line before the one with the mark, with the same indentation.
    void insert(std::string_view mark, const std::string& line) {
        const std::size_t position = text_.find(mark);
        if (position == text_.npos)
            throw file_error("`" + path_ + "` has no line `" + std::string(mark) +
                             "`, which says where to add. Put it back");
        const std::size_t start = text_.rfind('\n', position) + 1;
        text_.insert(start, text_.substr(start, position - start) + line + "\n");
    }

    void remove_line(const std::string& line) {
        for (std::size_t start = 0; start < text_.size();) {
            const std::size_t end = text_.find('\n', start);
            const std::string_view whole = std::string_view(text_).substr(start, end - start);
            const std::size_t first = whole.find_first_not_of(" \t"), last = whole.find_last_not_of(" \t\r");
            if (first != whole.npos && whole.substr(first, last + 1 - first) == line) {
                text_.erase(start, end == text_.npos ? end : end + 1 - start);
                return;
            }
            start = end == text_.npos ? text_.size() : end + 1;
        }
        throw file_error("`" + path_ + "` has no line `" + line + "`. Remove the revision from it by hand");
    }

    std::string path_;
    std::string text_;
};

}  // namespace aludel::inline v0_1::code
