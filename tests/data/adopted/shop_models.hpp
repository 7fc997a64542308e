// What the program keeps in its database.
#pragma once

#include <aludel.hpp>

namespace al = aludel;

namespace tables {

inline constexpr auto customers = al::table("customers",
    al::column("id", al::integer, al::primary_key, al::autoincrement),
    al::column("name", al::text, al::not_null, al::collate("NOCASE")),
    al::column("email", al::varchar(80)),
    al::column("joined", al::timestamp, al::not_null, al::default_to(al::current_timestamp)),
    al::column("address_id", al::integer),
    al::unique("email"),
    al::foreign_key("address_id").references("addresses", "id").on_delete(al::set_null),
    al::index("ix_names", al::expression("lower(name)"), al::desc("email")).unique().where("email IS NOT NULL"));
inline constexpr auto addresses = al::table("addresses",
    al::column("id", al::integer, al::primary_key),
    al::column("customer_id", al::native("INT"), al::not_null),
    al::column("street", al::text, al::not_null, al::default_to("unknown, \"so far\"")),
    al::foreign_key("customer_id").references("customers"),
    al::index("ix street", al::expression("street COLLATE NOCASE")));
inline constexpr auto order_lines = al::table("order lines",
    al::column("order", al::integer, al::not_null),
    al::column("line", al::integer, al::not_null),
    al::column("price", al::numeric(10, 2), al::not_null, al::default_to(al::sql("0.5"))),
    al::column("amount", al::double_precision),
    al::column("total", al::native(""), al::generated("price * amount", al::stored)),
    al::check("line > 0"),
    al::primary_key("order", "line"),
    al::check("price >= 0 AND amount <> -1").named("positive"),
    al::without_rowid);
inline constexpr auto class_ = al::table("class",
    al::column("id", al::integer, al::primary_key),
    al::column("this", al::native("ANY")),
    al::column("blob", al::binary, al::default_to(al::sql("x'00ff'"))),
    al::strict);
inline constexpr auto dear = al::create_view("dear", R"sql(SELECT name,
       email -- what we write to
FROM customers)sql");

}  // namespace tables

inline constexpr al::metadata<
    tables::customers,
    tables::addresses,
    tables::order_lines,
    tables::class_,
    tables::dear> models{};
