// SPDX-License-Identifier: BSL-1.0
// Names that users give to their globals are hidden by no parameter of a template (-Wshadow of GCC).
#include <aludel.hpp>

namespace al = aludel;

inline constexpr int settings = 1, models = 1, rows = 1, first = 1, metadata = 1, tables = 1, people = 1, users = 1,
                     db = 1, migrations = 1, schema = 1, base = 1, initial = 1;
inline constexpr auto start =
    al::revision("0001", "first").upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<start> history{};

int main() {
    al::sqlite3::connection connection(":memory:");
    al::upgrade<history>(connection);
    static_cast<void>(al::drift<history>(connection));
    static_cast<void>(al::current<history>(connection));
    static_cast<void>(al::pending<history>(connection));
    al::downgrade<history>(connection, "base");
    al::stamp<history>(connection, "head");
}
