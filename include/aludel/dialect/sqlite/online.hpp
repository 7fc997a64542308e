// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/dialect/sqlite/dialect.hpp>
#include <aludel/dialect/sqlite/expected_schema.hpp>
#include <aludel/dialect/sqlite/watch.hpp>
#include <aludel/dialect/sqlite/read_schema.hpp>
#include <aludel/dialect/sqlite/session.hpp>
#include <aludel/dialect/sqlite/statement_nature.hpp>
#include <aludel/dialect/sqlite/unknown_parts.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1 {

/// SQLite, online. Session and watch are templates so that programs that include them without migrating do not compile
/// their coroutines.
template <>
struct online_dialect_of<op::dialect_id::sqlite> : dialect_of<op::dialect_id::sqlite> {
    using session = sqlite_dialect::basic_session<online::dialogue>;
    using watch = sqlite_dialect::basic_watch<online::dialogue>;
    using objects = sqlite_dialect::database_objects;
    using expected_schema = sqlite_dialect::expected_schema;
    /// The number that programs without a history use as the version of the schema.
    static constexpr std::string_view number_query = "PRAGMA main.user_version";
    struct reader {
        template <class Query>
        static query_result stored_statements(const Query& query) {
            return query(sqlite_dialect::stored_statements);
        }

        template <class Session>
        static online::flow<schema> read(Session& session, std::vector<std::string> without, online::reading how) {
            return sqlite_dialect::read_schema(session, std::move(without), how);
        }
    };

    static std::string repair(std::string_view) { return {}; }
    static online::statement_nature nature_of(std::string_view sql) { return sqlite_dialect::nature_of(sql); }
};

}  // namespace aludel::inline v0_1
