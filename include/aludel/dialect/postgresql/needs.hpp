// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/no_needs.hpp>

namespace aludel::inline v0_1::postgresql_dialect {

using needs = dialect::no_needs;  // it alters tables in place

}  // namespace aludel::inline v0_1::postgresql_dialect
