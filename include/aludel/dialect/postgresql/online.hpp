// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/no_watch.hpp>
#include <aludel/dialect/online.hpp>
#include <aludel/dialect/postgresql/dialect.hpp>
#include <aludel/dialect/postgresql/expected_schema.hpp>
#include <aludel/dialect/postgresql/read_schema.hpp>
#include <aludel/dialect/postgresql/session.hpp>
#include <aludel/dialect/postgresql/statement_nature.hpp>
#include <aludel/dialect/postgresql/stored_statements.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1 {

/// PostgreSQL, online.
template <>
struct online_dialect_of<op::dialect_id::postgresql> : dialect_of<op::dialect_id::postgresql> {
    using session = postgresql_dialect::basic_session<online::dialogue>;
    using watch = online::no_watch<session>;
    using objects = online::no_objects;
    using expected_schema = postgresql_dialect::expected_schema;
    struct reader {
        template <class Query>
        static query_result schemas(const Query& query) {
            return query(postgresql_dialect::schemas_query);
        }
        template <class Query>
        static query_result stored_statements(const Query& query, const std::vector<std::string>& schemas) {
            return postgresql_dialect::stored_statements(query, schemas);
        }

        template <class Session>
        static online::flow<schema> read(Session& session, std::vector<std::string> without, online::reading) {
            return postgresql_dialect::read_schema(session, std::move(without), session.scope());
        }
    };

    static std::string repair(std::string_view sql) { return postgresql_dialect::repair(sql); }
    static std::string was_completed(std::string_view sql) { return postgresql_dialect::was_completed(sql); }
    static std::size_t locks_of(std::string_view sql) { return postgresql_dialect::locks_of(sql); }
    static online::statement_nature nature_of(std::string_view sql) { return postgresql_dialect::nature_of(sql); }
};

}  // namespace aludel::inline v0_1
