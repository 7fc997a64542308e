// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/vector.hpp>
#include <aludel/dialect/sql_text.hpp>

#include <cstdint>  // uint8_t, uint32_t

namespace aludel::inline v0_1 {

enum class statement_kind : std::uint8_t {
    sql,      ///< to be executed, online and in scripts
    run,      ///< call the revision's function number `run`; online only
    guard,    ///< scripts only: makes the script fail where the online engine looks for itself
    comment,  ///< scripts only: a remark
    save,     ///< online only: a query of the database's own statements (sql, type, name, table), kept until their `restore`
    restore,  ///< online only: execute the statements that the `save` of the same number kept, in their order; without a text
    inspect,  ///< online only, ahead of a rebuild: a row of one cell is something that the history does not know, a row of two
              ///< the statement that made the table and the one that the history would make it with
};

/// One statement of a step, without its terminator.
struct statement {
    statement_kind kind = statement_kind::sql;
    std::uint32_t operation = 0;  ///< which operation of the revision it comes from
    std::uint32_t run = 0;  ///< which function; of `save` and `restore`, which of them belong together
    sql_text sql{};
    bool inserts_row = false;  ///< it must insert one row; what else it does is not counted
};

using statement_list = detail::vector<statement>;

/// A new statement at the end of a list, to be written.
constexpr statement& add_statement(statement_list& to, std::uint32_t operation, statement_kind kind = statement_kind::sql) {
    to.push_back({kind, operation, 0, {}, false});
    return to.back();
}

}  // namespace aludel::inline v0_1
