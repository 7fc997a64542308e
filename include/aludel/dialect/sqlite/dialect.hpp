// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/sqlite/needs.hpp>
#include <aludel/dialect/sqlite/own_tables.hpp>
#include <aludel/dialect/sqlite/revision_statements.hpp>
#include <aludel/dialect/sqlite/script.hpp>
#include <aludel/sql/statements.hpp>
#include <aludel/sql/uses.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// SQLite.
template <>
struct dialect_of<op::dialect_id::sqlite> {
    static constexpr op::dialect target = sqlite;
    using needs = sqlite_dialect::needs;
    using writer = sqlite_statements;
    using script = sqlite_dialect::script;
    using own_tables = sqlite_dialect::own_tables;

    /// Always empty: without a statement for an operation the table is rebuilt, and options without a meaning in SQLite
    /// are omitted.
    static constexpr std::string_view unsupported(const op::operations_view&, const op::operation&,
                                                  const op::dialect&) {
        return {};
    }
    static constexpr bool is_rebuild(std::string_view sql) {
        return sql.find(sqlite_dialect::rebuilt_prefix) != std::string_view::npos;
    }
    static constexpr bool may_define(std::string_view sql) {
        return syntax::may_define(sql) || syntax::mentions(sql, "sqlite_schema") ||
            syntax::mentions(sql, "sqlite_master");
    }
};

}  // namespace aludel::inline v0_1
