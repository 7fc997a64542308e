// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/range.hpp>
#include <aludel/base/text_view.hpp>

#include <cstdint>      // uint8_t, uint16_t, uint32_t

namespace aludel::inline v0_1::op {

enum class operation_kind : std::uint8_t {
    create_table, drop_table, rename_table, add_column, drop_column, rename_column, alter_column, add_constraint,
    drop_constraint, create_index, drop_index, create_view, drop_view, comment_on_table, insert, execute, run,
    delete_rows,  ///< what undoes an insert of rows with a key; no word of the language writes it
};

/// What an `alter_column` changes; the new attributes stand in the operation's one column.
enum class change : std::uint16_t {
    none = 0, type = 1, nullability = 2, default_value = 4, name = 8, comment = 16, identity = 32,
};
constexpr change operator|(change a, change b) { return static_cast<change>(static_cast<unsigned>(a) | static_cast<unsigned>(b)); }
constexpr bool has(change set, change one) { return (static_cast<unsigned>(set) & static_cast<unsigned>(one)) != 0; }

/// Databases that a text can be meant for.
enum class dialect_id : std::uint8_t { any, sqlite, postgresql, mariadb, mysql, mssql, oracle };

/// Raw SQL for one dialect, or for all that have none of their own.
struct dialect_text {
    dialect_id dialect;
    text_view sql;
};

/// What a table has beside columns and constraints.
struct table_options {
    bool strict;
    bool without_rowid;
    text_view comment;
    text_view engine;
    text_view charset;
};

/// One step of a revision. `kind` says which members mean something; those that hold lists are ranges in the arrays of
/// the operation list that the operation belongs to.
struct operation {
    operation_kind kind = operation_kind::execute;
    bool if_exists;
    bool if_not_exists;
    change changes;     ///< alter_column
    std::uint32_t run;  ///< run: which of the revision's functions
    std::uint32_t empty_rows;  ///< insert: rows without values behind the last that has some
    text_view schema;
    aludel::name table; ///< the table; of create_view and drop_view the view
    text_view object;   ///< the column, constraint or index that is dropped, renamed or altered
    text_view to; ///< the new name
    range columns; ///< create_table, add_column, alter_column
    range constraints; ///< create_table, add_column, add_constraint
    range indexes; ///< create_table, add_column, create_index
    range options; ///< create_table: at most one
    range cells; ///< insert
    range texts; ///< execute, create_view
    text_view text; ///< a comment; the USING expression of a type change
};

}  // namespace aludel::inline v0_1::op
