// SPDX-License-Identifier: BSL-1.0
// The expressions of models are read where the models are declared.
// expect: [AL204] create_table: the check (prise > 0) names `prise`, which is no column of table `books` at this revision; did you mean `price`? Name one that is there; text stands in single quotes (revision `models`)
#include <aludel.hpp>

namespace al = aludel;

struct book {
    BOOST_HANA_DEFINE_STRUCT(book, (int, id), (int, price));
};
#ifndef ACCEPT
inline constexpr auto books = al::model<book>("books", al::primary_key("id"), al::check("prise > 0"));
#else
inline constexpr auto books = al::model<book>("books", al::primary_key("id"), al::check("price > 0"));
#endif
inline constexpr al::metadata<books> models{};  // the line
