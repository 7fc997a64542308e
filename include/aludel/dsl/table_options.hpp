// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>

#include <string_view>  // string_view
#include <type_traits>  // is_same_v

namespace aludel::inline v0_1 {

namespace dsl {

/// The type of `al::strict`.
struct strict_word {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "strict";
    static constexpr counts adds{};
    constexpr void apply_to_table(builder& target) const { target.options[0].strict = true; }
};

/// The type of `al::without_rowid`.
struct without_rowid_word {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "without_rowid";
    static constexpr counts adds{};
    constexpr void apply_to_table(builder& target) const { target.options[0].without_rowid = true; }
};

/// What `al::engine(...)` returns.
struct engine_word {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "engine";
    static constexpr counts adds{};
    std::string_view said;
    constexpr void apply_to_table(builder& target) const { target.options[0].engine = said; }
};

/// What `al::charset(...)` returns.
struct charset_word {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "charset";
    static constexpr counts adds{};
    std::string_view said;
    constexpr void apply_to_table(builder& target) const { target.options[0].charset = said; }
};

/// The type of `al::unlogged`.
struct unlogged_word {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "unlogged";
    static constexpr counts adds{};
    constexpr void apply_to_table(builder& target) const { target.options[0].unlogged = true; }
};

/// What `al::tablespace(...)`, `al::storage(...)` and `al::partition_by(...)` return.
struct table_text_word {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "a table option";
    static constexpr counts adds{};
    op::text_view op::table_options::* option;
    std::string_view value;
    constexpr void apply_to_table(builder& target) const { target.options[0].*option = value; }
};

/// The type of `al::if_not_exists`.
struct if_not_exists_word {
    static constexpr auto places = place::table_element | place::create_option;
    static constexpr std::string_view spelling = "if_not_exists";
    static constexpr counts adds{};
    constexpr void apply(op::operation& target) const { target.if_not_exists = true; }
    constexpr void apply_to_table(builder& target) const { target.list[0].if_not_exists = true; }
};

/// What `al::in_schema(...)` returns.
struct in_schema_word {
    static constexpr auto places =
        place::table_element | place::operation_option | place::drop_option | place::create_option;
    static constexpr std::string_view spelling = "in_schema";
    static constexpr counts adds{};
    name schema;
    constexpr void apply_to_table(builder& target) const { target.list[0].schema = schema; }
    constexpr void apply(op::operation& target) const { target.schema = schema; }
};

/// Whether a type is that of `al::in_schema(...)`.
template <class T>
inline constexpr bool is_in_schema = std::is_same_v<T, in_schema_word>;

/// The type of `al::if_exists`.
struct if_exists_word {
    static constexpr auto places = static_cast<unsigned>(place::drop_option);
    static constexpr std::string_view spelling = "if_exists";
    static constexpr counts adds{};
    constexpr void apply(op::operation& target) const { target.if_exists = true; }
};

}  // namespace dsl

inline constexpr dsl::strict_word strict{};                ///< STRICT: column types are enforced
inline constexpr dsl::without_rowid_word without_rowid{};  ///< WITHOUT ROWID: stored by its primary key
inline constexpr dsl::if_not_exists_word if_not_exists{};  ///< create_...: no error where it exists
inline constexpr dsl::if_exists_word if_exists{};          ///< drop_...: no error where it does not exist
/// The schema of a table, a view, a type or another object, and of what a foreign key references. Operations on a table
/// find its schema by themselves.
constexpr dsl::in_schema_word in_schema(name schema) { return {schema}; }
constexpr dsl::engine_word engine(std::string_view message) { return {message}; }    ///< MariaDB, MySQL: ENGINE
constexpr dsl::charset_word charset(std::string_view message) { return {message}; }  ///< MariaDB, MySQL: CHARSET

/// UNLOGGED: rows are not written to the log, and are lost in a crash. Databases without it log them.
inline constexpr dsl::unlogged_word unlogged{};
/// TABLESPACE of a table.
constexpr dsl::table_text_word tablespace(std::string_view place) { return {&op::table_options::tablespace, place}; }
/// WITH: the storage parameters of a table as SQL, such as `fillfactor = 70`.
constexpr dsl::table_text_word storage(std::string_view parameters) {
    return {&op::table_options::storage, parameters};
}
/// PARTITION BY, as SQL: `partition_by("RANGE (day)")`. AL215 refuses it for databases other than PostgreSQL. Its
/// partitions are created by raw SQL.
constexpr dsl::table_text_word partition_by(std::string_view key) { return {&op::table_options::partition_by, key}; }

}  // namespace aludel::inline v0_1
