// as the database was
#pragma once

#include <aludel.hpp>

namespace migrations {

namespace al = aludel;

inline constexpr auto r_odd =
    al::revision("odd", "as the database was")
        .upgrade(
            // there is no word for `ON CONFLICT REPLACE`, `COLLATE RTRIM of a key`
            al::execute(R"sql(CREATE TABLE settings (name TEXT PRIMARY KEY ON CONFLICT REPLACE, value, UNIQUE (value COLLATE RTRIM));
CREATE INDEX ix_settings ON settings (value))sql")
                .does(al::create_table("settings",
                    al::column("name", al::text, al::primary_key),
                    al::column("value", al::native("")),
                    al::unique("value"),
                    al::index("ix_settings", "value"))),
            // in words it would be refused: [AL212] create_table: foreign key of table `lost` over `nobody` points at table `nowhere`, which does not exist at this revision
            al::execute("CREATE TABLE lost (id INTEGER PRIMARY KEY, nobody INTEGER REFERENCES nowhere (id))"),
            al::create_table("after_all",
                al::column("id", al::integer, al::primary_key),
                al::column("name", al::text),
                al::foreign_key("name").references("settings", "name")),
            // there is no word for `ON CONFLICT IGNORE`
            al::execute("CREATE TABLE hen (id INTEGER PRIMARY KEY, egg INTEGER REFERENCES egg (id), UNIQUE (egg) ON CONFLICT IGNORE)"),
            // in words it would be refused: [AL212] create_table: foreign key of table `egg` over `hen` points at table `hen`, which does not exist at this revision
            al::execute("CREATE TABLE egg (id INTEGER PRIMARY KEY, hen INTEGER REFERENCES hen (id))"),
            // only its module knows its columns
            al::execute("CREATE VIRTUAL TABLE docs USING fts5 (body)"),
            // there is no word for `column list`
            al::execute("CREATE VIEW pairs (first, second) AS SELECT name, value FROM settings"),
            al::create_view("all_pairs", "SELECT first FROM pairs"),
            al::create_trigger("indexed", al::after, al::insert, "settings", "INSERT INTO docs (body) VALUES (new.name)"))
        .irreversible("it is older than the history");

}  // namespace migrations
