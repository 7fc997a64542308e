// SPDX-License-Identifier: BSL-1.0
// What the creation of the tables would refuse is refused where the models are declared.
// expect: [AL209] metadata: there is a table `books`. Give the index another name (revision `models`)
// expect: [AL226] metadata: the indexed expression ('title') of table `books` is a text, the same for every row. Name a column, or compute something from one (revision `models`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto books = al::table("books", al::column("id", al::integer, al::primary_key), al::column("title", al::text),
                                        al::index("books", "title"), al::index("ix_title", al::expression("'title'")));
#else
inline constexpr auto books = al::table("books", al::column("id", al::integer, al::primary_key), al::column("title", al::text),
                                        al::index("ix_books", "title"), al::index("ix_title", al::expression("lower(title)")));
#endif
inline constexpr al::metadata<books> models{};  // the line
