// SPDX-License-Identifier: BSL-1.0
// Two revisions, checked by the compiler, applied to a database in memory.
#include <aludel.hpp>

#include <iostream>  // cout

namespace al = aludel;

inline constexpr auto create_notes = al::revision("0001", "create notes").upgrade(
    al::create_table(
        "notes",
        al::column("id", al::integer, al::primary_key),
        al::column("body", al::text, al::not_null)));

inline constexpr auto pin_notes = al::revision("0002", "pin notes").revises("0001").upgrade(
    al::add_column("notes", al::column("pinned", al::boolean, al::not_null, al::default_to(false))));

inline constexpr al::history<create_notes, pin_notes> history{};  // a mistake above does not compile

int main() {
    al::sqlite3::connection db{":memory:"};
    al::upgrade<history>(db);
    for (const auto& row : db.query("SELECT name, type FROM pragma_table_info('notes')"))
        std::cout << *row[0] << ' ' << *row[1] << '\n';
    std::cout << "at " << al::current<history>(db).front() << '\n';
}
// prints:
//   id INTEGER
//   body TEXT
//   pinned BOOLEAN
//   at 0002
