// SPDX-License-Identifier: BSL-1.0
// expect: [AL007] history: the compiler gives up verifying the revisions from `0001` to `0002`. It allows 1048576 steps in one constant expression: raise them with -fconstexpr-steps=10000000. Where that does not help, please report it as a fault of Aludel
// compilers: clang
// flags: -fconstexpr-steps=15000
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("0001", "first").upgrade(
    al::create_table("books", al::column("id", al::integer, al::primary_key), al::column("title", al::text, al::not_null)));
inline constexpr auto second = al::revision("0002", "second").revises("0001").upgrade(
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::execute("UPDATE books SET title = (SELECT max(title) FROM books AS other WHERE other.id < books.id) WHERE title IS NULL OR title = '?'"),
    al::create_index("books_title", "books", "title")).irreversible("texts stay");
#ifndef ACCEPT
inline constexpr al::history<first, second> history{};  // the line
#endif

int main() {}
