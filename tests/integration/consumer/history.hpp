// SPDX-License-Identifier: BSL-1.0
// A history as two translation units see it.
#pragma once

#include <aludel.hpp>

#include <cstddef>  // size_t

namespace al = aludel;

inline constexpr auto tables =
    al::revision("47f559ec82bb", "tables")
        .upgrade(al::create_table("categories", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null)));

inline constexpr auto index = al::revision("2fda6446e69f", "an index")
                                  .revises("47f559ec82bb")
                                  .upgrade(al::create_index("ix_categories_name", "categories", "name"));

inline constexpr al::history<tables, index> history{};

struct seen {
    const void* history;
    const void* revision;
    std::size_t revisions;
};

seen seen_by_other();
