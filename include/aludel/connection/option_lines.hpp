// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>      // size_t
#include <istream>      // istream, getline
#include <stdexcept>    // invalid_argument
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

// The text of aludel.ini, without what its options mean: the tool and programs read it alike.

namespace aludel::inline v0_1 {

/// A line of a file of options. One without a name begins its section.
struct option_line {
    std::string section{};              ///< empty above the first section
    std::string name{};                 ///< `_` in it is `-`, as the tool spells its options
    std::vector<std::string> values{};  ///< of a name alone: `true`
};

namespace detail {

inline bool is_blank(char each) { return each == ' ' || each == '\t' || each == '\r'; }

/// A text without white space at its ends.
inline std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// The end of the quoted text that begins there, behind its quote; npos: it is not closed.
inline std::size_t end_of_quoted(std::string_view text, std::size_t place) {
    const char quote = text[place];
    for (++place; place < text.size(); ++place)
        if (text[place] == '\\' && quote == '"') ++place;
        else if (text[place] == quote) return place + 1;
    return std::string_view::npos;
}

/// Reads the lines one by one; see `read_option_lines`.
class option_line_reader {
public:
    explicit option_line_reader(std::istream& input) : input_(input) {}

    std::vector<option_line> read() {
        for (std::string line; next(line);)
            if (line.size() > 1 && line.front() == '[' && line.back() == ']') begin_section(line);
            else if (!line.empty()) add(line);
        return std::move(lines_);
    }

private:
    /// The next line, without a comment and blanks around it.
    bool next(std::string& line) {
        if (!std::getline(input_, line)) return false;
        if (++number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
        bool begins = true;  // a value, where a quote or a comment can begin
        std::size_t place = 0;
        while (place < line.size()) {
            const char each = line[place];
            if (begins && (each == '#' || each == ';')) break;
            if (begins && (each == '"' || each == '\'')) {
                place = end_of_quoted(line, place);
                if (place == line.npos) refuse("a quote is not closed");
                begins = false;
                continue;
            }
            begins = is_blank(each) || each == '=' || each == ',' || each == '[';
            ++place;
        }
        line = trimmed(std::string_view(line).substr(0, place));
        return true;
    }

    void begin_section(std::string_view line) {
        while (line.size() > 1 && line.front() == '[' && line.back() == ']') line = line.substr(1, line.size() - 2);
        section_ = unquoted(trimmed(line));
        if (section_ == "default") section_.clear();
        else lines_.push_back({.section = section_});
    }

    void add(std::string& line) {
        const std::size_t equal = line.find('=');
        option_line added{.section = section_, .name = unquoted(trimmed(std::string_view(line).substr(0, equal)))};
        for (char& each : added.name)
            if (each == '_') each = '-';
        if (equal == line.npos) {
            added.values = {"true"};
        } else {
            std::string text(trimmed(std::string_view(line).substr(equal + 1)));
            const bool is_list = !text.empty() && text.front() == '[';
            for (std::string more; is_list && text.back() != ']';) {
                if (!next(more)) refuse("a list is not closed");
                text += ' ' + more;
            }
            split(is_list ? std::string_view(text).substr(1, text.size() - 2) : std::string_view(text), is_list,
                  added.values);
        }
        option_line* const last = lines_.empty() ? nullptr : &lines_.back();
        if (last == nullptr || last->name != added.name || last->section != added.section)
            return lines_.push_back(std::move(added));
        for (std::string& each : added.values) last->values.push_back(std::move(each));
    }

    /// Values are separated by commas; where there is none and no list, by blanks.
    static void split(std::string_view text, bool is_list, std::vector<std::string>& values) {
        const bool by_commas = is_list || end_of_value(text, 0, ",") != text.size();
        for (std::size_t place = 0; place < text.size(); ++place) {
            const std::size_t end = end_of_value(text, place, by_commas ? "," : " \t");
            const std::string_view value = trimmed(text.substr(place, end - place));
            if (!value.empty()) values.push_back(unquoted(value));
            place = end;
        }
        if (values.empty() && !is_list) values.emplace_back();
    }
    static std::size_t end_of_value(std::string_view text, std::size_t place, const char* separators) {
        while (place < text.size() && is_blank(text[place])) ++place;
        if (place < text.size() && (text[place] == '"' || text[place] == '\'')) place = end_of_quoted(text, place);
        const std::size_t end = text.find_first_of(separators, place);
        return end == text.npos ? text.size() : end;
    }

    /// A value without its quotes; in double ones a backslash keeps a quote or a backslash.
    static std::string unquoted(std::string_view value) {
        const bool is_quoted = value.size() > 1 && (value.front() == '"' || value.front() == '\'') &&
            end_of_quoted(value, 0) == value.size();
        if (!is_quoted) return std::string(value);
        std::string result;
        const bool escapes = value.front() == '"';
        for (std::size_t i = 1; i + 1 < value.size(); ++i) {
            if (escapes && value[i] == '\\' && (value[i + 1] == '"' || value[i + 1] == '\\')) ++i;
            result += value[i];
        }
        return result;
    }

    [[noreturn]] void refuse(const char* why) const {
        throw std::invalid_argument("line " + std::to_string(number_) + ": " + why);
    }

    std::istream& input_;
    std::size_t number_ = 0;
    std::string section_;
    std::vector<option_line> lines_;
};

}  // namespace detail

/// Reads the options of an INI or TOML file: `name = value`, `name = [value, "value"]`, or a name alone; the options of
/// a command in the section with its name. `#` or `;` begins a comment, except in quotes and within a word. Throws
/// std::invalid_argument for a quote or a list that is not closed.
inline std::vector<option_line> read_option_lines(std::istream& input) {
    return detail::option_line_reader(input).read();
}

}  // namespace aludel::inline v0_1
