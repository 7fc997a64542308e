// SPDX-License-Identifier: BSL-1.0
// What each table of the first revision becomes.
#pragma once

#include <aludel.hpp>

namespace kinds {

namespace al = aludel;

inline constexpr auto id = al::column("id", al::integer, al::primary_key);
inline constexpr auto added_column = al::table(
    "added_column", id, al::column("a", al::text), al::column("b", al::integer, al::not_null),
    al::column("c", al::text, al::not_null, al::default_to("x")),
    al::column("d", al::integer, al::not_null, al::references("added_column", "id")),
    al::column("e", al::text, al::not_null, al::unique), al::column("f", al::integer, al::not_null, al::check("f > 0")),
    al::column("g", al::integer, al::generated("b+1", al::virtual_)));
inline constexpr auto added_types =
    al::table("added_types", id, al::column("a", al::boolean, al::not_null), al::column("b", al::binary, al::not_null),
              al::column("c", al::date, al::not_null), al::column("d", al::time, al::not_null),
              al::column("e", al::timestamp, al::not_null), al::column("f", al::json, al::not_null),
              al::column("g", al::uuid, al::not_null), al::column("h", al::enumeration("x", "it's", "b"), al::not_null),
              al::column("i", al::native("CITEXT"), al::not_null), al::column("j", al::numeric(5, 2), al::not_null),
              al::column("k", al::real, al::not_null), al::column("l", al::interval, al::not_null));
inline constexpr auto dropped_column = al::table("dropped_column", id);
inline constexpr auto new_table =
    al::table("new_table", id, al::column("x", al::integer, al::not_null, al::references("referring")),
              al::column("y", al::text, al::unique, al::indexed));
inline constexpr auto narrowed = al::table("narrowed", id, al::column("x", al::smallint),
                                           al::column("y", al::varchar(5)), al::column("z", al::integer));
inline constexpr auto widened =
    al::table("widened", id, al::column("x", al::bigint), al::column("y", al::varchar(500)));
inline constexpr auto required = al::table("required", id, al::column("x", al::text, al::not_null),
                                           al::column("y", al::integer, al::not_null, al::unique),
                                           al::column("z", al::text, al::not_null, al::default_to("a'b")));
inline constexpr auto optional = al::table("optional", id, al::column("x", al::text));
inline constexpr auto defaulted = al::table("defaulted", id, al::column("x", al::integer, al::default_to(5)),
                                            al::column("y", al::text, al::default_to("b")), al::column("z", al::text));
inline constexpr auto made_unique = al::table("made_unique", id, al::column("x", al::text, al::unique),
                                              al::column("y", al::text), al::index("ux_y", "y").unique());
inline constexpr auto not_unique = al::table("not_unique", id, al::column("x", al::text));
inline constexpr auto checked = al::table("checked", id, al::column("x", al::integer, al::check("x > 0")));
inline constexpr auto unchecked = al::table("unchecked", id, al::column("x", al::integer));
inline constexpr auto referring =
    al::table("referring", id, al::column("x", al::integer, al::references("unchecked", "id")));
inline constexpr auto not_referring = al::table("not_referring", id, al::column("x", al::integer));
inline constexpr auto indexed = al::table("indexed", id, al::column("x", al::text, al::indexed),
                                          al::column("y", al::text), al::index("ix_lower", al::expression("lower(y)")));
inline constexpr auto not_indexed = al::table("not_indexed", id, al::column("x", al::text));
inline constexpr auto enumerated = al::table("enumerated", id, al::column("x", al::enumeration("e", "a", "c")));
inline constexpr auto keyed = al::table("keyed", al::column("a", al::integer, al::not_null),
                                        al::column("b", al::integer), al::primary_key("a", "b"));
inline constexpr auto unkeyed =
    al::table("unkeyed", al::column("id", al::integer, al::not_null), al::column("b", al::integer));
inline constexpr auto commented =
    al::table("commented", id, al::column("x", al::text, al::comment("for x")), al::comment("what"));
inline constexpr auto generated = al::table("generated", id, al::column("x", al::integer),
                                            al::column("g", al::integer, al::generated("x + 2", al::stored)));
inline constexpr auto collated =
    al::table("collated", id, al::column("x", al::text, al::not_null, al::collate("NOCASE")),
              al::column("y", al::text, al::unique, al::collate("RTRIM")), al::column("z", al::text, al::unique));
inline constexpr auto both = al::table("both", id, al::column("x", al::varchar(3), al::not_null, al::unique));

}  // namespace kinds

inline constexpr aludel::metadata<
    kinds::added_column, kinds::added_types, kinds::dropped_column, kinds::new_table, kinds::narrowed, kinds::widened,
    kinds::required, kinds::optional, kinds::defaulted, kinds::made_unique, kinds::not_unique, kinds::checked,
    kinds::unchecked, kinds::referring, kinds::not_referring, kinds::indexed, kinds::not_indexed, kinds::enumerated,
    kinds::keyed, kinds::unkeyed, kinds::commented, kinds::generated, kinds::collated, kinds::both>
    models{};
