// SPDX-License-Identifier: BSL-1.0
// Models are verified where they are declared, even if nothing compares them with a history.
// expect: [AL204] create_table: table `books` has no column `idd` at this revision; did you mean `id`? Add it first, or name one that is there (revision `models`)
#include <aludel.hpp>

namespace al = aludel;

struct book {
    BOOST_HANA_DEFINE_STRUCT(book, (int, id), (std::string, title));
};
#ifndef ACCEPT
inline constexpr auto books = al::model<book>("books", al::primary_key("idd"));
#else
inline constexpr auto books = al::model<book>("books", al::primary_key("id"));
#endif
inline constexpr al::metadata<books> models{};  // the line
constexpr auto count = boost::hana::length(models);
