#!/usr/bin/env python3
"""Writes a program with N revisions, each a table of five columns and an index: the unit of the figures."""
import sys

count = int(sys.argv[1])
stage = sys.argv[2] if len(sys.argv) > 2 else "history"  # include | declared | history | script
print('#include <aludel.hpp>\nnamespace al = aludel;\n')
if stage != "include":
    for i in range(count):
        parent = f'\n    .revises("{i - 1:012x}")' if i else ""
        print(f'''inline constexpr auto r{i} = al::revision("{i:012x}", "create table {i}"){parent}
    .upgrade(
        al::create_table("table_{i}",
            al::column("id", al::integer, al::primary_key, al::autoincrement),
            al::column("name_{i}", al::varchar(80), al::not_null),
            al::column("price_{i}", al::integer, al::not_null, al::default_to(0)),
            al::column("note_{i}", al::text),
            al::column("created_at", al::timestamp, al::not_null, al::default_to(al::current_timestamp))),
        al::create_index("ix_{i}", "table_{i}", "name_{i}"));''')
if stage in ("history", "script"):
    names = ", ".join(f"r{i}" for i in range(count))
    print(f"inline constexpr al::history<{names}> history{{}};")
if stage == "script":
    print("constexpr std::string_view script = al::script<history, al::sqlite>;")
    print("int main() { return script.empty() ? 1 : 0; }")
else:
    print("int main() {}")
