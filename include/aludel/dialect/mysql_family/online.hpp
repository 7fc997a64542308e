// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/dialect.hpp>
#include <aludel/dialect/mysql_family/expected_schema.hpp>
#include <aludel/dialect/mysql_family/outcome.hpp>
#include <aludel/dialect/mysql_family/read_schema.hpp>
#include <aludel/dialect/mysql_family/session.hpp>
#include <aludel/dialect/mysql_family/statement_nature.hpp>
#include <aludel/dialect/mysql_family/stored_statements.hpp>
#include <aludel/dialect/no_watch.hpp>
#include <aludel/dialect/online.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

namespace aludel::inline v0_1::mysql_family {

/// What the dialects of the family have in common online.
template <class Dialect, const spelling& Words>
struct online_base : Dialect {
    using session = basic_session<online::dialogue, Dialect, Words>;
    using watch = online::no_watch<session>;
    using objects = online::no_objects;
    using expected_schema = mysql_family::expected_schema<Words>;
    struct reader {
        template <class Query>
        static query_result stored_statements(const Query& query) {
            return mysql_family::stored_statements<Words>(query);
        }

        template <class Session>
        static online::flow<schema> read(Session& in, std::vector<std::string> without, online::reading) {
            return mysql_family::read_schema<Words>(in, std::move(without));
        }
    };

    static std::string was_completed(std::string_view sql) { return mysql_family::was_completed(sql); }
    static std::string repair(std::string_view) { return {}; }
    static online::statement_nature nature_of(std::string_view sql) { return mysql_family::nature_of(sql); }
};

}  // namespace aludel::inline v0_1::mysql_family
