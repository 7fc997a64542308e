// SPDX-License-Identifier: BSL-1.0
// expect: [AL805] add_constraint: a unique constraint of table `products` has no name, so that nothing can drop it later. Give it one with .named(...), or .acknowledge(al::rule::unnamed_constraint, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

// A setting of its own: no convention names unique constraints.
struct unnamed {
    static constexpr auto places = static_cast<unsigned>(al::dsl::place::setting);
    static constexpr std::string_view spelling = "unnamed";
    constexpr void add_to(al::op::settings& all) const { all.naming.unique = {}; }
};
inline constexpr unnamed no_names{};
inline constexpr auto settings = al::settings().level(al::rule::unnamed_constraint, al::level::error);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::add_constraint("products", al::unique("id", "name")));
#else
        al::add_constraint("products", al::unique("id", "name").named("id_and_name")));
#endif

inline constexpr al::history<no_names, settings, first, second> history{};  // the line
