// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/list_view.hpp>
#include <aludel/operation/operation.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// How a database tokenizes SQL, where databases differ. Common to all: 'text' with doubled quotes, "name", `--` and
/// `/* */` comments.
struct lexicon {
    bool brackets = false;             ///< [name]
    bool backticks = false;            ///< `name`
    bool text_names = false;           ///< 'text' is a name where only a name is allowed
    bool backslash_escapes = false;    ///< 'it\'s'; without it only in E'...', if supported
    bool escape_strings = false;       ///< E'it\'s'
    bool dollar_quotes = false;        ///< $tag$text$tag$
    bool nested_comments = false;      ///< /* /* */ */
    bool hash_comments = false;        ///< # to the end of the line
    bool dollar_parameters = false;    ///< $name, also `$name::suffix(more)`
    bool colon_parameters = false;     ///< :name
    bool at_parameters = false;        ///< @name
    bool question_parameters = false;  ///< ? and ?1
    bool number_parameters = false;    ///< $1
    bool executable_comments = false;  ///< /*! is executed */
    bool arrays_and_casts = false;     ///< value::type, ARRAY[a, b], value[1], any operator, ILIKE, DATE 'text'
    bool folded_triggers = false;      ///< semicolons between a trigger's BEGIN and END do not end the statement
    /// Statements, settings, and pragmas that act without a value, which do not work inside a transaction.
    op::list_view<std::string_view> outside_verbs{};
    op::list_view<std::string_view> outside_settings{};
    op::list_view<std::string_view> outside_actions{};
    /// Words by which a statement about rows changes definitions, or how texts are read.
    op::list_view<std::string_view> definition_words{};
    /// What tables begin with that are there in each database.
    op::list_view<std::string_view> system_tables{};
    std::string_view nul_flaw = "holds a NUL";  ///< the sentence of text_check about a NUL
    std::string_view terminator_flaw = "has a line that ends the statement in the shell of the database";
};

// The lists of words of SQLite.
inline constexpr std::string_view sqlite_outside_verbs[] = {"vacuum", "detach"};
inline constexpr std::string_view sqlite_outside_settings[] = {"journal_mode", "synchronous", "foreign_keys",
                                                               "temp_store"};
inline constexpr std::string_view sqlite_outside_actions[] = {"wal_checkpoint"};
inline constexpr std::string_view sqlite_definition_words[] = {"sqlite_schema", "sqlite_master", "writable_schema"};
inline constexpr std::string_view sqlite_system_tables[] = {"sqlite_", "pragma_",         "json_",
                                                            "dbstat",  "generate_series", "bytecode"};

/// sqlite.org/src: tokenize.c, complete.c.
inline constexpr lexicon sqlite_lexicon{
    .brackets = true,
    .backticks = true,
    .text_names = true,
    .dollar_parameters = true,
    .colon_parameters = true,
    .at_parameters = true,
    .question_parameters = true,
    .folded_triggers = true,
    .outside_verbs = {sqlite_outside_verbs, 2},
    .outside_settings = {sqlite_outside_settings, 4},
    .outside_actions = {sqlite_outside_actions, 1},
    .definition_words = {sqlite_definition_words, 3},
    .system_tables = {sqlite_system_tables, 6},
    .nul_flaw = "holds a NUL, where SQLite stops reading",
    .terminator_flaw = "has a line with nothing on it but / or go, where SQLite's shell ends the statement"};
inline constexpr std::string_view postgresql_system_tables[] = {"pg_"};
// Names without a schema mean other tables behind it.
inline constexpr std::string_view postgresql_definition_words[] = {"search_path"};
inline constexpr std::string_view mariadb_system_tables[] = {"dual", "seq_"};
// Without ANSI_QUOTES, what is in double quotes is text.
inline constexpr std::string_view mariadb_definition_words[] = {"sql_mode"};

/// postgresql.org/docs/current/sql-syntax-lexical.html
inline constexpr lexicon postgresql_lexicon{.escape_strings = true,
                                            .dollar_quotes = true,
                                            .nested_comments = true,
                                            .number_parameters = true,
                                            .arrays_and_casts = true,
                                            .definition_words = {postgresql_definition_words, 1},
                                            .system_tables = {postgresql_system_tables, 1}};
/// mariadb.com/kb/en/identifier-names, string-literals, comment-syntax; with ANSI_QUOTES, which migrations set.
inline constexpr lexicon mariadb_lexicon{.backticks = true,
                                         .backslash_escapes = true,
                                         .hash_comments = true,
                                         .at_parameters = true,
                                         .question_parameters = true,
                                         .executable_comments = true,
                                         .definition_words = {mariadb_definition_words, 1},
                                         .system_tables = {mariadb_system_tables, 2}};
/// learn.microsoft.com, "Database identifiers".
inline constexpr lexicon mssql_lexicon{.brackets = true, .at_parameters = true};
/// docs.oracle.com, "Database Object Names and Qualifiers".
inline constexpr lexicon oracle_lexicon{.colon_parameters = true};

/// For a text that is not for one database: the lexicon with the most kinds of quotes.
inline constexpr const lexicon& default_lexicon = sqlite_lexicon;
/// The lexicon in which brackets stand around the elements of arrays.
inline constexpr const lexicon& array_lexicon = postgresql_lexicon;

/// The lexicon of a text for one database.
constexpr const lexicon& lexicon_of(op::dialect_id dialect) {
    switch (dialect) {
        case op::dialect_id::postgresql: return postgresql_lexicon;
        case op::dialect_id::mariadb:
        case op::dialect_id::mysql: return mariadb_lexicon;
        case op::dialect_id::mssql: return mssql_lexicon;
        case op::dialect_id::oracle: return oracle_lexicon;
        default: return default_lexicon;
    }
}

}  // namespace aludel::inline v0_1::syntax
