// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql/dialect.hpp>
#include <aludel/dialect/mysql_family/online.hpp>

namespace aludel::inline v0_1 {

/// MySQL, online.
template <>
struct online_dialect_of<op::dialect_id::mysql>
    : mysql_family::online_base<dialect_of<op::dialect_id::mysql>, mysql_dialect::words> {};

}  // namespace aludel::inline v0_1
