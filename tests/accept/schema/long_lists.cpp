// SPDX-License-Identifier: BSL-1.0
// More columns and rows than Clang folds, and a text of more characters than GCC counts.
#include <aludel.hpp>

namespace {

namespace al = aludel;

#define TEN(what, prefix)                                                                                 \
    what(prefix##0), what(prefix##1), what(prefix##2), what(prefix##3), what(prefix##4), what(prefix##5), \
        what(prefix##6), what(prefix##7), what(prefix##8), what(prefix##9)
#define HUNDRED(what, prefix)                                                                                     \
    TEN(what, prefix##0), TEN(what, prefix##1), TEN(what, prefix##2), TEN(what, prefix##3), TEN(what, prefix##4), \
        TEN(what, prefix##5), TEN(what, prefix##6), TEN(what, prefix##7), TEN(what, prefix##8), TEN(what, prefix##9)
#define COLUMN(number) al::column("column_" #number, al::integer)
#define ROW(number) al::row(al::value("id", number))

inline constexpr auto create =
    al::revision("a1").upgrade(al::create_table("wide", al::column("id", al::integer, al::primary_key),
                                                HUNDRED(COLUMN, 1), HUNDRED(COLUMN, 2), HUNDRED(COLUMN, 3)));
[[maybe_unused]] inline constexpr al::history<create> history{};
inline constexpr auto rows = al::insert("wide", HUNDRED(ROW, 1), HUNDRED(ROW, 2), HUNDRED(ROW, 3));
static_assert(rows.list.data[0].cells.count == 300);

#pragma GCC diagnostic ignored "-Woverlength-strings"
#define EIGHT(text) text text text text text text text text
#define PIECE "UPDATE wide SET column_100 = column_101 WHERE id = 1; "
inline constexpr auto long_text = al::execute(EIGHT(EIGHT(EIGHT(EIGHT(EIGHT(PIECE))))));
static_assert(long_text.texts.data[0].sql.size == (sizeof(PIECE) - 1) * 32'768);

}  // namespace

int main() {}
