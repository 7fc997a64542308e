// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel.hpp>

namespace shop {

namespace al = aludel;

inline constexpr auto tables = al::revision("47f559ec82bb", "tables")
                                   .upgrade(al::create_table(SHOP_TABLE, al::column("id", al::integer, al::primary_key),
                                                             al::column("name", al::text, al::not_null)));
inline constexpr auto index = al::revision("2fda6446e69f", "an index")
                                  .revises("47f559ec82bb")
                                  .upgrade(al::create_index("ix_categories_name", SHOP_TABLE, "name"));
inline constexpr al::history<tables, index> history{};

}  // namespace shop
