// SPDX-License-Identifier: BSL-1.0
// Random expressions and statements of SQLite, with everything that is easily misread.
#pragma once

#include <cstddef>
#include <iterator>
#include <random>
#include <string>
#include <vector>

class random_sql {
public:
    explicit random_sql(unsigned seed) : random_(seed) {}

    /// The tables that they refer to.
    static constexpr const char* tables =
        "CREATE TABLE t(a, b TEXT, \"c d\", date, \"text\", [end], key, abs, glob, \"q\"\"q\", left, x);"
        "CREATE TABLE u(a, y, z, \"text\", t);"
        "CREATE TABLE \"w w\"(b, id);";

    std::size_t number(std::size_t below) { return random_() % below; }
    bool once_in(std::size_t count) { return number(count) == 0; }
    template <std::size_t Count>
    std::string one_of(const char* const (&choices)[Count]) {
        return choices[number(Count)];
    }

    /// A name in one of the spellings that SQLite accepts.
    std::string spelled(std::string name) {
        const bool plain = name.find_first_of(" \"") == std::string::npos;
        if (name == "\"q\"\"q\"" || name == "\"c d\"" || name == "\"w w\"") return name;
        switch (number(12)) {
            case 0: return "\"" + name + "\"";
            case 1: return "[" + name + "]";
            case 2: return "`" + name + "`";
            case 3:
                for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
                return name;
            default: return plain ? name : "\"" + name + "\"";
        }
    }
    std::string column() {
        return spelled(one_of({"a", "a", "a", "a", "b", "\"c d\"", "date", "text", "end", "key", "abs", "glob",
                               "\"q\"\"q\"", "left", "x", "y", "z", "t"}));
    }
    std::string space() { return once_in(30) ? one_of({"/* a */", " -- a 'b\n", "\n", "\t", " /* \" */ "}) : " "; }

    std::string operand(int depth) {
        if (depth <= 0 || once_in(3)) {
            switch (number(9)) {
                case 0:
                    return one_of({"1", "0x1F", "1.5e-3", ".5", "'a'", "'it''s a'", "x'0a'", "NULL",
                                   "current_timestamp", "TRUE", "\"a\"", "'date'", "1e5"});
                case 1: return source() + "." + column();
                default: return column();
            }
        }
        switch (number(19)) {
            case 0: return "(" + expression(depth - 1) + ")";
            case 1:
                return "CAST(" + expression(depth - 1) + " AS " +
                    one_of({"text", "TEXT", "a", "VARCHAR(10)", "date", "NUMERIC(4, -2)", "\"a\"", "long a b"}) + ")";
            case 2:
                return one_of({"abs", "date", "lower", "glob", "like", "coalesce", "max", "replace", "length",
                               "\"abs\"", "typeof"}) +
                    (once_in(6) ? " (" : "(") + expression(depth - 1) +
                    (once_in(2) ? ", " + expression(depth - 1) : "") + ")";
            case 3:
                return "CASE " + (once_in(2) ? expression(depth - 1) + " " : "") + "WHEN " + expression(depth - 1) +
                    " THEN " + expression(depth - 1) + (once_in(2) ? " ELSE " + expression(depth - 1) : "") + " END";
            case 4: return operand(depth - 1) + " COLLATE " + one_of({"nocase", "binary", "\"rtrim\""});
            case 5:
                return operand(depth - 1) + (once_in(2) ? " NOT" : "") + " IN (" + expression(depth - 1) + ", " +
                    expression(depth - 1) + ")";
            case 6: return operand(depth - 1) + " BETWEEN " + operand(depth - 1) + " AND " + operand(depth - 1);
            case 7:
                return operand(depth - 1) +
                    one_of({" IS NULL", " ISNULL", " NOTNULL", " NOT NULL", " IS NOT NULL", " IS TRUE"});
            case 8:
                return operand(depth - 1) + one_of({" LIKE ", " NOT LIKE ", " GLOB ", " not glob "}) +
                    operand(depth - 1) + (once_in(4) ? " ESCAPE '_'" : "");
            case 9: return one_of({"NOT ", "-", "+", "~", "- -"}) + operand(depth - 1);
            case 10:
                return "(" + operand(depth - 1) + ", " + operand(depth - 1) + ") = (" + operand(depth - 1) + ", " +
                    operand(depth - 1) + ")";
            case 11:
                if (queries_) return "(" + query(depth - 1, 1) + ")";
                [[fallthrough]];
            case 12:
                if (queries_) return "EXISTS (" + query(depth - 1, 0) + ")";
                [[fallthrough]];
            case 13:
                if (queries_) return operand(depth - 1) + " IN (" + query(depth - 1, 1) + ")";
                [[fallthrough]];
            case 14:
                if (queries_ && once_in(3)) return operand(depth - 1) + " IN " + one_of({"one", "main.one", "t"});
                [[fallthrough]];
            default: return column();
        }
    }
    std::string expression(int depth) {
        std::string text = operand(depth);
        while (once_in(3))
            text += space() + one_of({"+",  "-",  "*", "/", "||", "=",   "==", "<>", "!=",     "<",  "<=",
                                      ">>", "<<", "&", "|", "%",  "AND", "or", "IS", "IS NOT", "->", "->>"}) +
                space() + operand(depth - 1);
        return text;
    }

