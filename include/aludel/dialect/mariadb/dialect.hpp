// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/dialect.hpp>

namespace aludel::inline v0_1 {

namespace mariadb_dialect {

/// What MariaDB spells in its own way.
inline constexpr mysql_family::spelling words{.id = op::dialect_id::mariadb,
                                              .client = "mariadb",
                                              .drop_check = "CONSTRAINT",
                                              .digest_begin = "SHA1(",
                                              .digest_end = ")",
                                              .optional_indexes = true,
                                              .text_defaults = true,
                                              .renames_are_followed = true,
                                              .plain_catalog = true};

}  // namespace mariadb_dialect

/// MariaDB.
template <>
struct dialect_of<op::dialect_id::mariadb> : mysql_family::dialect_base<mariadb_dialect::words> {};

}  // namespace aludel::inline v0_1
