// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/connection/connections.hpp>
#include <aludel/connection/mariadb_connection.hpp>
#include <aludel/dialect/mysql/online.hpp>

namespace aludel::inline v0_1 {

/// A connection to a MySQL server: see `libmariadb::basic_connection`.
class mysql::connection : public libmariadb::basic_connection<mysql::connection, op::dialect_id::mysql> {
public:
    using dialect_type = online_dialect_of<op::dialect_id::mysql>;
    using basic_connection::basic_connection;
};

}  // namespace aludel::inline v0_1
