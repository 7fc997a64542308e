// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/dialect/sqlite/online.hpp>

// The list of databases that can be migrated.

namespace aludel::inline v0_1 {

namespace detail {

template <class Connection>
struct dialect_of_connection {
    using type = online_dialect_of<default_dialect.id>;
};
template <class Connection>
    requires requires { typename Connection::dialect_type; }
struct dialect_of_connection<Connection> {
    using type = typename Connection::dialect_type;
};

}  // namespace detail

/// The database of a connection: its `dialect_type`, or the default where it names none.
template <class Connection>
using connected_dialect = typename detail::dialect_of_connection<Connection>::type;

}  // namespace aludel::inline v0_1
