// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>           // size_t
#include <cstdint>           // uint32_t
#include <initializer_list>  // initializer_list
#include <random>            // mt19937
#include <string>            // string
#include <vector>            // vector

// Tables, indexes and views as odd as SQLite accepts them, without a word of the library.

namespace laws {

/// The statements of a random schema. `is_expressible`: it has no clause for which the language has no word.
class odd_schema {
public:
    explicit odd_schema(std::uint32_t seed) : random_(seed) { write(); }

    std::vector<std::string> statements;
    bool is_expressible = true;
    /// A default is written in another way that means the same.
    bool is_respelled = false;

private:
    using texts = std::initializer_list<const char*>;

    std::size_t below(std::size_t count) { return random_() % count; }
    bool one_in(std::size_t count) { return below(count) == 0; }
    std::string any(texts list) { return list.begin()[below(list.size())]; }

    /// White space, or a comment with whatever could be taken for a clause.
    std::string gap() {
        if (!one_in(6)) return one_in(4) ? any({"\n", "\t", "  ", " \r\n"}) : " ";
        return any({"/* CHECK (a, b) */", " /*'*/ ", "-- it's, \"quoted\n", " --)\n", "/**/", "/*[(*/ ",
                    " -- UNIQUE (a)\n", "/* NOT NULL, DEFAULT 7 */", " -- DEFERRABLE\r\n"});
    }
    /// Keywords, in any case, with gaps behind.
    std::string words(texts list) {
        std::string sql;
        for (const char* each : list) {
            std::string word = each;
            if (one_in(3))
                for (char& c : word) c = c >= 'A' && c <= 'Z' && one_in(2) ? static_cast<char>(c - 'A' + 'a') : c;
            sql += word + gap();
        }
        return sql;
    }
    static std::string doubled(const std::string& text, char quote) {
        std::string sql(1, quote);
        for (const char c : text) sql += c == quote ? std::string(2, c) : std::string(1, c);
        return sql + quote;
    }
    /// A name in one of four quotes, or in none where it can be.
    std::string quoted(const std::string& name) {
        bool bare = true;
        for (const char c : name) bare = bare && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
        if (bare && name[0] > '9' && one_in(2)) return name + " ";
        switch (below(4)) {
            case 0: return doubled(name, '`');
            case 1:
                if (name.find(']') == std::string::npos) return "[" + name + "]";
                [[fallthrough]];
            case 2: return doubled(name, '\'');
            default: return doubled(name, '"');
        }
    }
    std::string name(const std::string& name) { return gap() + quoted(name) + gap(); }
    /// A name in an expression, where single quotes would make it a string.
    std::string operand(const std::string& name) {
        return one_in(2) ? doubled(name, '"') : one_in(2) ? doubled(name, '`') : doubled(name, '"') + gap();
    }

    std::string new_name(const char* kind) {
        return any({"a", "B_", "x y", "q\"t", "le]t",
                    "gr\xC3\xB6\xC3\x9F"
                    "e",
                    "it's", "1st", "p(q", "com,ma", "ti`ck", "--d", "/*s", "c;d", "stored", "always_", "rowid_",
                    "new$"}) +
            kind + std::to_string(count_++);
    }

    std::string type() {
        std::string sql = any({"",
                               "INTEGER",
                               "TEXT",
                               "INT",
                               "VARCHAR(80)",
                               "NUMERIC(10,2)",
                               "NUMERIC ( 10 , 2 )",
                               "DECIMAL(10,-5)",
                               "DOUBLE PRECISION",
                               "double   precision",
                               "UNSIGNED BIG INT",
                               "BLOB",
                               "\"my type\"",
                               "[a]]",
                               "`b``c`",
                               "'s''t'",
                               "\"INT\" (3)",
                               "VARCHAR(+255)",
                               "VARCHAR(99999999999)",
                               "NVARCHAR(1e2)",
                               "NATIVE CHARACTER(70)",
                               "BOOLEAN",
                               "DATE",
                               "TIMESTAMP",
                               "timestamp with",
                               "\"DEFAULT\"",
                               "\"a)\"",
                               "LONG/**/TEXT",
                               "JSON",
                               "UUID",
                               "FLOAT(8,3)",
                               "CHAR",
                               "char(3)",
                               "REAL(7)",
                               "SMALLINT",
                               "bigint",
                               "\"\"",
                               "generated_",
                               "GLOB",
                               "KEY",
                               "\"x\"\"y\"",
                               "VARYING CHARACTER (255)",
                               "INTEGER(4)",
                               "TINYINT(0)",
                               "NUMERIC(10)",
                               "NUMERIC(5,0)",
                               "LONG/*INT*/BLOB",
                               "FOO(1,/*INT*/2)",
                               "\"x\" INT",
                               "LONG \"T\"",
                               "VARCHAR/*)*/(3--)\n)",
                               "\"VARCHAR\" (3)",
                               "[INTEGER]",
                               "'TEXT'"});
        if (sql == "[a]]") sql = "[a[]";
        return sql + gap();
    }
    std::string strict_type() {
        return any({"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY", "\"TEXT\"", "[any]", "int"}) + gap();
    }

