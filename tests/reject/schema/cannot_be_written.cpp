// SPDX-License-Identifier: BSL-1.0
// expect: [AL215] script: revision `b2` cannot be written for Imaginary, which alters no columns. Write SQL for that database with al::for_dialect(...), or leave the revision out of the range
#include "../../laws/dialect/imaginary.hpp"

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(imaginary::target);
inline constexpr auto first = al::revision("a1")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key), al::column("name", al::text, al::not_null)));
inline constexpr auto second = al::revision("b2").revises("a1").upgrade(al::alter_column("products", "name").nullable());

inline constexpr al::history<settings, first, second> history{};

#ifndef ACCEPT
constexpr std::string_view sql = al::script<history, imaginary::target>;  // the line
#else
constexpr std::string_view sql = al::script<history, imaginary::target, "base:a1">;
#endif
