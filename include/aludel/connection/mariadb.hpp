// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/connections.hpp>
#include <aludel/connection/mariadb_connection.hpp>
#include <aludel/dialect/mariadb/online.hpp>

namespace aludel::inline v0_1 {

/// A connection to a MariaDB server: see `libmariadb::basic_connection`.
class mariadb::connection : public libmariadb::basic_connection<mariadb::connection, op::dialect_id::mariadb> {
public:
    using dialect_type = online_dialect_of<op::dialect_id::mariadb>;
    using basic_connection::basic_connection;
};

}  // namespace aludel::inline v0_1
