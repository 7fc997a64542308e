// SPDX-License-Identifier: BSL-1.0
// expect: [AL201] add_column: table `customers` does not exist at this revision; did you mean `custmers`? Create it first, or name one that is there (revision `000000000002`)
// expect: [AL205] add_column: table `orders` has a column `placed` already at this revision. Give the new one another name (revision `000000000005`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
#define CUSTOMERS "custmers"
#define DELIVERED "placed"
#else
#define CUSTOMERS "customers"
#define DELIVERED "delivered"
#endif

inline constexpr auto tables = al::revision("000000000001", "tables")
                                   .upgrade(al::create_table(CUSTOMERS, al::column("id", al::integer, al::primary_key),
                                                             al::column("name", al::text)));

// Each of these is about the table that is missing, or about what it would have: nothing more is said of it.
inline constexpr auto mail = al::revision("000000000002", "mail")
                                 .revises("000000000001")
                                 .upgrade(al::add_column("customers", al::column("mail", al::text)));
inline constexpr auto orders =
    al::revision("000000000003", "orders")
        .revises("000000000002")
        .upgrade(al::create_table("orders", al::column("id", al::integer, al::primary_key),
                                  al::column("customer", al::integer, al::references("customers", "id")),
                                  al::column("placed", al::timestamp)),
                 al::create_index("ix_mail", "customers", "mail"), al::rename_table("customers", "people"));
inline constexpr auto no_mail = al::revision("000000000004", "no mail")
                                    .revises("000000000003")
                                    .upgrade(al::drop_index("ix_mail"), al::drop_column("people", "mail"))
                                    .downgrade(al::add_column("people", al::column("mail", al::text)),
                                               al::create_index("ix_mail", "people", "mail"))
                                    .acknowledge(al::rule::drops_column, "nobody reads it");

// And this is another mistake.
inline constexpr auto delivery = al::revision("000000000005", "delivery")
                                     .revises("000000000004")
                                     .upgrade(al::add_column("orders", al::column(DELIVERED, al::timestamp)),
                                              al::insert("people", al::row(al::value("id", 1))));

inline constexpr al::history<tables, mail, orders, no_mail, delivery> history{};  // the line

int main() {}