    std::string value() {
        const std::string sql = any({"1",
                                     "-1",
                                     "+2",
                                     "0",
                                     "1.5",
                                     "-2.5e3",
                                     ".5",
                                     "0x1F",
                                     "-9223372036854775808",
                                     "9223372036854775807",
                                     "9223372036854775808",
                                     "'a'",
                                     "'it''s'",
                                     "''",
                                     "x'00ff'",
                                     "X''",
                                     "NULL",
                                     "null",
                                     "TRUE",
                                     "false",
                                     "CURRENT_TIMESTAMP",
                                     "current_date",
                                     "CURRENT_TIME",
                                     "\"dq\"",
                                     "\"d\"\"q\"",
                                     "bareword",
                                     "[brack et]",
                                     "`tick`",
                                     "(1)",
                                     "(-1)",
                                     "( 'a)b' )",
                                     "(1 + 2 * (3))",
                                     "((7))",
                                     "(length('x,y'))",
                                     "(NULL)",
                                     "(random() % 5 --c\n)",
                                     "/*c*/ 5",
                                     "- 5",
                                     "- /*x*/ 3.0",
                                     "(/* c */ 8)",
                                     "+ 'plus'",
                                     "1e5",
                                     "'--no comment'",
                                     "'/*'",
                                     "(current_timestamp)",
                                     "(x'aB')",
                                     "(TRUE)",
                                     "-x'00'",
                                     "- 'text'",
                                     "-CURRENT_DATE",
                                     "'\r\n'"});
        is_respelled = is_respelled || sql == "TRUE" || sql == "false" || sql == "(TRUE)" ||
            sql == "'\r\n'";  // TRUE is 1, a line break is no literal
        return sql + gap();
    }
    std::string check() {
        const std::string column = columns_.empty() ? "1" : operand(columns_[below(columns_.size())]);
        switch (below(7)) {
            case 0: return column + gap() + "<>" + gap() + any({"'a)'", "'(,'", "'it''s'", "'--'", "'/*'", "''"});
            case 1: return "(" + column + ") > ( -6 )";
            case 2: return gap() + column + " IN (1, 2, 'x,y')" + gap();
            case 3: return "CASE WHEN " + column + " IS NULL THEN 1 ELSE length(" + column + ") < 9 END";
            case 4: return "/* ) */ " + column + " BETWEEN 1 AND 2 OR" + gap() + column + " GLOB '[a-z]' -- )\n";
            case 5: return "((" + column + " IS NOT x'0029'))";
            default:
                return "CAST(" + column + " AS TEXT) <> \"" + "no such column" + "\" || ''" + gap() + "COLLATE nocase";
        }
    }
    std::string conflict() {
        if (!one_in(8)) return one_in(8) ? words({"ON", "CONFLICT", "ABORT"}) : std::string();
        is_expressible = false;
        return words({"ON", "CONFLICT"}) + any({"ROLLBACK", "FAIL", "IGNORE", "REPLACE", "replace"}) + gap();
    }
    std::string constraint_name() {
        std::string sql;
        while (one_in(4)) sql += words({"CONSTRAINT"}) + name(new_name("c"));
        return sql;
    }
    std::string references() {
        std::string sql = words({"REFERENCES"}) + name(one_in(2) ? table_ : any({"nowhere", "a b", "q\"r"}));
        if (one_in(2)) sql += "(" + name(any({"id", "x y", "k`"})) + ")" + gap();
        for (std::size_t i = below(4); i != 0; --i) switch (below(4)) {
                case 0: sql += words({"ON", one_in(9) ? "INSERT" : "DELETE"}) + action(); break;
                case 1: sql += words({"ON", "UPDATE"}) + action(); break;
                case 2: sql += words({"MATCH"}) + any({"FULL", "simple", "\"partial\"", "[x y]"}) + gap(); break;
                default: sql += deferrable(); break;
            }
        return sql;
    }
    std::string action() {
        return one_in(5) ? words({"SET", "NULL"})
            : one_in(4)  ? words({"SET", "DEFAULT"})
            : one_in(3)  ? words({"CASCADE"})
            : one_in(2)  ? words({"RESTRICT"})
                         : words({"NO", "ACTION"});
    }
    std::string deferrable() {
        return (one_in(2) ? words({"NOT", "DEFERRABLE"}) : words({"DEFERRABLE"})) +
            (one_in(2)       ? words({"INITIALLY", "DEFERRED"})
                 : one_in(2) ? words({"INITIALLY", "IMMEDIATE"})
                             : std::string());
    }

