// SPDX-License-Identifier: BSL-1.0
// All errors of models are reported at once; foreign keys between models may refer to later ones.
// expect: [AL204] create_index: table `books` has no column `titel` at this revision; did you mean `title`? Add it first, or name one that is there (revision `models`)
// expect: [AL212] metadata: foreign key of table `loans` over `book` points at table `book`, which does not exist at this revision; did you mean `books`? Create that table first (revision `models`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto books = al::table("books", al::column("id", al::integer, al::primary_key), al::column("title", al::text), al::index("ix", "titel"));
inline constexpr auto loans = al::table("loans", al::column("id", al::integer, al::primary_key), al::column("book", al::integer, al::references("book")));
#else
inline constexpr auto books = al::table("books", al::column("id", al::integer, al::primary_key), al::column("title", al::text), al::index("ix", "title"));
inline constexpr auto loans = al::table("loans", al::column("id", al::integer, al::primary_key), al::column("book", al::integer, al::references("books")));
#endif
inline constexpr auto tables = boost::hana::make_tuple(loans, books);
inline constexpr al::metadata<tables> models{};  // the line
