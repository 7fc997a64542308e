// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/postgresql/needs.hpp>
#include <aludel/dialect/postgresql/own_tables.hpp>
#include <aludel/dialect/postgresql/pinned_views.hpp>
#include <aludel/dialect/postgresql/revision_statements.hpp>
#include <aludel/dialect/postgresql/script.hpp>
#include <aludel/sql/uses.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// PostgreSQL.
template <>
struct dialect_of<op::dialect_id::postgresql> {
    static constexpr op::dialect target = postgresql;
    using needs = postgresql_dialect::needs;
    using writer = postgresql_statements;
    using script = postgresql_dialect::script;
    using own_tables = postgresql_dialect::own_tables;

    static constexpr std::string_view unsupported(const op::operations_view&, const op::operation&,
                                                  const op::dialect&) {
        return {};  // its traits say all
    }
    static constexpr void follow(schema& state, const op::operation& operation) {
        postgresql_dialect::pin_views(state, operation);
    }
    static constexpr bool is_rebuild(std::string_view) { return false; }
    static constexpr bool may_define(std::string_view sql) { return syntax::may_define(sql); }
};

}  // namespace aludel::inline v0_1
