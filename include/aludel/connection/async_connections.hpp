// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/asio_sqlite3.hpp>
#include <aludel/connection/connections.hpp>

#if defined(ALUDEL_POSTGRESQL)
#include <aludel/connection/asio_postgresql.hpp>
#endif

// The list of connections that are awaited with Asio.

namespace aludel::inline v0_1 {

/// The awaited connections whose client libraries are found, or asked for.
#if ALUDEL_HAS_SQLITE3 && defined(ALUDEL_POSTGRESQL)
using found_async_connections = connection_list<asio_sqlite3::connection, asio_postgresql::connection>;
#elif ALUDEL_HAS_SQLITE3
using found_async_connections = connection_list<asio_sqlite3::connection>;
#elif defined(ALUDEL_POSTGRESQL)
using found_async_connections = connection_list<asio_postgresql::connection>;
#else
using found_async_connections = connection_list<>;
#endif

}  // namespace aludel::inline v0_1
