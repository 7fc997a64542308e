// SPDX-License-Identifier: BSL-1.0
// expect: [AL214] identifier: `fk_warehouse_inventory_adjustments_responsible_warehouse_identifier_warehouses` has 78 bytes, and PostgreSQL allows 63. Choose a shorter one; a constraint or index that has none gets it from the naming convention (revision `a`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::sqlite, al::postgresql)
#ifdef ACCEPT
    .naming(al::no_names)
#endif
    ;
inline constexpr auto one = al::revision("a").upgrade(
    al::create_table("warehouses", al::column("id", al::integer, al::primary_key)),
    al::create_table("warehouse_inventory_adjustments", al::column("id", al::integer, al::primary_key),
                     al::column("responsible_warehouse_identifier", al::integer, al::references("warehouses", "id"))));
inline constexpr al::history<settings, one> history{};  // the line
