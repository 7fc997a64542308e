// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/oracle/own_tables.hpp>
#include <aludel/dialect/oracle/revision_statements.hpp>
#include <aludel/dialect/oracle/script.hpp>
#include <aludel/sql/uses.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// Oracle, for scripts.
template <>
struct dialect_of<op::dialect_id::oracle> {
    static constexpr op::dialect target = oracle;
    using needs = dialect::no_needs;
    using writer = oracle_statements;
    using script = oracle_dialect::script;
    using own_tables = oracle_dialect::own_tables;

    static constexpr std::string_view unsupported(const op::operations_view& arrays, const op::operation& operation,
                                                  const op::dialect&) {
        if (operation.kind == op::operation_kind::create_schema || operation.kind == op::operation_kind::drop_schema)
            return "has no schemas but those of its users; create the user with al::execute, or beforehand";
        for (const op::column& each : operation.columns.of(arrays.columns)) {
            if (each.type.kind == op::type_kind::time)
                return "has no type for a time of day; use al::interval, or al::varchar(15)";
            if (each.generated == op::generated_kind::stored)
                return "has no generated columns that are stored; make it al::virtual_";
        }
        for (const op::constraint& each : operation.constraints.of(arrays.constraints))
            if (each.on_update != op::referential_action::no_action &&
                each.on_update != op::referential_action::restrict)
                return "has no ON UPDATE of foreign keys; take .on_update(...) away, or write a trigger";
        return {};
    }
    static constexpr bool is_rebuild(std::string_view) { return false; }
    static constexpr bool may_define(std::string_view sql) { return syntax::may_define(sql); }
};

}  // namespace aludel::inline v0_1
