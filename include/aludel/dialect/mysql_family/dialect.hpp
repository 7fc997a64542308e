// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/mysql_family/own_tables.hpp>
#include <aludel/dialect/mysql_family/revision_statements.hpp>
#include <aludel/dialect/mysql_family/script.hpp>
#include <aludel/sql/uses.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// What the dialects of the family have in common.
template <const spelling& Words>
struct dialect_base {
    static constexpr op::dialect target = named_dialects[static_cast<unsigned>(Words.id)];
    using needs = dialect::no_needs;
    using script = mysql_family::script<Words>;
    using own_tables = mysql_family::own_tables;

    struct writer : statements {
        constexpr explicit writer(op::dialect written_for = target) : statements(Words, written_for) {}
    };

    static constexpr std::string_view unsupported(const op::operations_view&, const op::operation& operation,
                                                  const op::dialect&) {
        return is_known(operation.kind) ? "" : "has no such operation";  // its traits say the rest
    }
    static constexpr bool is_rebuild(std::string_view) { return false; }
    static constexpr bool may_define(std::string_view sql) { return syntax::may_define(sql); }
};

}  // namespace aludel::inline v0_1::mysql_family
