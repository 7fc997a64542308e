// SPDX-License-Identifier: BSL-1.0
// Prints the script of a history that has every operation, for the database that is named, and back to base.
#include <aludel.hpp>

#include <iostream>     // cout
#include <string_view>  // string_view

namespace al = aludel;

constexpr auto first =
    al::revision("a1", "the first tables")
        .upgrade(
            al::create_table("makers", al::column("id", al::bigint, al::primary_key, al::autoincrement),
                             al::column("name", al::varchar(40), al::not_null, al::unique, al::comment("it's")),
                             al::column("note", al::text), al::comment("who makes the goods")),
            al::create_table(
                "goods", al::column("id", al::integer, al::primary_key, al::identity().start(10)),
                al::column("maker", al::bigint, al::not_null, al::references("makers", "id").on_delete(al::cascade)),
                al::column("price", al::numeric(10, 2), al::not_null, al::default_to(0), al::check("price >= 0")),
                al::column("made", al::date), al::column("seen", al::timestamp), al::column("zone", al::timestamptz),
                al::column("is_new", al::boolean, al::not_null, al::default_to(true)),
                al::column("kind", al::enumeration("kind", "small", "large")), al::column("data", al::binary),
                al::column("weight", al::double_precision), al::column("doc", al::json), al::column("key", al::uuid),
                al::column("letter", al::char_(1)), al::column("order", al::smallint),
                al::column("twice", al::numeric(12, 2), al::generated("price * 2", al::virtual_))),
            al::create_index("ix_goods_price", "goods", "price", al::desc("weight")),
            al::create_index("ux_goods", "goods", "maker", "order").unique());

constexpr auto second =
    al::revision("b2", "everything that changes")
        .revises("a1")
        .upgrade(al::insert("makers", al::row(al::value("id", 5), al::value("name", "A\n/\nGO\n;")),
                            al::row(al::value("name", "Ä"))),
                 al::add_column("goods", al::column("stock", al::integer, al::not_null).fill(al::sql("price * 0"))),
                 al::drop_index("ix_goods_price", "goods"),
                 al::alter_column("goods", "weight").type(al::real).default_to(1.5),
                 al::alter_column("goods", "letter").comment("one letter").rename_to("mark"),
                 al::add_constraint("goods", al::check("stock >= 0").named("ck_stock")),
                 al::create_view("cheap", "SELECT id, price FROM goods WHERE price < 10"),
                 al::rename_column("makers", "note", "remark"), al::execute("UPDATE goods SET stock = 1 WHERE id > 3"),
                 al::comment_on_table("goods", "all goods"),
                 al::execute("DELETE FROM goods WHERE id = 1; DELETE FROM goods WHERE id = 2;"),
                 al::drop_constraint("makers", "made_by_hand", al::if_exists),
                 al::create_index("ix_goods_made", "goods", "made").using_method("nonclustered"),
                 al::create_index("ix_goods_seen", "goods", "seen").using_method("bitmap"),
                 al::create_table("old", al::column("id", al::integer, al::primary_key), al::if_not_exists),
                 al::drop_table("old", al::if_exists))
        .downgrade(
            al::drop_index("ix_goods_seen", "goods"), al::drop_index("ix_goods_made", "goods"),
            al::comment_on_table("goods", ""), al::rename_column("makers", "remark", "note"), al::drop_view("cheap"),
            al::drop_constraint("goods", "ck_stock"), al::alter_column("goods", "mark").comment("").rename_to("letter"),
            al::alter_column("goods", "weight").type(al::double_precision).drop_default(),
            al::create_index("ix_goods_price", "goods", "price", al::desc("weight")), al::drop_column("goods", "stock"))
        .acknowledge(al::rule::narrows_type, "a test")
        .acknowledge(al::rule::adds_check, "a test");

constexpr auto third =
    al::revision("c3", "a step of the program").revises("b2").upgrade(al::run([](auto&) {})).irreversible("a test");

constexpr auto settings = al::settings().dialects(al::mssql, al::oracle).title("goods");
constexpr al::history<settings, first, second, third> history{};

int main(int argc, char** argv) {
    const std::string_view name = argc > 1 ? argv[1] : "";
    const al::op::dialect database = name == "oracle" ? al::oracle : al::mssql;
    al::write_script<history>(std::cout, database, argc > 2 ? argv[2] : "base:heads");
}
