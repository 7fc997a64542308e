// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/operation/operation.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace laws {

namespace al = aludel;
namespace op = aludel::op;

/// Random names, texts, expressions and statements over columns that exist.
class odd_sql {
public:
    explicit odd_sql(std::uint32_t seed) : random_(seed) {}

    std::size_t number(std::size_t below) { return random_() % below; }
    bool once_in(std::size_t count) { return number(count) == 0; }
    template <std::size_t Count>
    std::string one_of(const char* const (&choices)[Count]) {
        return choices[number(Count)];
    }

    /// A name of letters mostly; a number follows.
    std::string odd_name() {
        if (!once_in(3)) return one_of({"c", "item", "Name", "t_", "ref"});
        return one_of({"my col", "a\"b",
                       "Gr\xc3\xb6\xc3\x9f"
                       "e",
                       "order", "text", "it's", "x]y", "a`b", "a.b", "--", "/*x", "$v", "new\tline", ";"});
    }
    /// A text with everything that scripts, shells and comments could take for something else.
    std::string odd_text() {
        return one_of({"plain",     "it's",       "a;b",      "-- no comment",
                       "/* open",   "two\nlines", "cr\r\nlf", "\r",
                       "\n.exit 0", "\n/\n",      "\ngo\n",   "\x01\x1b[31m",
                       "tab\t",     "\"quoted\"", "`tick`",   "\xc3\xa9\xe2\x82\xac",
                       "%d %s",     "\\",         "''",       "",
                       "END;",      "*/"});
    }

    static std::string quoted(const std::string& name, char quote = '"') {
        std::string result(1, quote);
        for (const char c : name) result += c == quote ? std::string(2, c) : std::string(1, c);
        return result + quote;
    }
    std::string spelled(const std::string& name) {
        if (once_in(6)) return quoted(name, '`');
        if (once_in(6) && name.find(']') == std::string::npos) return "[" + name + "]";
        bool plain = name != "order" && name != "text";
        for (const char c : name) plain = plain && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
        return plain && !once_in(3) ? name : quoted(name);
    }

    /// An expression that never fails, and whose value does not depend on the time.
    std::string expression(const std::vector<al::name>& columns, int depth, const al::name& table = {}) {
        const auto operand = [&] { return expression(columns, depth - 1, table); };
        if (depth <= 0 || once_in(4)) {
            if (once_in(4)) return one_of({"1", "'a'", "'it''s'", "NULL", "x'0a'", "'-- a'", "2.5", "';'", "'('"});
            const std::string column = spelled(std::string(columns[number(columns.size())].text()));
            return table.empty() ? column : spelled(std::string(table.text())) + "." + column;
        }
        switch (number(12)) {
            case 0: return "coalesce(" + operand() + ", " + operand() + ")";
            case 1: return "CAST(" + operand() + " AS " + one_of({"TEXT", "text", "INTEGER", "NUMERIC"}) + ")";
            case 2: return "length(" + operand() + ")";
            case 3: return "CASE WHEN " + operand() + " THEN " + operand() + " ELSE " + operand() + " END";
            case 4: return "(" + operand() + one_of({" || ", " = ", " <> ", " IS ", " IS NOT "}) + operand() + ")";
            case 5: return "(" + operand() + " IN (" + operand() + ", 'x'))";
            case 6: return "(" + operand() + " BETWEEN 1 AND " + operand() + ")";
            case 7: return "(" + operand() + " /* a note; ' */ IS NOT NULL)";
            case 8: return "(lower(" + operand() + ") LIKE 'a%' ESCAPE '\\')";
            case 9: return "(NOT " + operand() + ")";
            case 10: return "(typeof(" + operand() + ") COLLATE nocase)";
            default: return "(" + operand() + "\n-- and a note\n)";
        }
    }

    /// The query of a view, whose columns are k and x.
    std::string query(const std::string& table, const std::vector<al::name>& columns) {
        std::string text = "SELECT " + expression(columns, 1) + " AS k, ";
        if (once_in(3)) text += "(SELECT count(*) FROM " + spelled(table) + ") AS x FROM " + quoted(table);
        else text += expression(columns, 2) + " AS x FROM " + spelled(table);
        if (once_in(2)) text += " WHERE " + expression(columns, 2);
        if (once_in(5)) text += " -- the end";
        return text;
    }

    /// Raw SQL that changes rows only.
    std::string statement(const std::string& table, const std::vector<al::name>& columns) {
        const std::string column = quoted(std::string(columns[number(columns.size())].text()));
        switch (number(4)) {
            case 0:
                return "UPDATE " + spelled(table) + " SET " + column + " = " + column + " WHERE " +
                    expression(columns, 2) + one_of({"", ";", " -- one more", ";\n-- done"});
            case 1: return "DELETE FROM " + spelled(table) + " WHERE 0; SELECT ';' /* two; */";
            case 2: return "SELECT " + expression(columns, 2) + " FROM " + spelled(table) + ";";
            default: return "-- a note; first\nDELETE FROM " + quoted(table) + " WHERE " + column + " IS 'never'";
        }
    }

private:
    std::mt19937 random_;
};

}  // namespace laws