    /// A SELECT over the tables; `columns` of it, or any number.
    std::string query(int depth, std::size_t columns = 0) {
        std::string text, common;
        if (once_in(8)) {
            common = one_of({"c", "t", "u"});
            text += "WITH " + common + one_of({" ", "(a) ", "(a) ", "(x) "}) + "AS " +
                one_of({"", "MATERIALIZED ", "NOT MATERIALIZED "}) + "(" + query(depth - 1, 1) + ") ";
        }
        text += core(depth, columns, common);
        while (columns != 0 && once_in(8))
            text += one_of({" UNION ", " UNION ALL ", " EXCEPT ", " INTERSECT "}) + core(depth, columns);
        if (once_in(5))
            text += " ORDER BY " + (once_in(2) ? column() : expression(depth - 1)) +
                one_of({"", " ASC", " DESC NULLS LAST", " COLLATE nocase"}) + (once_in(3) ? ", " + column() : "");
        if (once_in(10)) text += one_of({" LIMIT 1", " LIMIT 1 OFFSET 2", " LIMIT 2, 1"});
        return text;
    }

    /// A compound query that is ordered by its results, each written anew.
    std::string compound() {
        std::string text;
        const auto value = [&] {
            const std::string name = one_of({"a", "t.a", "u.a", "text", "\"text\"", "y", "b", "A", "t.text"});
            switch (number(5)) {
                case 0: return name + one_of({" + 1", " || 'x'", " = y", " COLLATE nocase"});
                case 1: return one_of({"abs(", "lower(", "("}) + name + ")";
                default: return name;
            }
        };
        for (std::size_t i = 0, cores = 2 + number(2); i < cores; ++i) {
            if (i != 0) text += one_of({" UNION ", " UNION ALL ", " EXCEPT ", " INTERSECT "});
            text += "SELECT " +
                (once_in(8) ? one_of({"u.*, 1 FROM u, \"w w\"", "*, 1, 2, 3 FROM u AS t"})
                            : value() + one_of({"", "", " AS a", " AS z"}) + ", " + value() +
                         one_of({" FROM t", " FROM u", " FROM u, t", " FROM t, \"w w\"", " FROM u AS t"}));
        }
        return text + " ORDER BY " + value() + one_of({"", " COLLATE nocase", " DESC"}) +
            (once_in(3) ? ", (" + value() + ")" : "");
    }

