// SPDX-License-Identifier: BSL-1.0
// A history for another database: checked by the rules of that database, rendered in its SQL, and downgraded as any
// other.
#include "../../laws/dialect/imaginary.hpp"
#include "../schema/replayed.hpp"

namespace {

namespace al = aludel;

constexpr auto settings = al::settings().dialects(imaginary::target);
constexpr auto shops =
    al::revision("a1", "shops")
        .upgrade(al::create_table("shops", al::column("id", al::integer, al::primary_key),
                                  al::column("name", al::text, al::not_null)),
                 al::create_table("goods", al::column("id", al::integer, al::primary_key),
                                  al::column("shop", al::integer, al::references("shops", "id")),
                                  al::column("name", al::text)),
                 // Both tables have an index of that name.
                 al::create_index("by_name", "shops", "name").unique(), al::create_index("by_name", "goods", "name"));
constexpr auto more = al::revision("b2")
                          .revises("a1")
                          .upgrade(al::insert("shops", al::row(al::value("id", 1), al::value("name", "it's"))),
                                   al::drop_index("by_name", "goods"), al::rename_column("goods", "name", "title"),
                                   al::add_column("goods", al::column("price", al::integer, al::default_to(-1))))
                          .downgrade(al::drop_column("goods", "price"), al::rename_column("goods", "title", "name"),
                                     al::create_index("by_name", "goods", "name"));

constexpr al::history<settings, shops, more> history{};

static_assert(
    al::script<history, imaginary::target> ==
    "-- history: base to heads, for Imaginary. Generated; do not edit.\n"
    "-- Run it with:  imagine < SCRIPT\n"
    "\n"
    "CREATE TABLE IF NOT EXISTS `aludel_version` (\n"
    "    version_num VARCHAR(32) NOT NULL,\n"
    "    CONSTRAINT `aludel_version_pkc` PRIMARY KEY (version_num)\n"
    ");\n"
    "\n"
    "CREATE TABLE IF NOT EXISTS `aludel_journal` (\n"
    "    entry NUMBER COUNTED,\n"
    "    revision VARCHAR(32) NOT NULL,\n"
    "    direction VARCHAR(9) NOT NULL,\n"
    "    checksum CHAR(16) NOT NULL,\n"
    "    applied_at MOMENT NOT NULL,\n"
    "    duration_ms INTEGER\n"
    ");\n"
    "\n"
    "-- Running upgrade  -> a1, shops\n"
    "\n"
    "CREATE TABLE `shops` (`id` NUMBER MANDATORY, `name` STRING MANDATORY, CONSTRAINT `pk_shops` PRIMARY KEY (`id`));\n"
    "\n"
    "CREATE TABLE `goods` (`id` NUMBER MANDATORY, `shop` NUMBER, `name` STRING, CONSTRAINT `pk_goods` PRIMARY KEY "
    "(`id`), CONSTRAINT `fk_goods_shop_shops` FOREIGN KEY (`shop`) REFERENCES `shops` (`id`));\n"
    "\n"
    "CREATE UNIQUE INDEX `by_name` ON `shops` (`name`);\n"
    "\n"
    "CREATE INDEX `by_name` ON `goods` (`name`);\n"
    "\n"
    "INSERT INTO `aludel_version` (version_num) VALUES ('a1');\n"
    "\n"
    "INSERT INTO `aludel_journal` (revision, direction, checksum, applied_at, duration_ms) VALUES ('a1', 'upgrade', "
    "'5c60352492f96a74', THIS MOMENT, NULL);\n"
    "\n"
    "-- Running upgrade a1 -> b2\n"
    "\n"
    "INSERT INTO `shops` (`id`, `name`) VALUES (1, 'it''s');\n"
    "\n"
    "DROP INDEX `by_name` ON `goods`;\n"
    "\n"
    "ALTER TABLE `goods` RENAME COLUMN `name` TO `title`;\n"
    "\n"
    "ALTER TABLE `goods` ADD `price` NUMBER DEFAULT -1;\n"
    "\n"
    "UPDATE `aludel_version` SET version_num = 'b2' WHERE version_num = 'a1';\n"
    "\n"
    "INSERT INTO `aludel_journal` (revision, direction, checksum, applied_at, duration_ms) VALUES ('b2', 'upgrade', "
    "'db7dce60b66e86fc', THIS MOMENT, NULL);\n"
    "\n"
    "-- The end\n");

// The laws of schemas hold for its renderer too.
static_assert(replayed::down_undoes_up<al::dialect_of<imaginary::id>>(history.view()));

////////////////////////////////////////
// Rules in which it differs from SQLite.

template <const auto&... Entries>
constexpr bool refuses(al::rule wanted) {
    bool found = false;
    for (const al::finding& each : al::findings<Entries...>()) found = found || each.rule == wanted;
    return found;
}

// Where names of indexes belong to a schema, two tables cannot have the same one; that is so where any of several
// databases says so.
static_assert(refuses<shops>(al::rule::duplicate_index) && !refuses<settings, shops>(al::rule::duplicate_index));
constexpr auto both = al::settings().dialects(imaginary::target, al::sqlite);
static_assert(refuses<both, shops>(al::rule::duplicate_index));

// An index whose name several tables have must be dropped with its table.
constexpr auto drops = al::revision("b2").revises("a1").upgrade(al::drop_index("by_name")).irreversible("a test");
constexpr auto drops_one = al::revision("b2").revises("a1").upgrade(al::drop_index("by_name", "goods"));
static_assert(refuses<settings, shops, drops>(al::rule::unknown_index) &&
              !refuses<settings, shops, drops_one>(al::rule::unknown_index));
constexpr auto drops_none =
    al::revision("b2").revises("a1").upgrade(al::drop_index("by_title", "goods")).irreversible("a test");
static_assert(refuses<settings, shops, drops_none>(al::rule::unknown_index));

// Twenty characters, of two bytes each.
constexpr auto short_enough =
    al::revision("a1").upgrade(al::create_table("äöüäöüäöüäöüäöüäöüäö", al::column("id", al::integer)));
constexpr auto too_long =
    al::revision("a1").upgrade(al::create_table("aouaouaouaouaouaouaou", al::column("id", al::integer)));
static_assert(!refuses<settings, short_enough>(al::rule::identifier_too_long) &&
              refuses<settings, too_long>(al::rule::identifier_too_long));
static_assert(!refuses<too_long>(al::rule::identifier_too_long));

// A key of a related type, which most databases take.
constexpr auto related =
    al::revision("a1").upgrade(al::create_table("a", al::column("id", al::integer, al::primary_key)),
                               al::create_table("b", al::column("a", al::bigint, al::references("a", "id"))));
static_assert(refuses<settings, related>(al::rule::foreign_key_target) &&
              !refuses<related>(al::rule::foreign_key_target));

// A key that nobody numbers.
constexpr auto keyless = al::revision("a1").upgrade(
    al::create_table("a", al::column("id", al::integer, al::primary_key), al::column("b", al::text)),
    al::insert("a", al::row(al::value("b", "one"))));
static_assert(refuses<settings, keyless>(al::rule::invalid_row) && !refuses<keyless>(al::rule::invalid_row));

// What SQLite takes for text, and what only it reads, is no concern of other databases.
constexpr auto quoted =
    al::revision("a1").upgrade(al::create_table("a", al::column("id", al::integer), al::check("id > \"zero\"")));
static_assert(!refuses<settings, quoted>(al::rule::double_quoted_text) &&
              refuses<quoted>(al::rule::double_quoted_text));

}  // namespace
