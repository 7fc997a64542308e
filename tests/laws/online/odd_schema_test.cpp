// SPDX-License-Identifier: BSL-1.0
// Whatever table, index or view SQLite accepts is read: written again it is the same, or what is lost is named.
#include "odd_schema.hpp"

#include <aludel.hpp>
#include <aludel/code/adoption.hpp>
#include <aludel/connection/sqlite3.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace al = aludel;
using connection = al::sqlite3::connection;
using strings = std::vector<std::string>;
using al::syntax::token;
using al::syntax::tokenizer;

std::uint32_t schemas() { return std::getenv("ALUDEL_TRIALS") != nullptr ? 20'000 : 500; }

std::string without_space(std::string_view sql) {
    std::string text;
    for (tokenizer tokens(sql); tokens.peek().kind != al::syntax::token_kind::end;)
        text.append(tokens.take().text) += ' ';
    return text;
}
/// A default as SQLite evaluates it.
std::string evaluated(connection& db, const std::optional<std::string>& value) {
    if (!value) return "none";
    if (value->find("random") != std::string::npos) return without_space(*value);
    std::string small = *value;
    for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    try {
        if (small.find("current_") != std::string::npos)  // the two are not evaluated in the same second
            return *db.query("SELECT typeof(" + *value + "\n) || length(" + *value + "\n)")[0][0];
        const auto rows = db.query("SELECT typeof(" + *value + "\n) || quote(" + *value + "\n)");
        return rows[0][0].value_or("");
    } catch (const al::connection_error&) {  // a name is a text
        std::string text = "text'";
        for (const char c : *value)
            if (std::string_view("\"`[]").find(c) == std::string_view::npos) text += c;
        return text + "'";
    }
}

/// What no pragma tells, from the text of a table: checks, generated columns, conflicts, deferred foreign keys.
strings clauses(std::string_view sql) {
    strings found;
    std::string last, before;
    std::vector<bool> deferred;
    for (tokenizer tokens(sql); tokens.peek().kind != al::syntax::token_kind::end;) {
        const token each = tokens.take();
        if (each.is("REFERENCES")) deferred.push_back(false);
        if (each.is("DEFERRABLE") && !deferred.empty()) {
            tokenizer ahead = tokens;
            deferred.back() = !before.starts_with("NOT") && ahead.take("INITIALLY") && ahead.take("DEFERRED");
        }
        if (each.is("CONFLICT") && !tokens.peek().is("ABORT") && last != "NULL" && last != "CHECK")
            found.push_back("conflict " + std::string(tokens.peek().text));
        if (each.is("AUTOINCREMENT")) found.push_back("autoincrement");
        if ((each.is("CHECK") || each.is("AS")) && tokens.peek().is('(')) {
            tokenizer ahead = tokens;
            const std::string_view inside = ahead.take_parentheses();
            found.push_back((each.is("AS") ? "as " : "check ") + without_space(inside));
            tokens = ahead;
            last = "CHECK";
            continue;
        }
        if (!each.is("ON")) last = before == "NOT" ? "NOT NULL" : each.is("NULL") ? "NULL" : "";
        before = each.is("NOT") ? "NOT" : "";
    }
    for (const bool each : deferred)
        if (each) found.push_back("deferred");
    for (std::string& each : found)
        if (each.starts_with("conflict"))
            for (char& c : each) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    std::sort(found.begin(), found.end());
    return found;
}

std::string text(std::string_view value) {
    al::sql_text sql;
    al::dialect::put_string(sql, value);
    return sql.str();
}
std::string quoted(const std::string& name) {
    al::sql_text sql;
    al::dialect::put_identifier(sql, name);
    return sql.str();
}

/// A type without spaces and quotes, in small letters.
std::string plain_type(std::string_view type) {
    std::string spelled;
    for (const char c : without_space(type))
        if (std::string_view(" \"`[]'").find(c) == std::string_view::npos)
            spelled += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    // SQLite takes GENERATED ALWAYS for part of the type where more than one space is between the two.
    if (spelled.ends_with("generated")) spelled.erase(spelled.size() - 9);
    if (spelled.ends_with("generatedalways")) spelled.erase(spelled.size() - 15);
    // What earlier versions wrote without TEXT is one type with what is written now.
    for (const std::string_view each : {"date", "time", "timestamp", "timestamptz", "json", "uuid"})
        if (spelled == std::string(each) + "text") spelled = each;
    if (spelled.ends_with(",0)")) spelled.replace(spelled.size() - 3, 3, ")");
    return spelled;
}

std::string affinity(const std::string& type) {
    for (const std::string_view each : {"date", "time", "timestamp", "timestamptz", "json", "uuid"})
        if (plain_type(type) == each) return "text";
    return std::to_string(static_cast<int>(al::sqlite_dialect::affinity_of(type)));
}

/// The types of the columns of a table or view. Of one in empty quotes pragmas tell as much as of none, but it has
/// NUMERIC affinity, which CREATE TABLE AS writes as NUM.
strings types_of(connection& db, const std::string& name) {
    strings types;
    for (const auto& row : db.query("SELECT name, type FROM pragma_table_xinfo(" + text(name) + ")")) {
        types.push_back(row[1].value_or(""));
        if (!types.back().empty()) continue;
        try {
            db.execute("CREATE TEMP TABLE copy_of_type AS SELECT " + quoted(row[0].value_or("")) + " FROM main." +
                       quoted(name) + " LIMIT 0");
        } catch (const al::connection_error&) {  // a generated column that is computed from itself: nothing tells
            types.back() = "NUM";
            continue;
        }
        if (db.query("SELECT type FROM pragma_table_info('copy_of_type', 'temp')")[0][0] == "NUM") types.back() = "NUM";
        db.execute("DROP TABLE temp.copy_of_type");
    }
    return types;
}

/// A database as its pragmas show it. Names of constraints and of their indexes do not count.
strings described(connection& db) {
    strings found;
    for (const auto& object : db.query("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT "
                                       "LIKE 'sqlite_%' ORDER BY name")) {
        const std::string type = *object[0], name = *object[1], sql = *object[2], start = type + " " + name + ": ";
        found.push_back(start);
        if (type == "table") {
            const strings parts = clauses(sql);
            // A numbered rowid is never NULL, declared or not.
            const bool numbered = std::find(parts.begin(), parts.end(), "autoincrement") != parts.end();
            const strings types = types_of(db, name);
            std::size_t place = 0;
            for (const auto& row :
                 db.query("SELECT name, NULL, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(" +
                          text(name) + ")")) {
                const bool generated = *row[5] == "2" || *row[5] == "3";
                const std::string& declared = types[place++];
                found.push_back(start + *row[0] + " " + plain_type(declared) + "/" + affinity(declared) + " " +
                                (numbered && *row[4] != "0" ? "rowid" : *row[2]) + " " +
                                (generated ? "" : evaluated(db, row[3])) + " " + *row[4] + " " + *row[5]);
            }
            strings keys;
            std::string key, last;
            for (const auto& row : db.query("PRAGMA foreign_key_list(" + quoted(name) + ")")) {
                if (*row[0] != last && !key.empty()) keys.push_back(key), key.clear();
                last = *row[0];
                key += *row[2] + " " + *row[3] + " " + row[4].value_or("") + " " + *row[5] + " " + *row[6] + ";";
            }
            keys.push_back(key);
            std::sort(keys.begin(), keys.end());
            for (const std::string& each : keys) found.push_back(start + each);
            for (const std::string& each : parts) found.push_back(start + each);
            if (sqlite3_libversion_number() >= 3037000)  // before it, there are no strict tables either
                for (const auto& row : db.query("SELECT wr, strict FROM pragma_table_list WHERE name = " + text(name)))
                    found.push_back(start + *row[0] + *row[1]);
            strings indexes;
            for (const auto& row : db.query("PRAGMA index_list(" + quoted(name) + ")")) {
                std::string index = (*row[3] == "c" ? *row[1] : "") + " " + *row[2] + *row[3] + *row[4];
                for (const auto& part : db.query("PRAGMA index_xinfo(" + quoted(*row[1]) + ")")) {
                    std::string collation = part[4].value_or("");
                    for (char& c : collation) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
                    index += " " + part[2].value_or("?") + *part[3] + collation + *part[5];
                }
                indexes.push_back(index);
            }
            std::sort(indexes.begin(), indexes.end());
            for (const std::string& each : indexes) found.push_back(start + each);
        } else if (type == "view") {
            const strings types = types_of(db, name);
            std::size_t place = 0;
            for (const auto& row : db.query("PRAGMA table_xinfo(" + quoted(name) + ")"))
                found.push_back(start + row[1].value_or("") + " " + plain_type(types[place++]));
        } else {
            const std::string text = without_space(sql);
            std::string upper = text;
            for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            const std::size_t where = upper.find(" WHERE ");
            found.push_back(start + (where == text.npos ? "" : text.substr(where + 7)));
        }
    }
    return found;
}

/// Makes a schema as far as SQLite accepts it; gives its statements.
std::string make(connection& db, const laws::odd_schema& odd) {
    std::string accepted;
    for (const std::string& each : odd.statements) {
        try {
            db.execute(each);
            accepted += each + ";\n";
        } catch (const al::connection_error&) {
            if (accepted.empty()) break;  // the table itself
        }
    }
    return accepted;
}

std::string list_of(const strings& texts) {
    std::string lines;
    for (const std::string& each : texts) lines += each + "\n";
    return lines;
}

/// The schema of a database for comparison, as `check` reads it.
al::schema to_compare(connection& db) {
    al::online::dialogue channel(al::online::state_of(db));
    al::sqlite_dialect::basic_session<al::online::dialogue> session(channel, {});
    const al::online::step_function<connection> no_step = nullptr;
    return al::online::drive(al::sqlite_dialect::read_schema(session, {}, al::online::reading::to_compare), channel, db,
                             no_step);
}

strings texts_of(const al::difference_list& differences) {
    strings texts;
    for (const al::difference& each : differences) texts.push_back(al::online::text_of(each));
    return texts;
}

TEST(OddSchemas, AreReadAndWrittenAgain) {
    std::uint32_t there = 0;
    for (std::uint32_t seed = 0; seed < schemas() && !HasFailure(); ++seed) {
        const laws::odd_schema odd(seed);
        connection db(":memory:"), second(":memory:");
        const std::string accepted = make(db, odd);
        if (accepted.empty()) continue;
        ++there;
        std::string written;
        strings as_read, compared;
        try {
            const al::schema is = al::reflect(db);
            for (const al::statement& each : al::statements_of(is))
                if (each.kind == al::statement_kind::sql)
                    written += each.sql.str() + ";\n", second.execute(each.sql.str());
            as_read = texts_of(al::compare(al::reflect(second), is));
            compared = texts_of(al::online::differences_of(to_compare(second), to_compare(db)));
        } catch (const std::exception& why) {
            FAIL() << seed << ": " << why.what() << "\n" << accepted << "-- written\n" << written;
        }
        const strings before = described(db), after = described(second);
        for (const strings& texts : {as_read, compared}) {
            const bool may_differ = !odd.is_expressible || odd.is_respelled;
            const bool told_rightly = before == after ? may_differ || texts.empty() : !texts.empty();
            EXPECT_TRUE(told_rightly) << seed << ": " << list_of(texts);
            EXPECT_TRUE(before == after || !odd.is_expressible) << seed;
        }
        if (HasFailure())
            FAIL() << accepted << "-- written\n"
                   << written << "-- is\n"
                   << list_of(before) << "-- becomes\n"
                   << list_of(after);
    }
    EXPECT_GT(there, schemas() / 2);
}

/// The schema after a revision, in the form for comparison.
al::schema expected_after(const al::op::operations_view& upgrade, const al::op::settings& settings) {
    al::sqlite_dialect::expected_schema expected(settings);
    expected.apply(upgrade);
    return expected.stored();
}

/// What a database is that the adopted revision was run on.
strings described_after(const al::code::adoption& adopted, const al::op::operations_view& upgrade,
                        const al::op::settings& settings) {
    const al::op::revision revision = adopted.revision(upgrade);
    const al::revision_index order[] = {0};
    const al::history_view history{"history", &settings, {&revision, 1}, {order, 1}, {}};
    connection db(":memory:");
    const al::online::step_function<connection> no_step = nullptr;
    al::online::run_flow(db, no_step, history, {},
                         [](auto& engine) { return engine.run(al::online::goal::upgrade, {"head"}); });
    db.execute("DROP TABLE aludel_version; DROP TABLE aludel_journal");
    return described(db);
}

TEST(OddSchemas, AreAdopted) {
    constexpr al::op::settings settings{};
    std::uint32_t in_words = 0, in_sql = 0;
    for (std::uint32_t seed = 0; seed < schemas() && !HasFailure(); ++seed) {
        const laws::odd_schema odd(seed);
        connection db(":memory:");
        const std::string accepted = make(db, odd);
        if (accepted.empty()) continue;
        const al::schema is = al::reflect(db);
        const auto stored = db.query(al::sqlite_dialect::stored_statements);
        al::code::adoption adopted(is, stored, settings);
        const auto drift = [&] {
            const al::op::operations list = adopted.upgrade();
            return al::online::differences_of(to_compare(db), expected_after(list.view(), settings));
        };
        while (adopted.write_in_sql(drift())) {}
        const al::op::operations list = adopted.upgrade();
        ++(adopted.remarks().empty() ? in_words : in_sql);
        for (const std::string& each : adopted.errors())
            EXPECT_NE(each.find("[AL220] execute: the text has a line break of CR and LF"), std::string::npos)
                << seed << ": " << each;
        if (!adopted.errors().empty()) continue;
        const strings differences = texts_of(drift());
        EXPECT_TRUE(differences.empty() || odd.is_respelled) << seed << ": " << list_of(differences);
        try {
            const strings before = described(db), after = described_after(adopted, list.view(), settings);
            EXPECT_TRUE(before == after || odd.is_respelled) << seed << "\n"
                                                             << list_of(before) << "-- becomes\n"
                                                             << list_of(after);
        } catch (const std::exception& why) {
            ADD_FAILURE() << seed << ": " << why.what();
        }
        if (HasFailure())
            for (const std::string& each : adopted.code()) ADD_FAILURE() << each;
    }
    EXPECT_GT(in_words, schemas() / 10);
    EXPECT_GT(in_sql, schemas() / 10);
}

/// A text with a few characters or pieces lost, doubled, moved or replaced.
std::string damaged(std::string text, std::mt19937& random) {
    const std::string_view odd = "()',;\"`[]-/* \n0x\\\xFF\x01";
    for (std::size_t i = 1 + random() % 3; i != 0 && !text.empty(); --i) {
        const std::size_t place = random() % text.size(), length = 1 + random() % 20;
        switch (random() % 5) {
            case 0: text.resize(place); break;
            case 1: text.erase(place, length); break;
            case 2: text.insert(place, 1, odd[random() % odd.size()]); break;
            case 3: text.insert(random() % text.size(), text.substr(place, length)); break;
            default: text[place] = odd[random() % odd.size()]; break;
        }
    }
    return text;
}

TEST(OddSchemas, ThatAreDamagedAreAnErrorOrAreRead) {
    std::uint32_t refused = 0, read = 0;
    for (std::uint32_t seed = 0; seed < schemas(); ++seed) {
        connection db(":memory:");
        if (make(db, laws::odd_schema(seed)).empty()) continue;
        std::mt19937 random(seed);
        db.execute("PRAGMA writable_schema = ON");
        for (int i = 0; i < 10; ++i) {
            db.execute("SAVEPOINT whole");
            for (const auto& row : db.query("SELECT rowid, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
                if (random() % 2 == 0)
                    db.execute("UPDATE sqlite_schema SET sql = " + text(damaged(*row[1], random)) +
                               " WHERE rowid = " + *row[0]);
            try {
                const al::schema is = al::reflect(db);
                static_cast<void>(al::statements_of(is));
                static_cast<void>(texts_of(al::online::differences_of(to_compare(db), to_compare(db))));
                ++read;
            } catch (const al::migration_error& why) {
                EXPECT_EQ(why.kind(), al::migration_error_kind::foreign_statement) << why.what();
                ++refused;
            }
            db.execute("ROLLBACK TO whole; RELEASE whole");
        }
    }
    EXPECT_GT(refused, read / 2);
    EXPECT_GT(read, refused / 10);
}

}  // namespace
