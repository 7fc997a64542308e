// SPDX-License-Identifier: BSL-1.0
// A table for each kind of change; the models beside it say what becomes of it.
#pragma once

#include <aludel.hpp>

namespace migrations {

namespace al = aludel;

inline constexpr auto id = al::column("id", al::integer, al::primary_key);
inline constexpr auto r_a1 =
    al::revision("a1", "start")
        .upgrade(al::create_table("added_column", id), al::create_table("added_types", id),
                 al::create_table("dropped_column", id, al::column("gone", al::text),
                                  al::column("required", al::integer, al::not_null)),
                 al::create_table("dropped_table", id, al::column("x", al::text, al::not_null)),
                 al::create_table("narrowed", id, al::column("x", al::bigint), al::column("y", al::varchar(50)),
                                  al::column("z", al::text)),
                 al::create_table("widened", id, al::column("x", al::smallint), al::column("y", al::varchar(50))),
                 al::create_table("required", id, al::column("x", al::text), al::column("y", al::integer),
                                  al::column("z", al::text, al::default_to("a'b"))),
                 al::create_table("optional", id, al::column("x", al::text, al::not_null)),
                 al::create_table("defaulted", id, al::column("x", al::integer),
                                  al::column("y", al::text, al::default_to("a")),
                                  al::column("z", al::text, al::default_to("a"))),
                 al::create_table("made_unique", id, al::column("x", al::text), al::column("y", al::text)),
                 al::create_table("not_unique", id, al::column("x", al::text, al::unique)),
                 al::create_table("checked", id, al::column("x", al::integer)),
                 al::create_table("unchecked", id, al::column("x", al::integer, al::check("x > 0"))),
                 al::create_table("referring", id, al::column("x", al::integer)),
                 al::create_table("not_referring", id, al::column("x", al::integer, al::references("referring", "id"))),
                 al::create_table("indexed", id, al::column("x", al::text), al::column("y", al::text)),
                 al::create_table("not_indexed", id, al::column("x", al::text), al::index("ix_x", "x"),
                                  al::index("ux_x", "x", "id").unique()),
                 al::create_table("enumerated", id, al::column("x", al::enumeration("e", "a", "b"))),
                 al::create_table("keyed", al::column("a", al::integer, al::not_null), al::column("b", al::integer),
                                  al::primary_key("a")),
                 al::create_table("unkeyed", id, al::column("b", al::integer)),
                 al::create_table("commented", id, al::column("x", al::text)),
                 al::create_table("generated", id, al::column("x", al::integer),
                                  al::column("g", al::integer, al::generated("x + 1", al::stored))),
                 al::create_table("collated", id, al::column("x", al::text), al::column("y", al::text, al::unique),
                                  al::column("z", al::text, al::unique, al::collate("NOCASE"))),
                 al::create_table("both", id, al::column("x", al::text), al::column("y", al::text)));

}  // namespace migrations
