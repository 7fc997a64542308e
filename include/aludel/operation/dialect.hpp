// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operation.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace op {

/// How DDL statements, which change the schema, behave in transactions.
enum class ddl_kind : std::uint8_t {
    transactional,   ///< they are committed or rolled back with their transaction
    commits_itself,  ///< each commits at once, together with the transaction that it is in
};

/// Where the name of an index must be unique: in the schema, or only among the indexes of its table.
enum class index_scope : std::uint8_t { schema, table };

/// In traits: no version of the database has it.
inline constexpr int never = 0x7FFF'FFFF;
/// What a history can write and a database may lack, as a set of flags.
enum class feature : std::uint16_t {
    none = 0,
    partial_index = 1,         ///< an index with a WHERE
    included_column = 2,       ///< INCLUDE of an index
    expression_index = 4,      ///< an index of an expression
    deferrable_key = 8,        ///< DEFERRABLE
    key_match = 16,            ///< MATCH of a foreign key
    set_default = 32,          ///< ON DELETE SET DEFAULT, ON UPDATE SET DEFAULT
    strict_identity = 64,      ///< an identity that is `always`, or whose step is not 1
    unsized_numeric = 128,     ///< `numeric` that holds any number of digits without a precision
    interval = 256,            ///< a type for intervals
    generated_not_null = 512,  ///< NOT NULL of a generated column
    update_of_trigger = 1024,  ///< a trigger AFTER UPDATE OF certain columns
    optional_index = 2048,     ///< IF NOT EXISTS and IF EXISTS of an index, IF EXISTS of a constraint
    keyless_number = 4096,     ///< a column that numbers the rows and begins no key or index
};
/// The union of two sets of features.
constexpr feature operator|(feature a, feature b) {
    return static_cast<feature>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
/// What is in both sets of features.
constexpr feature operator&(feature a, feature b) {
    return static_cast<feature>(static_cast<unsigned>(a) & static_cast<unsigned>(b));
}
/// Whether a set of features contains one of them.
constexpr bool has(feature set, feature one) { return (static_cast<unsigned>(set) & static_cast<unsigned>(one)) != 0; }

/// A function of expressions that a database has from a version on.
struct later_function {
    std::string_view name;
    int since;
};

/// The properties of a database that code outside of its own folder needs, as plain data: one constant for each
/// database.
struct dialect_traits {
    std::string_view name{};           ///< its name in messages
    std::string_view word{};           ///< its name in C++ and on the command line, and the scheme of its URLs
    std::string_view client_option{};  ///< what CMake sets where the tool is to have its client; empty: nothing
    int oldest = 0;                    ///< the oldest supported version, in the form of `dialect::version`
    ddl_kind ddl = ddl_kind::transactional;
    index_scope index_names = index_scope::schema;
    std::string_view reserved_prefix{};       ///< the beginning of reserved names, in lower case
    bool indexes_share_table_names = false;   ///< an index cannot have the name of a table or view
    bool names_ignore_case = false;           ///< names that differ in the case of letters are the same
    std::size_t longest_identifier = 0;       ///< 0: no limit
    bool limit_is_in_characters = false;      ///< the limit counts characters of UTF-8; false: bytes
    std::size_t most_columns = 0;             ///< of a table; 0: not known
    bool keys_need_equal_types = false;       ///< a foreign key must have exactly the type of its target
    bool numbers_plain_integer_keys = false;  ///< an INTEGER key is numbered without `autoincrement` as well
    bool rounds_numeric = false;              ///< numbers of `numeric` are doubles or 64-bit integers
    bool texts_are_read = false;              ///< the library parses its SQL, and refuses incomplete texts
    bool names_in_texts_are_read = false;     ///< the library knows which tables and columns its SQL names
    bool unknown_quoted_is_text = false;      ///< an unknown name in double quotes is a text and not an error
    bool expressions_keep_the_table = false;  ///< a table's name in its own expressions is not renamed with it
    bool strict_types_are_fixed = false;      ///< a STRICT table has types of a fixed list only
    int strict_since = 0;                     ///< the first version with such tables
    std::string_view row_number{};            ///< the column without a name of its own that numbers the rows of tables
    bool before_triggers = true;              ///< BEFORE triggers exist
    bool instead_of_triggers = false;         ///< INSTEAD OF triggers of views exist
    bool concurrent_needs_no_transaction = false;  ///< an index is built `.concurrently()` outside of transactions only
    bool used_types_are_fixed =
        false;                         ///< the type of a column cannot be changed while something else is defined by it
    int virtual_since = 0;             ///< the first version with generated columns that are computed when read
    bool texts_lack_nul = false;       ///< a text cannot contain NUL
    bool views_keep_columns = false;   ///< a view's own columns keep their names when those of its tables are renamed
    bool numbers_any_column = false;   ///< `autoincrement` needs no key
    bool booleans_are_numbers = true;  ///< 0 and 1 are values of `boolean`
    bool has_true = true;              ///< TRUE and FALSE are words of SQL
    bool enumerations_are_types = false;  ///< an enumeration is a type with a name, which several columns can have
    bool new_enum_values_wait = false;    ///< a value cannot be used in the transaction that adds it to such a type
    bool schemas = false;                 ///< a database has several schemas, and names are found along a path
    bool schemas_are_databases = false;   ///< what is named as a schema is a database, and no path leads to it
    bool sequences = false;               ///< sequences exist beside those of columns
    bool extensions = false;              ///< a server has extensions, which each database has to create
    bool functions = false;               ///< functions can be created by SQL
    /// A server for several sessions, where a change of the schema locks its tables until the transaction ends, and
    /// CONCURRENTLY and NOT VALID spare them the long work under the lock.
    bool changes_lock_tables = false;
    bool json_has_no_order = false;        ///< values of `json` cannot be compared, and be in no key
    bool keys_leave_not_null = false;      ///< the columns of a primary key stay NOT NULL when the key is dropped
    bool identity_needs_not_null = false;  ///< only a NOT NULL column without a default can become an identity
    bool keyed_types_are_fixed = false;  ///< the type of a column cannot be changed while a key, check or index has it
    bool identity_needs_new_column = false;  ///< a column that exists cannot become an identity
    bool long_types_are_fixed = false;       ///< a type of any length cannot become another, nor another become one
    bool tells_algorithms =
        false;  ///< a change of a table has an ALGORITHM and a LOCK, and keeps others out by copying
    // The first version with what only some databases have.
    int exclusions_since = never;       ///< exclusion constraints
    int deferrable_keys_since = never;  ///< primary keys and unique constraints that are DEFERRABLE
    int equal_nulls_since = never;      ///< NULLS NOT DISTINCT
    int materialized_views_since = never;
    int drop_expression_since = never;  ///< a generated column becomes an ordinary one
    int unvalidated_since = never;      ///< constraints that are NOT VALID; other databases check rows at once
    int partitions_since = never;
    /// Functions that the oldest version lacks; the last has no name. Null: none is known.
    const later_function* later_functions = nullptr;
    bool keys_lack_texts = false;              ///< a text or blob cannot be in an index or key
    bool checks_only_users_values = false;     ///< a check cannot use a column that the database itself writes to
    bool key_names_are_global = false;         ///< the names of foreign keys must differ in the whole database
    bool check_names_are_global = false;       ///< and so must those of checks
    bool constraint_names_are_global = false;  ///< and so must those of all constraints
    /// A column of a foreign key that a generated column uses cannot be renamed.
    bool used_columns_keep_names = false;
    bool cascades_form_a_tree = false;  ///< no table is reached twice by ON DELETE, or ON UPDATE, actions from another
    int bars_concatenate_since = 0;     ///< the first version where || joins texts
    bool texts_follow_renames = true;   ///< a view or trigger follows when what it uses is renamed
    bool ids_are_ascii = false;         ///< the version table holds ids of ASCII characters only
    /// The engine of tables with transactions, which clusters replicate; empty: there is one engine only.
    std::string_view replicated_engine{};
    char quote = '"';                       ///< around identifiers
    std::string_view terminator = ";\n\n";  ///< after each statement of a script
    feature lacks = feature::none;
};
/// The traits of no database.
inline constexpr dialect_traits unknown_traits{};

/// A database and the oldest version of it that the generated statements must work on. The version is
/// `major * 1'000'000 + minor * 1'000 + patch`.
struct dialect {
    dialect_id id = dialect_id::any;
    int version = 0;
    const dialect_traits* traits = &unknown_traits;
    bool is_plain = false;  ///< scripts have no commands of the database's shell

    /// The same database with another oldest version: `al::sqlite.since(3, 53)`.
    [[nodiscard]] constexpr dialect since(int major, int minor = 0, int patch = 0) const {
        return {id, major * 1'000'000 + minor * 1'000 + patch, traits, is_plain};
    }
    /// The same database, with scripts for clients other than its shell: `al::postgresql.plain()`.
    [[nodiscard]] constexpr dialect plain() const { return {id, version, traits, true}; }

    friend constexpr bool operator==(const dialect& a, const dialect& b) {
        return a.id == b.id && a.version == b.version;
    }
};

/// What both MariaDB and MySQL lack.
inline constexpr feature mysql_lacks = feature::partial_index | feature::included_column | feature::deferrable_key |
    feature::key_match | feature::set_default | feature::strict_identity | feature::unsized_numeric |
    feature::interval | feature::update_of_trigger | feature::keyless_number;

// The list of databases. PostgreSQL truncates identifiers to NAMEDATALEN - 1 bytes without an error.
inline constexpr dialect_traits sqlite_traits{.name = "SQLite",
                                              .word = "sqlite",
                                              .oldest = 3'035'005,
                                              .reserved_prefix = "sqlite_",
                                              .indexes_share_table_names = true,
                                              .names_ignore_case = true,
                                              .most_columns = 2000,
                                              .numbers_plain_integer_keys = true,
                                              .rounds_numeric = true,
                                              .texts_are_read = true,
                                              .names_in_texts_are_read = true,
                                              .unknown_quoted_is_text = true,
                                              .expressions_keep_the_table = true,
                                              .strict_types_are_fixed = true,
                                              .strict_since = 3'037'000,
                                              .row_number = "rowid",
                                              .instead_of_triggers = true,
                                              .drop_expression_since = 0};
inline constexpr later_function postgresql_functions[] = {
    {"gen_random_uuid", 13'000'000}, {"date_bin", 14'000'000},      {"trim_array", 14'000'000},
    {"bit_count", 14'000'000},       {"random_normal", 16'000'000}, {"uuidv4", 18'000'000},
    {"uuidv7", 18'000'000},          {"casefold", 18'000'000},      {{}, 0},
};
inline constexpr dialect_traits postgresql_traits{.name = "PostgreSQL",
                                                  .word = "postgresql",
                                                  .client_option = "ALUDEL_POSTGRESQL",
                                                  .oldest = 12'000'000,
                                                  .indexes_share_table_names = true,
                                                  .longest_identifier = 63,
                                                  .most_columns = 1600,
                                                  .names_in_texts_are_read = true,
                                                  .instead_of_triggers = true,
                                                  .concurrent_needs_no_transaction = true,
                                                  .used_types_are_fixed = true,
                                                  .virtual_since = 18'000'000,
                                                  .texts_lack_nul = true,
                                                  .views_keep_columns = true,
                                                  .numbers_any_column = true,
                                                  .booleans_are_numbers = false,
                                                  .enumerations_are_types = true,
                                                  .new_enum_values_wait = true,
                                                  .schemas = true,
                                                  .sequences = true,
                                                  .extensions = true,
                                                  .functions = true,
                                                  .changes_lock_tables = true,
                                                  .json_has_no_order = true,
                                                  .keys_leave_not_null = true,
                                                  .identity_needs_not_null = true,
                                                  .exclusions_since = 0,
                                                  .deferrable_keys_since = 0,
                                                  .equal_nulls_since = 15'000'000,
                                                  .materialized_views_since = 0,
                                                  .drop_expression_since = 13'000'000,
                                                  .unvalidated_since = 0,
                                                  .partitions_since = 0,
                                                  .later_functions = postgresql_functions};
inline constexpr dialect_traits mariadb_traits{
    .name = "MariaDB",
    .word = "mariadb",
    .client_option = "ALUDEL_MARIADB",
    .oldest = 10'006'000,
    .ddl = ddl_kind::commits_itself,
    .index_names = index_scope::table,
    .names_ignore_case = true,
    .longest_identifier = 64,
    .limit_is_in_characters = true,
    .most_columns = 1017,
    .keys_need_equal_types = true,
    .names_in_texts_are_read = true,
    .schemas_are_databases = true,
    .keys_leave_not_null = true,
    .tells_algorithms = true,
    .keys_lack_texts = true,
    .checks_only_users_values = true,
    .key_names_are_global = true,
    .texts_follow_renames = false,
    .ids_are_ascii = true,
    .replicated_engine = "InnoDB",
    .quote = '`',
    .lacks = mysql_lacks | feature::expression_index | feature::generated_not_null};
/// MySQL is MariaDB but for this.
inline constexpr dialect_traits mysql_traits = [] {
    dialect_traits result = mariadb_traits;
    result.name = "MySQL", result.word = "mysql", result.oldest = 8'000'029;
    result.check_names_are_global = result.used_columns_keep_names = true;
    result.lacks = mysql_lacks | feature::optional_index;
    return result;
}();
inline constexpr dialect_traits mssql_traits{.name = "SQL Server",
                                             .word = "mssql",
                                             .oldest = 15'000'000,
                                             .index_names = index_scope::table,
                                             .names_ignore_case = true,
                                             .longest_identifier = 128,
                                             .limit_is_in_characters = true,
                                             .most_columns = 1024,
                                             .before_triggers = false,
                                             .instead_of_triggers = true,
                                             .has_true = false,
                                             .schemas = true,
                                             .sequences = true,
                                             .keys_leave_not_null = true,
                                             .keyed_types_are_fixed = true,
                                             .identity_needs_new_column = true,
                                             .keys_lack_texts = true,
                                             .constraint_names_are_global = true,
                                             .cascades_form_a_tree = true,
                                             .bars_concatenate_since = 17'000'000,
                                             .terminator = ";\nGO\n\n",
                                             .lacks = feature::expression_index | feature::deferrable_key |
                                                 feature::key_match | feature::unsized_numeric | feature::interval |
                                                 feature::update_of_trigger};
inline constexpr dialect_traits oracle_traits{
    .name = "Oracle",
    .word = "oracle",
    .oldest = 19'000'000,
    .ddl = ddl_kind::commits_itself,
    .longest_identifier = 128,
    .most_columns = 1000,
    .instead_of_triggers = true,
    .has_true = false,
    .schemas = true,
    .sequences = true,
    .identity_needs_new_column = true,
    .long_types_are_fixed = true,
    .keys_lack_texts = true,
    .constraint_names_are_global = true,
    .terminator = "\n/\n\n",
    .lacks = feature::partial_index | feature::included_column | feature::key_match | feature::set_default};

}  // namespace op

// Each constant is a database with the oldest version that is supported; `.since(major, minor)` requires a newer one.

/// SQLite 3.35.5 or newer, the first with a correct DROP COLUMN.
inline constexpr op::dialect sqlite{op::dialect_id::sqlite, op::sqlite_traits.oldest, &op::sqlite_traits};
inline constexpr op::dialect postgresql{op::dialect_id::postgresql, op::postgresql_traits.oldest,
                                        &op::postgresql_traits};
inline constexpr op::dialect mariadb{op::dialect_id::mariadb, op::mariadb_traits.oldest, &op::mariadb_traits};
inline constexpr op::dialect mysql{op::dialect_id::mysql, op::mysql_traits.oldest, &op::mysql_traits};
inline constexpr op::dialect mssql{op::dialect_id::mssql, op::mssql_traits.oldest, &op::mssql_traits};
inline constexpr op::dialect oracle{op::dialect_id::oracle, op::oracle_traits.oldest, &op::oracle_traits};

/// All databases that can be named, indexed by their `dialect_id`.
inline constexpr op::dialect named_dialects[] = {{}, sqlite, postgresql, mariadb, mysql, mssql, oracle};

/// The traits of a database by its id; empty ones for an id that is not known.
constexpr const op::dialect_traits& traits_of(op::dialect_id which) {
    constexpr unsigned count = sizeof(named_dialects) / sizeof(op::dialect);
    return static_cast<unsigned>(which) < count ? *named_dialects[static_cast<unsigned>(which)].traits
                                                : op::unknown_traits;
}

/// The database that a history is checked for, and scripts are written for, if none is named.
inline constexpr const op::dialect& default_dialect = sqlite;

}  // namespace aludel::inline v0_1
