// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/dialect.hpp>

namespace aludel::inline v0_1 {

namespace mysql_dialect {

/// What MySQL spells in its own way.
inline constexpr mysql_family::spelling words{.id = op::dialect_id::mysql,
                                              .client = "mysql",
                                              .drop_check = "CHECK",
                                              .digest_begin = "SHA2(",  // SHA1 is gone since 9.6
                                              .digest_end = ", 224)",
                                              .optional_indexes = false,
                                              .text_defaults = false,
                                              .renames_are_followed = false,
                                              .plain_catalog = false};

}  // namespace mysql_dialect

/// MySQL.
template <>
struct dialect_of<op::dialect_id::mysql> : mysql_family::dialect_base<mysql_dialect::words> {};

}  // namespace aludel::inline v0_1
