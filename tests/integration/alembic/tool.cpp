// SPDX-License-Identifier: BSL-1.0
// The migration tool of the program that takes over: the first two revisions were Alembic's, the third is applied by
// this tool, and the fourth by Alembic again (see versions/).
#include <aludel.hpp>

namespace accounts {

namespace al = aludel;

inline constexpr auto tables =
    al::revision("1c0ffee00001", "tables")
        .upgrade(al::create_table(
                     "account", al::column("id", al::integer, al::primary_key, al::autoincrement),
                     al::column("email", al::varchar(200), al::not_null, al::unique),
                     al::column("is_active", al::boolean, al::not_null, al::default_to(true)),
                     al::column("created_at", al::timestamp, al::not_null, al::default_to(al::current_timestamp))),
                 al::create_table("payment", al::column("id", al::integer, al::primary_key, al::autoincrement),
                                  al::column("account_id", al::integer, al::not_null,
                                             al::references("account", "id").on_delete(al::cascade)),
                                  al::column("amount", al::numeric(10, 2), al::not_null),
                                  al::check("amount > 0").named("ck_amount")));
inline constexpr auto notes = al::revision("1c0ffee00002", "notes")
                                  .revises("1c0ffee00001")
                                  .upgrade(al::add_column("account", al::column("note", al::text)),
                                           al::create_index("ix_payment_account", "payment", "account_id"));
inline constexpr auto labels =
    al::revision("1c0ffee00003", "labels")
        .revises("1c0ffee00002")
        .upgrade(
            al::add_column("account", al::column("label", al::varchar(20), al::not_null)).fill(al::sql("'no ' || id")));
inline constexpr auto unique_labels = al::revision("1c0ffee00004", "unique labels")
                                          .revises("1c0ffee00003")
                                          .upgrade(al::create_index("ux_account_label", "account", "label").unique())
                                          .acknowledge(al::rule::adds_unique, "they were made of the key");

inline constexpr auto settings = al::settings().version_table("alembic_version").dialects(al::postgresql);
inline constexpr al::history<settings, tables, notes, labels, unique_labels> history{};

}  // namespace accounts

int main(int argc, char** argv) { return aludel::command_line<accounts::history>(argc, argv); }
