// SPDX-License-Identifier: BSL-1.0
// expect: [AL234] create_trigger: trigger `again` has the parameter `?`, for which nobody gives a value. Write the value (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("books",
            al::column("id", al::integer, al::primary_key),
            al::column("pages", al::integer),
            al::column("price", al::integer)),
        al::create_table("counts", al::column("books", al::integer)),
        al::create_view("prices", "SELECT id, price FROM books"),
        al::create_trigger("counted", al::after, al::insert, "books",
            "UPDATE counts SET books = books + NEW.pages"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_trigger("again", al::after, al::update, "books",
            "UPDATE counts SET books = ?"));
#else
        al::create_trigger("again", al::after, al::update, "books",
            "UPDATE counts SET books = 0"));
#endif

inline constexpr al::history<first, second> history{};  // the line
