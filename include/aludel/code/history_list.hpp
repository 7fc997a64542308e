// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/code/file_error.hpp>

#include <algorithm>    // min
#include <cstddef>      // size_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::code {

/// A C++ text of the same length in which comments and literals are spaces.
inline std::string code_alone(std::string_view text) {
    std::string result(text);
    const auto blank = [&](std::size_t first, std::size_t end) {
        for (std::size_t i = first; i < end && i < result.size(); ++i)
            if (result[i] != '\n') result[i] = ' ';
        return end;
    };
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        if (rest.starts_with("//")) i = blank(i, text.find('\n', i));
        else if (rest.starts_with("/*")) i = blank(i, std::min(text.find("*/", i + 2), text.size() - 2) + 2);
        else if (rest[0] == '"' || rest[0] == '\'') {
            std::size_t end = i + 1;
            while (end < text.size() && text[end] != rest[0] && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
            i = blank(i, end + 1);
        } else ++i;
    }
    return result;
}

/// The text of `history.hpp`, which includes the headers of the revisions and lists them. Every line but these is the
/// user's. A new revision is added in front of two comments, `next_include` and `next_revision`; where a text lacks
/// them, behind its last `#include`, and at the end of its only `history<...>`. All functions throw a `file_error`.
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
        const std::string include = "#include \"" + header + "\"";
        if (!insert(next_include, include)) insert_include(include);
        if (!insert(next_revision, ", " + std::string(prefix) + id)) insert_entry(std::string(prefix) + id);
    }

    /// Removes a revision from both lists.
    void remove(const std::string& header, const std::string& id) {
        remove_line("#include \"" + header + "\"");
        remove_entry(std::string(prefix) + id);
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
    static constexpr std::string_view white = " \t\r\n";

    [[nodiscard]] std::string id_at(std::size_t position) const {
        const std::size_t start = position + prefix.size();
        return text_.substr(start, text_.find_first_of(" ,>\n\r", start) - start);
    }

    /// Inserts a line before the one with the mark, with the same indentation. Returns whether there is a mark.
    bool insert(std::string_view mark, const std::string& line) {
        const std::size_t position = text_.find(mark);
        if (position == text_.npos) return false;
        const std::size_t start = text_.rfind('\n', position) + 1;
        text_.insert(start, text_.substr(start, position - start) + line + "\n");
        return true;
    }

    /// Inserts a line behind the last `#include`, or else behind `#pragma once`.
    void insert_include(const std::string& line) {
        const std::string code = "\n" + code_alone(text_);
        std::size_t position = code.rfind("\n#include");
        if (position == code.npos) position = code.rfind("\n#pragma once");
        const std::size_t end = position == code.npos ? 0 : text_.find('\n', position);
        if (end == text_.npos) text_ += '\n' + line + '\n';
        else text_.insert(position == code.npos ? 0 : end + 1, line + "\n");
    }

    /// Inserts a revision at the end of the only `history<...>`, on a line of its own if the last one has one.
    void insert_entry(const std::string& entry) {
        const std::string code = code_alone(text_);
        const list_place list = find_list(code);
        const std::size_t last = code.find_last_not_of(white, list.end - 1);
        if (last < list.first) return static_cast<void>(text_.insert(list.first, entry));
        const std::size_t line = code.rfind('\n', last) + 1;
        if (line <= list.first) return static_cast<void>(text_.insert(last + 1, ", " + entry));
        const std::size_t first = code.find_first_not_of(" \t", line);
        const std::string margin = "\n" + text_.substr(line, first - line);
        text_.insert(last + 1, code[first] == ',' ? margin + ", " + entry : "," + margin + entry);
    }

    /// Where the revisions are listed: behind the `<`, up to the `>`.
    struct list_place {
        std::size_t first;
        std::size_t end;
    };
    [[nodiscard]] list_place find_list(const std::string& code) const {
        constexpr std::string_view word = "history<";
        list_place found{code.npos, code.npos};
        std::size_t count = 0;
        for (std::size_t position = code.find(word); position != code.npos; position = code.find(word, position + 1)) {
            if (position != 0 && is_letter(code[position - 1]) && !code.substr(0, position).ends_with("unverified_"))
                continue;
            std::size_t end = position + word.size();
            for (std::size_t depth = 1; end < code.size(); ++end) {
                depth += code[end] == '<' || code[end] == '(' ? 1 : 0;
                depth -= code[end] == '>' || code[end] == ')' ? 1 : 0;
                if (depth == 0) break;
            }
            if (end < code.size()) found = {position + word.size(), end}, ++count;
        }
        if (count == 1) return found;
        throw file_error("`" + path_ + "` has no line `" + std::string(next_revision) +
                         "`, and no single `history<...>` to whose end a revision could be added. Write that comment "
                         "where the next one belongs");
    }
    static bool is_letter(char each) {
        return each == '_' || (each >= '0' && each <= '9') || (each >= 'a' && each <= 'z') ||
            (each >= 'A' && each <= 'Z');
    }

    /// Removes a revision and the comma in front of it, or behind it if it is the first.
    void remove_entry(const std::string& entry) {
        const std::string code = code_alone(text_);
        std::size_t position = code.find(entry);
        while (position != code.npos && position + entry.size() < code.size() &&
               is_letter(code[position + entry.size()]))
            position = code.find(entry, position + 1);
        if (position == code.npos)
            throw file_error("`" + path_ + "` does not name `" + entry + "`. Remove the revision from it by hand");
        std::size_t first = position, end = position + entry.size();
        const std::size_t comma = position == 0 ? code.npos : code.find_last_not_of(white, position - 1);
        if (comma != code.npos && code[comma] == ',') {
            first = comma;
            // Of what stands in front of the comma.
            const std::size_t last = comma == 0 ? text_.npos : text_.find_last_not_of(" \t", comma - 1);
            if (last != text_.npos && text_[last] == '\n') first = last;
            if (comma == 0 && end < text_.size() && text_[end] == '\n') ++end;
        } else if (const std::size_t next = code.find_first_not_of(white, end);
                   next != code.npos && code[next] == ',') {
            end = std::min(text_.find_first_not_of(white, next + 1), text_.size());
        }
        text_.erase(first, end - first);
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