    /// The constraints of a column, in any order, named or not.
    std::string column_constraints(bool may_be_key) {
        std::string sql;
        bool has_default = false;
        for (std::size_t i = below(4); i != 0; --i) {
            sql += constraint_name();
            switch (below(may_be_key && !has_key_ ? 10 : 9)) {
                case 0: sql += words({"NOT", "NULL"}) + conflict(); break;
                case 1: sql += words({"NULL"}) + (one_in(9) ? words({"ON", "CONFLICT", "FAIL"}) : std::string()); break;
                case 2: sql += words({"UNIQUE"}) + conflict(); break;
                case 3: sql += words({"CHECK"}) + "(" + check() + ")" + gap(); break;
                case 4:
                    sql += has_default ? words({"NOT", "NULL"}) : words({"DEFAULT"}) + value();
                    has_default = true;
                    break;
                case 5:
                    sql += words({"COLLATE"}) + any({"NOCASE", "binary", "[RTRIM]", "\"NoCase\"", "'BINARY'"}) + gap();
                    break;
                case 6:
                    sql += references();
                    if (one_in(6)) sql += deferrable();
                    break;
                case 7:
                    if (i != 1 || one_in(2)) break;
                    sql += (one_in(2) ? words({"GENERATED", "ALWAYS"}) : std::string()) + words({"AS"}) + "(" +
                        check() + ")" + gap() +
                        (one_in(3)       ? words({"STORED"})
                             : one_in(2) ? words({"VIRTUAL"})
                                         : std::string());
                    return sql;
                case 8:
                    if (one_in(3)) sql += deferrable();  // of whichever foreign key came last
                    break;
                default:
                    has_key_ = true;
                    sql += words({"PRIMARY", "KEY"});
                    if (one_in(4)) sql += words({"ASC"});
                    else if (one_in(4)) sql += words({"DESC"}), is_expressible = false;
                    sql += conflict();
                    if (one_in(3)) sql += words({"AUTOINCREMENT"});
                    break;
            }
        }
        return sql;
    }
    std::string key_columns() {
        std::string sql = "(" + gap();
        std::vector<std::string> left = columns_;
        for (std::size_t i = 1 + below(3); i != 0 && !left.empty(); --i) {
            const std::size_t which = below(left.size());
            if (sql.size() > 1 && sql.find_first_not_of("( \t\r\n") != std::string::npos && has_part_) sql += ",";
            has_part_ = true;
            sql += name(left[which]);
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(which));
            if (one_in(8)) sql += words({"COLLATE"}) + any({"NOCASE", "[rtrim]"}) + gap(), is_expressible = false;
            else if (one_in(9)) sql += words({"COLLATE"}) + "binary" + gap(), is_expressible = false;
            if (one_in(8)) sql += words({"DESC"}), is_expressible = false;
            else if (one_in(8)) sql += words({"ASC"});
        }
        has_part_ = false;
        return sql + ")" + gap();
    }
    std::string table_constraint() {
        std::string sql = constraint_name();
        switch (below(has_key_ ? 3 : 4)) {
            case 0: return sql + words({"UNIQUE"}) + key_columns() + conflict();
            case 1:
                return sql + words({"CHECK"}) + "(" + check() + ")" + gap() + (one_in(9) ? conflict() : std::string());
            case 2: {
                const std::string& column = columns_[below(columns_.size())];
                return sql + words({"FOREIGN", "KEY"}) + "(" + name(column) + ")" + gap() + references() +
                    (one_in(5) ? deferrable() : std::string());
            }
            default: has_key_ = true; return sql + words({"PRIMARY", "KEY"}) + key_columns() + conflict();
        }
    }

