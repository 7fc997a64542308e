// SPDX-License-Identifier: BSL-1.0
#pragma once

// A second, independent reader of SQLite schemas, by pragmas, for tests only: the reader of the library is compared
// with it.
#include <aludel.hpp>

#include <cctype>       // isspace
#include <cstddef>      // size_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace oracle {

/// Normalized SQL: without spaces and quotes of identifiers, in lower case outside of strings.
inline std::string normalized(std::string_view sql) {
    std::string result;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        const char c = sql[i];
        if (c == '\'') {
            const std::size_t end = sql.find('\'', i + 1);
            result += sql.substr(i, end == std::string_view::npos ? end : end - i + 1);
            if (end == std::string_view::npos) break;
            i = end;
        } else if (c == '"' || c == '`' || c == '[' || c == ']') {
            continue;
        } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            const bool between_words = !result.empty() && i + 1 < sql.size() &&
                (std::isalnum(static_cast<unsigned char>(result.back())) != 0 || result.back() == '_') &&
                (std::isalnum(static_cast<unsigned char>(sql[i + 1])) != 0 || sql[i + 1] == '_' || sql[i + 1] == '"');
            if (between_words) result += ' ';
        } else {
            result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return result;
}

/// The texts in the parentheses after each occurrence of a word, such as the expressions of CHECK.
inline std::vector<std::string> expressions_behind(std::string_view sql, std::string_view word) {
    std::vector<std::string> found;
    const std::string folded = normalized(sql);
    for (std::size_t position = folded.find(word); position != std::string::npos;
         position = folded.find(word, position + 1)) {
        std::size_t end = position + word.size();
        int depth = 1;
        for (; end < folded.size() && depth > 0; ++end) depth += folded[end] == '(' ? 1 : folded[end] == ')' ? -1 : 0;
        found.push_back(folded.substr(position + word.size(), end - position - word.size() - 1));
    }
    aludel::detail::sort(found);
    return found;
}

/// A schema as texts, one for each object and property, in no particular order: two schemas are the same when their
/// texts are. It reads pragmas, and the SQL of a table only for what they do not provide.
template <class Connection>
class description {
public:
    explicit description(Connection& db) : db_(db) {}

    /// Tables of these names are left out, as are the internal ones of SQLite.
    std::vector<std::string> read(const std::vector<std::string>& without = {}) {
        for (const auto& row :
             db_.query("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")) {
            const std::string &type = *row[0], &source = *row[1], sql = row[2].value_or("");
            if (aludel::detail::contains(without, source)) continue;
            if (type == "table") read_table(source, sql);
            else if (type == "view" || type == "trigger")
                said_.push_back(type + " `" + source + "`: " + normalized(sql));
        }
        aludel::detail::sort(said_);
        return said_;
    }

private:
    static std::string quoted(const std::string& source) {
        std::string result = "\"";
        for (const char c : source) result += c == '"' ? std::string("\"\"") : std::string(1, c);
        return result + "\"";
    }
    static std::string value(const std::optional<std::string>& subject) { return subject.value_or("NULL"); }

    void say(const std::string& table, const std::string& what) { said_.push_back("table `" + table + "`: " + what); }

    void read_table(const std::string& table, const std::string& sql) {
        say(table, "exists");
        for (const auto& row :
             db_.query("PRAGMA table_xinfo(" + quoted(table) + ")"))  // cid name type notnull default pk hidden
            say(table,
                "column `" + value(row[1]) + "` " + value(row[2]) +
                    (row[3] == "1" || row[5] != "0" ? " NOT NULL" : "") +
                    (row[4] ? " default " + normalized(*row[4]) : std::string()) +
                    (row[5] != "0" ? " key " + value(row[5]) : std::string()) +
                    (row[6] != "0" ? " generated " + value(row[6]) : std::string()));
        read_foreign_keys(table);
        read_indexes(table);
        for (const char* const word : {"check(", "as("})
            for (const std::string& each : expressions_behind(sql, word)) say(table, word + each + ")");
        const std::string folded = normalized(sql.substr(sql.find('(') == std::string::npos ? 0 : sql.find('(')));
        if (folded.find(" autoincrement") != std::string::npos) say(table, "autoincrement");
        const std::string tail = folded.substr(folded.rfind(')') + 1);
        if (!tail.empty()) say(table, "options " + tail);
        std::size_t collations = 0;
        for (std::size_t position = folded.find("collate "); position != std::string::npos;
             position = folded.find("collate ", position + 1))
            ++collations;
        if (collations != 0) say(table, std::to_string(collations) + " collations");
    }

    void read_foreign_keys(const std::string& table) {
        std::string id, columns, rest;
        const auto end = [&] {
            if (!id.empty()) say(table, "foreign key " + columns + rest);
        };
        for (const auto& row : db_.query("PRAGMA foreign_key_list(" + quoted(table) +
                                         ")")) {  // id seq table from to on_update on_delete match
            if (id != value(row[0])) {
                end();
                id = value(row[0]), columns.clear();
                rest = " on update " + value(row[5]) + " on delete " + value(row[6]);
            }
            columns += value(row[3]) + " -> " + value(row[2]) + "." + value(row[4]) + " ";
        }
        end();
    }

    void read_indexes(const std::string& table) {
        for (const auto& row :
             db_.query("PRAGMA index_list(" + quoted(table) + ")")) {  // seq name unique origin partial
            if (row[3] == "pk") continue;
            if (row[3] == "c") {
                const auto sql = db_.query("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = '" +
                                           doubled(value(row[1])) + "'");
                say(table, "index " + (sql.empty() ? std::string() : normalized(sql[0][0].value_or(""))));
                continue;
            }
            std::vector<std::string> columns;
            for (const auto& part : db_.query("PRAGMA index_info(" + quoted(value(row[1])) + ")"))
                columns.push_back(value(part[2]));
            aludel::detail::sort(columns);
            std::string input;
            for (const std::string& each : columns) input += " " + each;
            say(table, "unique" + input);
        }
    }
    static std::string doubled(const std::string& source) {
        std::string result;
        for (const char c : source) result += c == '\'' ? std::string("''") : std::string(1, c);
        return result;
    }

    Connection& db_;
    std::vector<std::string> said_;
};

/// The schema of an SQLite database as texts, sorted.
template <aludel::connection Connection>
std::vector<std::string> describe(Connection& db, const std::vector<std::string>& without = {}) {
    return description<Connection>(db).read(without);
}

/// The differences between two results of `describe`: "- " before what is missing, "+ " before what is unexpected.
inline std::vector<std::string> differences(const std::vector<std::string>& is,
                                            const std::vector<std::string>& wanted) {
    std::vector<std::string> found;
    const auto add = [&](const char* mark, const std::vector<std::string>& in,
                         const std::vector<std::string>& but_not_in) {
        std::size_t position = 0;
        for (const std::string& each : in) {
            while (position < but_not_in.size() && but_not_in[position] < each) ++position;
            if (position == but_not_in.size() || but_not_in[position] != each) found.push_back(mark + each);
        }
    };
    add("- ", wanted, is);
    add("+ ", is, wanted);
    return found;
}

}  // namespace oracle
