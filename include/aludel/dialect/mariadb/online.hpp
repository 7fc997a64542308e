// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mariadb/dialect.hpp>
#include <aludel/dialect/mysql_family/online.hpp>

namespace aludel::inline v0_1 {

/// MariaDB, online.
template <>
struct online_dialect_of<op::dialect_id::mariadb>
    : mysql_family::online_base<dialect_of<op::dialect_id::mariadb>, mariadb_dialect::words> {};

}  // namespace aludel::inline v0_1
