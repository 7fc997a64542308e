// SPDX-License-Identifier: BSL-1.0
// expect: [AL702] create_table: "a""c" in ("a""c" > 0) is no column of table `parts`, and SQLite reads it as text without an error. Write text in single quotes, or name a column, or .acknowledge(al::rule::double_quoted_text, "why") (revision `a`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(
    al::create_table("parts", al::column("a\"b", al::integer),
#ifndef ACCEPT
        al::check("\"a\"\"c\" > 0")));
#else
        al::check("\"a\"\"b\" > 0")));  // the column a"b
#endif

inline constexpr al::history<one> history{};  // the line
