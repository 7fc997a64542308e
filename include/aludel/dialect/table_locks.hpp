// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/effect_reader.hpp>
#include <aludel/dialect/postgresql/effect_reader.hpp>
#include <aludel/dialect/postgresql/table_rewrite.hpp>
#include <aludel/dialect/sqlite/statement_effect.hpp>
#include <aludel/dialect/statement_effect.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/table_view.hpp>

#include <string_view>  // string_view

// What the databases say of locks, and of changes that take long.

namespace aludel::inline v0_1::dialect {

/// What a statement does to sessions that use the same table meanwhile. `operation` is what it was written for, and
/// `before` the schema before that.
constexpr statement_effect effect_of(const op::dialect& database, std::string_view sql,
                                     const op::operations_view& arrays, const op::operation& operation,
                                     const schema& before) {
    switch (database.id) {
        case op::dialect_id::sqlite: return sqlite_dialect::effect_of(sql);
        case op::dialect_id::postgresql:
            return postgresql_dialect::effect_reader(sql, arrays, operation, before.table(operation.table)).read();
        case op::dialect_id::mariadb:
        case op::dialect_id::mysql: return mysql_family::effect_reader(database, sql, arrays, operation, before).read();
        default: return {};
    }
}

/// How a database changes the table of an operation, which is `table` in the schema before it; for databases that tell
/// algorithms.
constexpr table_change change_of(const op::dialect& database, const op::operations_view& arrays,
                                 const op::operation& operation, const schema& before, const op::table_view& table) {
    return database.traits->tells_algorithms
        ? mysql_family::change_reader(database, arrays, operation, before, table).read()
        : table_change{};
}

/// What of the ALGORITHM and LOCK of an operation a database refuses, given the best way that it can; empty: nothing.
constexpr detail::sentence refused_option(const op::dialect& database, const op::operation& operation,
                                          const table_change& best) {
    return database.traits->tells_algorithms ? mysql_family::refused_option(database, operation, best)
                                             : detail::sentence{};
}

/// Whether a column's change of type makes a database write every row of its table anew; for databases whose changes
/// lock tables.
constexpr bool rewrites(op::dialect_id which, const op::table_view& table, const op::data_type& old_type,
                        const op::operations_view& arrays, const op::data_type& new_type) {
    switch (which) {
        case op::dialect_id::postgresql: return postgresql_dialect::rewrites(*table.arrays, old_type, arrays, new_type);
        default: return false;
    }
}

/// Whether the default of a new column makes it do so.
constexpr bool is_volatile(op::dialect_id which, std::string_view expression) {
    switch (which) {
        case op::dialect_id::postgresql: return postgresql_dialect::is_volatile(expression);
        default: return false;
    }
}

}  // namespace aludel::inline v0_1::dialect
