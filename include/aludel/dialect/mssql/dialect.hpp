// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/mssql/own_tables.hpp>
#include <aludel/dialect/mssql/revision_statements.hpp>
#include <aludel/dialect/mssql/script.hpp>
#include <aludel/sql/uses.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// SQL Server, for scripts.
template <>
struct dialect_of<op::dialect_id::mssql> {
    static constexpr op::dialect target = mssql;
    using needs = dialect::no_needs;
    using writer = mssql_statements;
    using script = mssql_dialect::script;
    using own_tables = mssql_dialect::own_tables;

    static constexpr std::string_view unsupported(const op::operations_view& arrays, const op::operation& operation,
                                                  const op::dialect&) {
        if (operation.kind == op::operation_kind::alter_column && op::has(operation.changes, op::change::identity))
            return "cannot make a column an identity that exists already, nor take that away; create another column";
        if (operation.kind == op::operation_kind::create_trigger && !operation.text.empty())
            return "has no WHEN of triggers; write the condition into the body, over the rows of inserted and deleted";
        for (const op::column& each : operation.columns.of(arrays.columns))
            if (each.generated == op::generated_kind::virtual_ && !each.nullable)
                return "has no NOT NULL of a generated column that is not stored; make it al::stored";
        return {};
    }
    static constexpr bool is_rebuild(std::string_view) { return false; }
    static constexpr bool may_define(std::string_view sql) { return syntax::may_define(sql); }
};

}  // namespace aludel::inline v0_1