    /// The text with one of its tokens removed, doubled or moved.
    std::string mutated(std::string text) {
        std::vector<std::string> tokens;
        for (const char c : text) {
            const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            const bool joins = !tokens.empty() && word &&
                ((tokens.back().back() >= 'a' && tokens.back().back() <= 'z') ||
                 (tokens.back().back() >= 'A' && tokens.back().back() <= 'Z'));
            if (joins) tokens.back() += c;
            else tokens.emplace_back(1, c);
        }
        for (std::size_t n = 1 + number(2); n != 0 && tokens.size() > 2; --n) {
            const std::size_t which = number(tokens.size());
            switch (number(4)) {
                case 0: tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(which)); break;
                case 1:
                    tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(which), tokens[number(tokens.size())]);
                    break;
                case 2:
                    tokens[which] =
                        one_of({" a ",       " AS a ",  " t.",       "(",      ")",        " end ",     ", a",
                                " 'a' ",     " \"a\" ", " key ",     " [a] ",  " filter ", " over ",    " window ",
                                " indexed ", " cross ", " replace ", " like ", " match ",  " current ", " row ",
                                " with ",    " not ",   "--",        "/*",     "*/",       ";"});
                    break;
                default: std::swap(tokens[which], tokens[number(tokens.size())]); break;
            }
        }
        std::string result;
        for (const std::string& each : tokens) result += each;
        return result;
    }

    void with_queries(bool wanted) { queries_ = wanted; }
    void with_stars(bool wanted) { stars_ = wanted; }

private:
    std::string source() { return once_in(4) ? one_of({"main.t", "u", "'t'", "s", "\"w w\"", "c"}) : spelled("t"); }
    std::string result(int depth) {
        return (once_in(2) ? column() : expression(depth - 1)) +
            (once_in(4) ? one_of({" AS a", " a", " AS \"a\"", " 'a'", " AS b", " key", " AS text", " end"}) : "");
    }
    std::string from(int depth) {
        if (depth > 0 && once_in(6))
            return "(" + query(depth - 1, 1) + ")" + one_of({" AS s", " s", "", " AS t", " AS \"x\""});
        if (depth > 0 && once_in(15))
            return "(" + from(depth - 1) + one_of({", ", " JOIN ", " CROSS JOIN "}) + from(depth - 1) + ")";
        return (once_in(3)       ? one_of({"u", "main.u", "\"w w\"", "one", "c"})
                    : once_in(8) ? "main." + spelled("t")
                                 : spelled("t")) +
            (once_in(3) ? one_of({" AS s", " s", " AS u", " 's'", " AS key", " a"}) : "");
    }
    /// `source`: the first of FROM, if there must be one.
    std::string core(int depth, std::size_t columns, const std::string& source = {}) {
        if (once_in(30) && columns == 1 && source.empty()) return "VALUES (" + expression(depth - 1) + ")";
        std::string text = std::string("SELECT ") + (once_in(10) ? "DISTINCT " : "");
        const std::size_t count = columns != 0 ? columns : 1 + number(3);
        for (std::size_t i = 0; i < count; ++i)
            text += (i == 0 ? "" : ", ") +
                (columns == 0 && stars_ && once_in(8) ? one_of({"*", "t.*", "s.*", "\"t\".*"}) : result(depth));
        if (once_in(12))
            text += one_of({", sum(a) OVER (PARTITION BY b ORDER BY a)", ", count(*) FILTER (WHERE a) OVER w",
                            ", max(a) FILTER (WHERE a > 1)",
                            ", row_number() OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)"});
        text += " FROM " + (source.empty() ? from(depth) : source);
        while (once_in(3)) {
            text += one_of({", ", " JOIN ", " LEFT JOIN ", " NATURAL JOIN ", " INNER JOIN ", " LEFT OUTER JOIN ",
                            " CROSS JOIN "}) +
                from(depth);
            if (once_in(2)) text += once_in(3) ? " USING (" + column() + ")" : " ON " + expression(depth - 1);
        }
        if (once_in(2)) text += " WHERE " + expression(depth);
        if (once_in(8)) text += " GROUP BY " + column() + (once_in(2) ? " HAVING " + expression(depth - 1) : "");
        if (text.find(" w") != std::string::npos && once_in(2)) text += " WINDOW w AS (PARTITION BY a ORDER BY b)";
        return text;
    }

    std::mt19937 random_;
    bool queries_ = true;
    bool stars_ = true;
};