    void write() {
        table_ = new_name("t");
        const bool strict = one_in(6), without_rowid = one_in(6);
        std::string sql = words({"CREATE", "TABLE"}) + (one_in(5) ? words({"IF", "NOT", "EXISTS"}) : std::string()) +
            (one_in(5) ? "main" + gap() + "." : std::string()) + name(table_) + "(";
        const std::size_t count = 1 + below(5);
        for (std::size_t i = 0; i != count; ++i) {
            const std::string column = new_name("");
            columns_.push_back(column);
            sql += (i == 0 ? "" : ",") + name(column) + (strict ? strict_type() : type()) + column_constraints(true);
        }
        if (without_rowid && !has_key_) sql += "," + words({"PRIMARY", "KEY"}) + key_columns(), has_key_ = true;
        for (std::size_t i = below(4); i != 0; --i)
            sql += (one_in(3) && sql.back() != '-' ? gap() : ",") + table_constraint();
        sql += ")" + gap();
        if (without_rowid) sql += words({"WITHOUT", "ROWID"});
        if (without_rowid && strict) sql += "," + gap();
        if (strict) sql += words({"STRICT"});
        statements.push_back(sql);
        for (std::size_t i = below(3); i != 0; --i) write_index();
        if (one_in(3)) write_view();
    }
    void write_index() {
        std::string sql = words({"CREATE"}) + (one_in(4) ? words({"UNIQUE"}) : std::string()) + words({"INDEX"}) +
            (one_in(5) ? words({"IF", "NOT", "EXISTS"}) : std::string()) + name(new_name("i")) + words({"ON"}) +
            name(table_) + "(";
        for (std::size_t i = 1 + below(3); i != 0; --i) {
            const std::string& column = columns_[below(columns_.size())];
            sql += one_in(3) ? gap() + "lower(" + operand(column) + " || ',)')" + gap()
                : one_in(6)  ? "(" + operand(column) + " IS NULL)"
                : one_in(6)  ? "((" + gap() + operand(column) + ")" + gap() + ")"
                             : name(column);
            if (one_in(6)) sql += words({"COLLATE"}) + any({"NOCASE", "[rtrim]", "\"binary\""}) + gap();
            if (one_in(5)) sql += words({"DESC"});
            else if (one_in(5)) sql += words({"ASC"});
            if (i != 1) sql += ",";
        }
        sql += ")" + gap();
        if (one_in(4))
            sql += words({"WHERE"}) + operand(columns_[0]) + " IS NOT" + gap() +
                any({"NULL", "'a;b'", "x'01'", "-- c\n 5"}) + gap();
        statements.push_back(sql);
    }
    void write_view() {
        std::string sql = words({"CREATE", "VIEW"}) + (one_in(5) ? words({"IF", "NOT", "EXISTS"}) : std::string()) +
            name(new_name("v"));
        if (one_in(3)) sql += "(" + name("one, two") + ")" + gap(), is_expressible = false;
        sql += words({"AS"}) + "SELECT" + gap() + operand(columns_[0]) + " FROM " + doubled(table_, '"') + gap();
        if (one_in(3)) sql += "WHERE ';' <> \"" + table_ + "\" -- the end";
        statements.push_back(
            one_in(3) ? words({"CREATE", "VIEW"}) + name(new_name("v")) + words({"AS"}) + "VALUES (1, 'x')" : sql);
    }

    std::mt19937 random_;
    std::string table_;
    std::vector<std::string> columns_;
    std::uint32_t count_ = 0;
    bool has_key_ = false, has_part_ = false;
};

}  // namespace laws
