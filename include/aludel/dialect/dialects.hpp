// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/mariadb/dialect.hpp>
#include <aludel/dialect/mysql/dialect.hpp>
#include <aludel/dialect/mssql/dialect.hpp>
#include <aludel/dialect/oracle/dialect.hpp>
#include <aludel/dialect/postgresql/dialect.hpp>
#include <aludel/dialect/sqlite/dialect.hpp>

#include <string_view>  // string_view

// The list of databases that statements can be written for; each has a folder beside this header.

namespace aludel::inline v0_1 {

/// The databases, as a message lists them.
inline constexpr std::string_view written_dialects =
    "al::sqlite, al::postgresql, al::mariadb, al::mysql, al::mssql and al::oracle";

/// Calls a function with the `dialect_of` of a database known only at run time. False: there is none.
template <class Call>
constexpr bool with_dialect(op::dialect_id which, Call call) {
    switch (which) {
        case op::dialect_id::sqlite: return call(dialect_of<op::dialect_id::sqlite>()), true;
        case op::dialect_id::postgresql: return call(dialect_of<op::dialect_id::postgresql>()), true;
        case op::dialect_id::mariadb: return call(dialect_of<op::dialect_id::mariadb>()), true;
        case op::dialect_id::mysql: return call(dialect_of<op::dialect_id::mysql>()), true;
        case op::dialect_id::mssql: return call(dialect_of<op::dialect_id::mssql>()), true;
        case op::dialect_id::oracle: return call(dialect_of<op::dialect_id::oracle>()), true;
        default: return false;
    }
}

}  // namespace aludel::inline v0_1
