// SPDX-License-Identifier: BSL-1.0
// expect: [AL214] identifier: `ix_warehouse_inventory_adjustments_warehouse_identifier_product_identifier` has 74 bytes, and PostgreSQL allows 63. Choose a shorter one; a constraint or index that has none gets it from the naming convention (revision `a`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
#define NAME "ix_warehouse_inventory_adjustments_warehouse_identifier_product_identifier"
#else
#define NAME "ix_adjustments_product"
#endif

inline constexpr auto settings = al::settings().dialects(al::sqlite, al::postgresql);
inline constexpr auto one = al::revision("a").upgrade(
    al::create_table("adjustments", al::column("id", al::integer, al::primary_key), al::column("warehouse", al::integer), al::column("product", al::integer)),
    al::create_index(NAME, "adjustments", "warehouse", "product"));
inline constexpr al::history<settings, one> history{};  // the line
