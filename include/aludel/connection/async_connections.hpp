// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/asio_sqlite3.hpp>
#include <aludel/connection/connections.hpp>

#if defined(ALUDEL_MARIADB)
#include <aludel/connection/asio_mariadb.hpp>
#endif
#if defined(ALUDEL_POSTGRESQL)
#include <aludel/connection/asio_postgresql.hpp>
#endif

// The list of connections that are awaited with Asio.

namespace aludel::inline v0_1 {

/// The awaited connections whose client libraries are found, or asked for.
using found_async_connections = decltype(connection_list<>()
#if ALUDEL_HAS_SQLITE3
                                         + connection_list<asio_sqlite3::connection>()
#endif
#if defined(ALUDEL_POSTGRESQL)
                                         + connection_list<asio_postgresql::connection>()
#endif
#if defined(ALUDEL_MARIADB)
                                         + connection_list<asio_mariadb::connection>()
#endif
);

}  // namespace aludel::inline v0_1
