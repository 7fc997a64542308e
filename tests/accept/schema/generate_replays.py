#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes replays_1.cpp to replays_5.cpp: random histories, and what their schema is after each revision, as static
assertions.

    python3 generate_replays.py [DIRECTORY]

The schema is kept here by a model of its own, which knows nothing of the engine but what its documentation says: how
constraints are named, that a rename is followed everywhere, and what may not be dropped.
"""
import copy
import random
import sys
from pathlib import Path

FILES = 5
HISTORIES = 10  # in each
MOST_OPERATIONS = 20

INTEGERS = ["al::integer", "al::bigint", "al::smallint"]
TEXTS = ["al::text", "al::varchar(40)", "al::varchar(200)", "al::char_(8)"]
OTHERS = ["al::real", "al::double_precision", "al::numeric(10, 2)", "al::boolean", "al::date", "al::timestamp", "al::binary", "al::uuid"]
TABLES = ["people", "letters", "rooms", "orders", "journeys", "tools", "songs", "gardens"]
COLUMNS = ["label", "amount", "place", "color", "weight", "started", "note", "code", "height", "kind", "owner", "shape"]


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Dice:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def below(self, end):
        return int(self.random.random() * end)

    def one(self, of):
        return of[self.below(len(of))]

    def some(self, of, most):
        left, chosen = list(of), []
        for _ in range(1 + self.below(min(most, len(left)))):
            chosen.append(left.pop(self.below(len(left))))
        return chosen

    def chance(self, percent):
        return self.below(100) < percent


class Column:
    """Everything that refers to a column or a table refers to the object, so that a rename needs no bookkeeping."""

    def __init__(self, name, type_, nullable, default=None, autoincrement=False):
        self.name, self.type, self.nullable, self.default, self.autoincrement = name, type_, nullable, default, autoincrement

    def spell(self, *more):
        options = [] if self.nullable else ["al::not_null"]
        if self.autoincrement:
            options.append("al::autoincrement")
        if self.default is not None:
            options.append(f"al::default_to({self.default})")
        return f'al::column({", ".join([quoted(self.name), self.type, *options, *more])})'


class Constraint:
    def __init__(self, kind, name, columns, target=None, action=None, pattern=None):
        self.kind, self.name, self.columns, self.target, self.action, self.pattern = kind, name, columns, target, action, pattern

    def expression(self):
        return self.pattern.format(*(each.name for each in self.columns))

    def spell(self, named=True):
        name = f".named({quoted(self.name)})" if named else ""
        columns = ", ".join(quoted(each.name) for each in self.columns)
        if self.kind == "check":
            return f"al::check({quoted(self.expression())}){name}"
        if self.kind == "foreign_key":
            action = f".on_delete(al::{self.action})" if self.action else ""
            return f'al::foreign_key({columns}).references({quoted(self.target.name)}, "id"){action}{name}'
        return f"al::{self.kind}({columns}){name}"


class Index:
    def __init__(self, name, parts, unique=False, where=None):
        self.name, self.parts, self.unique, self.where = name, parts, unique, where

    def columns(self):
        return [column for column, _ in self.parts] + ([self.where] if self.where else [])

    def spell(self, start):
        def part(column, how):
            if how == "expression":
                return f'al::expression({quoted(f"length({column.name})")})'
            return f"al::desc({quoted(column.name)})" if how == "desc" else quoted(column.name)

        spelled = f'{start}, {", ".join(part(*each) for each in self.parts)})'
        spelled += ".unique()" if self.unique else ""
        return spelled + (f".where({quoted(f'{self.where.name} IS NOT NULL')})" if self.where else "")


class Table:
    def __init__(self, name):
        self.name, self.columns, self.constraints, self.indexes = name, [], [], []

    def spell(self):
        elements = [each.spell() for each in self.columns] + [each.spell() for each in self.constraints]
        elements += [each.spell(f"al::index({quoted(each.name)}") for each in self.indexes]
        return f"al::table({quoted(self.name)},\n    " + ",\n    ".join(elements) + ")"

    def column_users(self, column):
        return [each for each in self.constraints if column in each.columns] + [each for each in self.indexes if column in each.columns()]


class View:
    def __init__(self, name, table, columns):
        self.name, self.table, self.columns = name, table, columns

    def spell(self):
        columns = ", ".join(each.name for each in self.columns)
        return f"al::create_view({quoted(self.name)}, {quoted(f'SELECT {columns} FROM {self.table.name}')})"


class History:
    def __init__(self, seed):
        self.dice = Dice(seed)
        self.tables, self.views = [], []
        self.number = 0
        self.freed = {"table": [], "column": []}
        self.revisions = []  # pairs: the operations as spelled, the schema after them

    # Names, now and then one that something else had before.

    def fresh(self, what, among, taken):
        again = [each for each in self.freed.get(what, []) if each not in taken]
        if again and self.dice.chance(35):
            return self.dice.one(again)
        self.number += 1
        return f"{self.dice.one(among)}_{self.number}"

    def fresh_table(self):
        return self.fresh("table", TABLES, [each.name for each in self.tables] + [each.name for each in self.views])

    def fresh_column(self, table):
        return self.fresh("column", COLUMNS, [each.name for each in table.columns])

    def is_free(self, table, name):
        return all(each.name != name for each in table.constraints)

    def index_is_free(self, name):
        return all(index.name != name for table in self.tables for index in table.indexes)

    # Pieces.

    def default_of(self, type_):
        if type_ in INTEGERS or type_ in ("al::real", "al::numeric(10, 2)", "al::double_precision"):
            return str(self.dice.below(100))
        if type_ in TEXTS:
            return self.dice.one(['""', '"it\'s"', '"new"'])
        if type_ == "al::timestamp":
            return "al::current_timestamp"
        if type_ == "al::boolean":
            return self.dice.one(["true", "false"])
        return None

    def make_column(self, table):
        type_ = self.dice.one(self.dice.one([INTEGERS, TEXTS, OTHERS]))
        column = Column(self.fresh_column(table), type_, self.dice.chance(60))
        if not column.nullable or self.dice.chance(30):
            column.default = self.default_of(type_)
        # A NOT NULL column without a default could not come back once it is dropped, nor be added.
        column.nullable = column.nullable or column.default is None
        return column

    def column_constraint(self, table, column):
        """A constraint as an option of a column: how it is spelled there. It has the name of the convention."""
        kind = self.dice.one(["unique", "check", "references", "indexed", "", "", ""])
        if kind == "unique" and self.is_free(table, name := f"uq_{table.name}_{column.name}"):
            table.constraints.append(Constraint("unique", name, [column]))
            return ["al::unique"]
        if kind == "check" and self.is_free(table, name := f"ck_{table.name}_{column.name}"):
            table.constraints.append(Constraint("check", name, [column], pattern="{0} <> 7"))
            return [f"al::check({quoted(column.name + ' <> 7')})"]
        if kind == "references" and self.tables:
            target = self.dice.one(self.tables)
            if self.is_free(table, name := f"fk_{table.name}_{column.name}_{target.name}"):
                column.type, column.nullable, column.default = "al::integer", True, None
                table.constraints.append(Constraint("foreign_key", name, [column], target))
                return [f'al::references({quoted(target.name)}, "id")']
        if kind == "indexed" and self.index_is_free(name := f"ix_{table.name}_{column.name}"):
            table.indexes.append(Index(name, [(column, "")]))
            return ["al::indexed"]
        return []

    # Operations: each gives what it is spelled, or nothing where it is not possible now.

    def create_table(self):
        table = Table(self.fresh_table())
        key = Column("id", "al::integer", False, autoincrement=self.dice.chance(40))
        table.columns.append(key)
        table.constraints.append(Constraint("primary_key", f"pk_{table.name}", [key]))
        elements = [f'al::column("id", al::integer, al::primary_key{", al::autoincrement" if key.autoincrement else ""})']
        for _ in range(1 + self.dice.below(4)):
            column = self.make_column(table)
            table.columns.append(column)
            more = self.column_constraint(table, column)
            elements.append(column.spell(*more))
        for number in range(1, 1 + self.dice.below(3)):  # checks of the table are numbered
            check = Constraint("check", f"ck_{table.name}_{number}", self.dice.some(table.columns, 2), pattern=f"{{0}} IS NOT {number}")
            table.constraints.append(check)
            elements.append(check.spell(named=False))
        self.tables.append(table)
        return f'al::create_table({quoted(table.name)}, {", ".join(elements)})'

    def drop_table(self):
        table = self.dice.one(self.tables)
        pointed_at = any(each.target is table for other in self.tables if other is not table for each in other.constraints)
        if len(self.tables) < 3 or pointed_at or any(view.table is table for view in self.views):
            return None
        self.tables.remove(table)
        self.freed["table"].append(table.name)
        return f"al::drop_table({quoted(table.name)})"

    def rename_table(self):
        table, to = self.dice.one(self.tables), self.fresh_table()
        spelled = f"al::rename_table({quoted(table.name)}, {quoted(to)})"
        self.freed["table"].append(table.name)
        table.name = to
        return spelled

    def add_column(self):
        table = self.dice.one(self.tables)
        column = self.make_column(table)
        table.columns.append(column)
        more = self.column_constraint(table, column)
        return f"al::add_column({quoted(table.name)}, {column.spell(*more)})"

    def drop_column(self):
        table = self.dice.one(self.tables)
        column = self.dice.one(table.columns)
        seen = any(view.table is table and column in view.columns for view in self.views)
        if column.name == "id" or table.column_users(column) or seen or not (column.nullable or column.default):
            return None
        table.columns.remove(column)
        self.freed["column"].append(column.name)
        return f"al::drop_column({quoted(table.name)}, {quoted(column.name)})"

    def rename(self, table, column):
        to = self.fresh_column(table)
        self.freed["column"].append(column.name)
        column.name = to
        return quoted(to)

    def rename_column(self):
        table = self.dice.one(self.tables)
        column = self.dice.one(table.columns[1:] or table.columns)
        if column.name == "id":
            return None
        return f"al::rename_column({quoted(table.name)}, {quoted(column.name)}, {self.rename(table, column)})"

    def alter_column(self):
        table = self.dice.one(self.tables)
        column = self.dice.one(table.columns)
        if column.name == "id" or any(column in each.columns and each.kind == "foreign_key" for each in table.constraints):
            return None
        spelled = f"al::alter_column({quoted(table.name)}, {quoted(column.name)})"
        start = spelled
        if self.dice.chance(60):
            column.type = self.dice.one(self.dice.one([INTEGERS, TEXTS, OTHERS]))
            spelled += f".type({column.type})"
            if column.default is not None or self.dice.chance(30):  # one that fits
                column.default = self.default_of(column.type)
                spelled += f".default_to({column.default})" if column.default is not None else ".drop_default()"
        elif self.dice.chance(60):
            new = None if column.default is not None and self.dice.chance(50) else self.default_of(column.type)
            column.default = new
            spelled += f".default_to({new})" if new is not None else ".drop_default()"
        if column.nullable and column.default is not None and self.dice.chance(50):
            column.nullable = False
            spelled += ".not_null()"
        elif not column.nullable and (column.default is None or self.dice.chance(40)):
            column.nullable = True
            spelled += ".nullable()"
        if self.dice.chance(25):
            spelled += f".rename_to({self.rename(table, column)})"
        return spelled if spelled != start else None

    def add_constraint(self):
        table = self.dice.one(self.tables)
        self.number += 1
        kind = self.dice.one(["unique", "check", "foreign_key"])
        columns = self.dice.some(table.columns, 2)
        if kind == "unique":
            # A second one over the same columns is refused.
            if any(each.kind == "unique" and {*map(id, each.columns)} == {*map(id, columns)} for each in table.constraints):
                return None
            made = Constraint("unique", f"only_{self.number}", columns)
        elif kind == "check":
            made = Constraint("check", f"valid_{self.number}", columns, pattern=self.dice.one([f"{{0}} <> 'it''s {columns[0].name}'", "{0} IS NOT 13", "coalesce({0}, 1) > 0"]))
        else:
            integers = [each for each in table.columns if each.type in INTEGERS]
            column = self.dice.one(integers)
            action = self.dice.one(["", "cascade", "restrict", "no_action"])
            made = Constraint("foreign_key", f"of_{self.number}", [column], self.dice.one(self.tables), action)
        table.constraints.append(made)
        return f"al::add_constraint({quoted(table.name)}, {made.spell()})"

    def drop_constraint(self):
        table = self.dice.one(self.tables)
        constraints = [each for each in table.constraints if each.kind != "primary_key"]
        if not constraints:
            return None
        gone = self.dice.one(constraints)
        table.constraints.remove(gone)
        return f"al::drop_constraint({quoted(table.name)}, {quoted(gone.name)})"

    def create_index(self):
        table = self.dice.one(self.tables)
        self.number += 1
        parts = [(each, self.dice.one(["", "", "desc", "expression"])) for each in self.dice.some(table.columns, 3)]
        made = Index(f"by_{self.number}", parts, self.dice.chance(25), self.dice.one(table.columns) if self.dice.chance(25) else None)
        table.indexes.append(made)
        return made.spell(f"al::create_index({quoted(made.name)}, {quoted(table.name)}")

    def drop_index(self):
        table = self.dice.one(self.tables)
        if not table.indexes:
            return None
        gone = self.dice.one(table.indexes)
        table.indexes.remove(gone)
        return f"al::drop_index({quoted(gone.name)})"

    def create_view(self):
        self.number += 1
        table = self.dice.one(self.tables)
        made = View(f"seen_{self.number}", table, self.dice.some(table.columns, 3))
        self.views.append(made)
        return made.spell()

    def drop_view(self):
        if not self.views:
            return None
        gone = self.views.pop(self.dice.below(len(self.views)))
        return f"al::drop_view({quoted(gone.name)})"

    def step(self):
        often = [self.add_column, self.rename_column, self.alter_column, self.alter_column, self.create_table, self.create_index, self.add_constraint]
        seldom = [self.rename_table, self.drop_table, self.drop_column, self.drop_column, self.drop_constraint, self.drop_index, self.create_view, self.drop_view]
        while True:
            if spelled := self.dice.one(often + seldom)():
                return spelled

    def make(self):
        left = 12 + self.dice.below(MOST_OPERATIONS - 11)
        while left > 0:
            count = min(left, 2 + self.dice.below(4))
            operations = [self.create_table() if not self.revisions and i < 2 else self.step() for i in range(count)]
            self.revisions.append((operations, copy.deepcopy((self.tables, self.views))))
            left -= count
        return self


def write(history, number, out):
    print(f"namespace history_{number} {{\n", file=out)
    known = {}  # what a table is spelled: the variable that is it
    count = len(history.revisions)
    for i, (operations, _) in enumerate(history.revisions):
        revises = f'.revises("r{i - 1}")' if i else ""
        print(f'constexpr auto r{i} = al::revision("r{i}"){revises}.upgrade(\n    ' + ",\n    ".join(operations) + ");\n", file=out)
    print(f'constexpr al::history<replayed::unreviewed, {", ".join(f"r{i}" for i in range(count))}> history{{}};\n', file=out)
    for i, (_, (tables, views)) in enumerate(history.revisions):
        members = []
        for j, each in enumerate([*tables, *views]):
            spelled = each.spell()
            if spelled not in known:
                known[spelled] = f"m{i}_{j}"
                print(f"constexpr auto m{i}_{j} = {spelled};", file=out)
            members.append(known[spelled])
        print(f'constexpr al::metadata<{", ".join(members)}> after_{i}{{}};', file=out)
        print(f"static_assert(replayed::leads_to(history.view(), {i + 1}, after_{i}.view()));\n", file=out)
    print(f"static_assert(replayed::down_undoes_up(history.view()));\n"
          f"static_assert(al::matches<history, after_{count - 1}>);", file=out)
    # A constant schema is one of tables.
    if without_views := [i for i, (_, (_, views)) in enumerate(history.revisions) if not views]:
        at = history.dice.one(without_views)
        print(f'static_assert(replayed::is_schema_of(al::schema_at<history, "r{at}">, after_{at}.view(), *history.view().settings));', file=out)
    print(f"\n}}  // namespace history_{number}\n", file=out)


def main():
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for file in range(FILES):
        with open(directory / f"replays_{file + 1}.cpp", "w", encoding="utf-8") as out:
            print("// SPDX-License-Identifier: BSL-1.0\n"
                  "// Generated by generate_replays.py: random histories, and the schema that a model of its own has after each revision.\n"
                  '#include "replayed.hpp"\n\nnamespace {\n\nnamespace al = aludel;\n', file=out)
            for i in range(HISTORIES):
                number = file * HISTORIES + i
                write(History(number).make(), number, out)
            print("}  // namespace", file=out)


main()
