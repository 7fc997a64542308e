// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/range.hpp>
#include <aludel/base/text_view.hpp>

#include <cstdint>  // uint8_t, uint16_t, uint32_t

namespace aludel::inline v0_1::op {

/// The kinds of operations, one for each word of the DSL. Append only: the values are in checksums.
enum class operation_kind : std::uint8_t {
    create_table,
    drop_table,
    rename_table,
    add_column,
    drop_column,
    rename_column,
    alter_column,
    add_constraint,
    drop_constraint,
    create_index,
    drop_index,
    create_view,
    drop_view,
    comment_on_table,
    insert,
    execute,
    run,
    delete_rows,  ///< the inverse of an insert of rows with a key; only derived downgrades have it
    create_trigger,
    drop_trigger,
    create_enum,
    drop_enum,
    add_enum_value,
    rename_enum_value,
    drop_enum_value,
    create_sequence,
    drop_sequence,
    create_extension,
    drop_extension,
    create_function,
    drop_function,
    create_schema,
    drop_schema,
    validate_constraint,
    refresh_view,  ///< of a materialized view
};

/// When a trigger runs: before or after a change of each row, or instead of it. Append only: the values are in
/// checksums.
enum class trigger_timing : std::uint8_t { before, after, instead_of };

/// The change of a row that a trigger runs at. Append only: the values are in checksums.
enum class trigger_event : std::uint8_t { insert, update, delete_ };

/// The attributes that an `alter_column` changes, as a set of flags; their new values are in the operation's one
/// column. Append only: the values are in checksums.
enum class change : std::uint16_t {
    none = 0,
    type = 1,
    nullability = 2,
    default_value = 4,
    name = 8,
    comment = 16,
    identity = 32,
    generated = 64,  ///< a generated column becomes an ordinary one
    collation = 128,
};
/// The union of two sets of changes.
constexpr change operator|(change a, change b) {
    return static_cast<change>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
/// Whether a set of changes contains one of them.
constexpr bool has(change set, change one) { return (static_cast<unsigned>(set) & static_cast<unsigned>(one)) != 0; }

/// How MariaDB and MySQL are to change a table (ALGORITHM), from the best on: in the catalog alone; without copying the
/// table; without the detour of a copy that others cannot write to; as a copy. `standard`: the best that there is.
/// Append only: the values are in checksums.
enum class algorithm : std::uint8_t { standard, instant, nocopy, inplace, copy };

/// What others can do meanwhile (LOCK): read and write, read, or nothing. Append only: the values are in checksums.
enum class locking : std::uint8_t { standard, none, shared, exclusive };

/// The databases that a SQL text can be written for; `any` is every other one. Append only: the values are in
/// checksums.
enum class dialect_id : std::uint8_t { any, sqlite, postgresql, mariadb, mysql, mssql, oracle };

/// Raw SQL for one dialect, or (`any`) for all dialects that have no text of their own.
struct dialect_text {
    dialect_id dialect;
    text_view sql;
};

/// The options of a table; an empty text is an absent option.
struct table_options {
    bool strict;         ///< SQLite: STRICT
    bool without_rowid;  ///< SQLite: WITHOUT ROWID
    text_view comment;
    text_view engine;   ///< MariaDB, MySQL: ENGINE
    text_view charset;  ///< MariaDB, MySQL: DEFAULT CHARSET
    bool unlogged;      ///< PostgreSQL: UNLOGGED
    text_view tablespace;
    text_view storage;       ///< PostgreSQL: the storage parameters, WITH (...)
    text_view partition_by;  ///< PostgreSQL: PARTITION BY, such as `RANGE (day)`
};

/// Of an `execute` in batches whose number of rows is less than 1 or more than 1,000,000,000.
inline constexpr std::uint32_t no_batch_rows = 0xFFFF'FFFF;

/// One step of a revision. `kind` decides which members are used. Ranges are in the arrays of the operation list that
/// the operation belongs to.
struct operation {
    operation_kind kind = operation_kind::execute;
    bool if_exists;
    bool if_not_exists;
    bool materialized;         ///< create_view, drop_view: the view keeps its rows
    bool concurrently;         ///< drop_index, refresh_view: without blocking others
    bool declared;             ///< an effect of the raw SQL before it, by .does(...): no statement is written for it
    trigger_timing timing;     ///< create_trigger; add_enum_value: on which side of the value in `text`
    change changes;            ///< alter_column
    trigger_event event;       ///< create_trigger
    op::algorithm algorithm;   ///< of a change of a table: otherwise the server is to refuse it
    op::locking locking;       ///< the same
    std::uint32_t run;         ///< run: the index of the function, among those of the revision's upgrade or downgrade
    std::uint32_t empty_rows;  ///< insert: the number of rows without values after the last row that has some
    std::uint32_t batch_rows;  ///< execute: the most rows that it changes at once; 0: all, `no_batch_rows`: invalid
    /// Of the parts of an operation of the user that says how it is undone: a number that they and what undoes them, in
    /// the downgrade of their revision, have in common. 0: it is none.
    std::uint32_t undo;
    std::uint32_t
        schema_hash;  ///< `hash_of_schema` the schema where other schemas have a table of this name; it is in its hash
    text_view schema;
    aludel::name table;  ///< the table; for create_view and drop_view the view; for create_trigger either
    text_view
        object;  ///< the column, constraint, index, trigger, type or other object that is added, dropped or altered
    /// The new name of a rename; the new value of an enumeration; of a trigger that raw SQL created, its statement.
    text_view to;
    /// create_table, add_column, alter_column; create_enum, create_sequence: one, for its type or identity.
    range columns;
    range constraints;  ///< create_table, add_column, add_constraint
    range indexes;      ///< create_table, add_column, create_index
    range options;      ///< create_table: at most one
    range cells;        ///< insert; create_trigger: the columns of UPDATE OF, without values
    range texts;        ///< execute, create_view, create_trigger, create_function: at most one per dialect
    /// comment_on_table: the comment; alter_column: the USING expression of a type change; create_trigger: the WHEN
    /// expression; of an enumeration: the value that exists
    text_view text;
};

}  // namespace aludel::inline v0_1::op
