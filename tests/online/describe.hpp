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

/// The tokens of SQL: without comments, names without quotes and in lower case, strings as they are.
inline std::vector<std::string> tokens_of(std::string_view sql) {
    std::vector<std::string> tokens;
    const auto in_word = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || (c & 0x80) != 0;
    };
    for (std::size_t i = 0; i < sql.size();) {
        const char c = sql[i];
        const std::string_view two = sql.substr(i, 2);
        if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            ++i;
        } else if (two == "--" || two == "/*") {
            const std::size_t end = two == "--" ? sql.find('\n', i) : sql.find("*/", i + 2);
            i = end == sql.npos ? sql.size() : end + (two == "--" ? 1 : 2);
        } else if (c == '\'' || c == '"' || c == '`' || c == '[') {
            const char quote = c == '[' ? ']' : c;
            std::string token;
            for (++i; i < sql.size(); ++i) {
                if (sql[i] == quote && (quote == ']' || i + 1 >= sql.size() || sql[i + 1] != quote)) break;
                if (sql[i] == quote) ++i;
                token += c == '\'' ? sql[i] : static_cast<char>(std::tolower(static_cast<unsigned char>(sql[i])));
            }
            ++i;
            tokens.push_back(c == '\'' ? "'" + token + "'" : token);
        } else if (in_word(c)) {
            std::string token;
            for (; i < sql.size() && in_word(sql[i]); ++i)
                token += static_cast<char>(std::tolower(static_cast<unsigned char>(sql[i])));
            tokens.push_back(token);
        } else {
            tokens.emplace_back(1, c), ++i;
        }
    }
    return tokens;
}

/// Tokens as one text.
inline std::string joined(const std::vector<std::string>& tokens) {
    std::string result;
    for (const std::string& each : tokens) result += (result.empty() ? "" : " ") + each;
    return result;
}
/// Normalized SQL.
inline std::string normalized(std::string_view sql) { return joined(tokens_of(sql)); }

/// The texts in the parentheses after each occurrence of a word, such as the expressions of CHECK. Qualifiers before
/// names, which can only be the table's own, are left out.
inline std::vector<std::string> expressions_behind(std::string_view sql, std::string_view word) {
    std::vector<std::string> found;
    const std::vector<std::string> tokens = tokens_of(sql);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (tokens[i] != word || tokens[i + 1] != "(") continue;
        std::vector<std::string> inner;
        int depth = 1;
        for (std::size_t k = i + 2; k < tokens.size(); ++k) {
            depth += tokens[k] == "(" ? 1 : tokens[k] == ")" ? -1 : 0;
            if (depth == 0) break;
            if (tokens[k] == "." && !inner.empty()) inner.pop_back();
            else inner.push_back(tokens[k]);
        }
        found.push_back(joined(inner));
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
        for (const std::string word : {"check", "as"})
            for (const std::string& each : expressions_behind(sql, word)) say(table, word + " (" + each + ")");
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
