// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/async_connection.hpp>
#include <aludel/io/bound_statements.hpp>

#include <cstdint>      // int64_t
#include <string_view>  // string_view
#include <type_traits>  // conditional_t
#include <vector>       // vector

// As in bound_statements.hpp, std::tuple is only named here.

namespace aludel::inline v0_1 {

/// A connection that is awaited and binds parameters: what `parameter_connection` says, awaited. The engine does not
/// need it; functions of `al::run` do. The values, and the reader of the rows, exist until the operation is done.
template <class T>
concept async_parameter_connection = async_connection<T> &&
    requires(std::remove_reference_t<T>& db, std::string_view sql, sql_values values, row_reader& rows) {
        db.execute_bound(sql, values);
        db.query_bound(sql, values);
        db.query_bound(sql, values, rows);
    };

/// What an awaited connection offers to users beside the text of a statement: the parameters and typed rows of
/// `bound_statements`, with the same arguments, results and errors. An adapter inherits it, names its coroutine type,
/// and has `execute_bound` and `query_bound`. Parameters are copied into the coroutine; what a view among them refers
/// to, and the text of the statement, exist until it is done.
template <class Connection, template <class> class Task>
class async_bound_statements {
public:
    /// Executes one statement with parameters. Returns the number of changed rows.
    template <class First, class... Rest>
    Task<std::int64_t> execute(std::string_view sql, First first, Rest... rest) {
        const sql_value values[] = {detail::parameter(first), detail::parameter(rest)...};
        const std::int64_t changes = co_await self().execute_bound(sql, sql_values{values, 1 + sizeof...(Rest)});
        co_return changes;
    }

    /// Executes one statement once for each row of a range, which is copied. Returns the number of changed rows; rows
    /// before a failure have taken effect.
    template <class Rows>
    Task<std::int64_t> execute_each(std::string_view sql, Rows rows) {
        std::int64_t changes = 0;
        for (const auto& row : rows) {
            auto one = apply([&](const auto&... value) { return self().execute(sql, value...); }, row);
            const std::int64_t changed = co_await static_cast<decltype(one)&&>(one);
            changes += changed;
        }
        co_return changes;
    }

    /// The rows of a query with parameters, typed if the types of the columns are named.
    template <class... Column, class... Value>
        requires(sizeof...(Column) + sizeof...(Value) != 0)
    Task<std::conditional_t<sizeof...(Column) == 0, query_result, std::vector<std::tuple<Column...>>>> query(
        std::string_view sql, Value... value) {
        const sql_value values[] = {detail::parameter(value)..., sql_value{}};
        const sql_values bound{values, sizeof...(Value)};
        if constexpr (sizeof...(Column) == 0) {
            query_result rows = co_await self().query_bound(sql, bound);
            co_return rows;
        } else {
            detail::typed_rows<Column...> result;
            co_await self().query_bound(sql, bound, result);
            co_return static_cast<std::vector<std::tuple<Column...>>&&>(result.rows);
        }
    }

private:
    Connection& self() { return static_cast<Connection&>(*this); }
};

}  // namespace aludel::inline v0_1
