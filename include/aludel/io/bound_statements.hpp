// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection.hpp>
#include <aludel/io/row_value.hpp>

#include <concepts>     // convertible_to
#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <string_view>  // string_view
#include <utility>      // index_sequence, declaration of tuple
#include <vector>       // vector

// std::tuple is only named here. An adapter includes <tuple>; programs without one do not pay for it.

namespace aludel::inline v0_1 {

/// A connection that binds parameters. The engine does not need it; functions of `al::run` do.
///
/// `execute_bound` takes one statement and its parameters and returns how many rows it changed; `query_bound` returns
/// the rows as texts, or hands each to a reader. They throw `connection_error`, also if the text is not exactly one
/// statement or its placeholders are not as many as the parameters.
template <class T>
concept parameter_connection = connection<T> &&
    requires(std::remove_reference_t<T>& db, std::string_view sql, sql_values values, row_reader& rows) {
        { db.execute_bound(sql, values) } -> std::convertible_to<std::int64_t>;
        { db.query_bound(sql, values) } -> std::convertible_to<query_result>;
        db.query_bound(sql, values, rows);
    };

namespace detail {

/// Stores rows as tuples.
template <class... Column>
struct typed_rows final : row_reader {
    std::vector<std::tuple<Column...>> rows;

    void read(sql_values row) override {
        if (row.count != sizeof...(Column))
            throw connection_error(0,
                                   "the query has " + std::to_string(row.count) + " columns, and " +
                                       std::to_string(sizeof...(Column)) + " are read");
        read(row, std::index_sequence_for<Column...>{});
    }

private:
    template <std::size_t... Index>
    void read(sql_values row, std::index_sequence<Index...>) {
        rows.push_back(std::tuple<Column...>{detail::row_value<Column>(row, Index)...});
    }
};

}  // namespace detail

/// What a connection offers to users beside the text of a statement: parameters and typed rows. An adapter inherits it
/// and has `execute_bound` and `query_bound`.
template <class Connection>
class bound_statements {
public:
    /// Executes one statement with parameters, in the order of its placeholders. Returns the number of changed rows.
    /// Throws `connection_error`, and std::invalid_argument for a number that SQL does not have.
    template <class First, class... Rest>
    std::int64_t execute(std::string_view sql, const First& first, const Rest&... rest) {
        const sql_value values[] = {detail::parameter(first), detail::parameter(rest)...};
        return self().execute_bound(sql, {values, 1 + sizeof...(Rest)});
    }

    /// Executes one statement once for each row of a range, whose rows are std::tuple, std::pair or std::array of
    /// parameters. Returns the number of changed rows. Throws as `execute` does; rows before a failure have taken
    /// effect.
    template <class Rows>
    std::int64_t execute_each(std::string_view sql, const Rows& rows) {
        std::int64_t changes = 0;
        for (const auto& row : rows)
            changes += apply([&](const auto&... value) { return self().execute(sql, value...); }, row);
        return changes;
    }

    /// The rows of a query with parameters: as `std::vector<std::tuple<Column...>>` where the types of the columns are
    /// named, `db.query<std::int64_t, std::string>(sql, 7)`, otherwise as texts. Throws `connection_error`, also if a
    /// value does not fit its type.
    template <class... Column, class... Value>
        requires(sizeof...(Column) + sizeof...(Value) != 0)
    auto query(std::string_view sql, const Value&... value) {
        const sql_value values[] = {detail::parameter(value)..., sql_value{}};
        const sql_values bound{values, sizeof...(Value)};
        if constexpr (sizeof...(Column) == 0) {
            return self().query_bound(sql, bound);
        } else {
            detail::typed_rows<Column...> result;
            self().query_bound(sql, bound, result);
            return static_cast<std::vector<std::tuple<Column...>>&&>(result.rows);
        }
    }

private:
    Connection& self() { return static_cast<Connection&>(*this); }
};

}  // namespace aludel::inline v0_1
