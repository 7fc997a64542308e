// SPDX-License-Identifier: BSL-1.0
// Tables of one name in two schemas: an operation is about the one whose schema it names, and without one about that of
// the connection. Models are told apart in the same way.
#include <aludel.hpp>
#include <aludel/script/script.hpp>

namespace al = aludel;

inline constexpr auto audit = al::in_schema("audit");
inline constexpr auto settings = al::settings().dialects(al::postgresql);
inline constexpr auto start = al::revision("start").upgrade(
    al::create_schema("audit"),
    al::create_table("users", al::column("id", al::integer, al::primary_key), al::column("email", al::text),
                     al::index("ix_email", "email")),
    al::create_table("users", audit, al::column("no", al::integer, al::primary_key),
                     al::column("user_id", al::integer, al::references("users", "id")),
                     al::index("ix_email", "user_id")),
    al::add_column("users", al::column("last", al::integer, al::references("users", "no", audit))));
inline constexpr auto next =
    al::revision("next")
        .revises("start")
        .upgrade(al::add_column("users", al::column("note", al::text)).in_schema("audit"),
                 al::create_view("notes", "SELECT users.note FROM audit.users"),
                 al::create_view("emails", "SELECT users.email FROM users"),
                 al::rename_column("users", "email", "mail"), al::drop_index("ix_email", audit))
        .downgrade(al::create_index("ix_email", "users", "user_id", audit), al::rename_column("users", "mail", "email"),
                   al::drop_view("emails"), al::drop_view("notes"), al::drop_column("users", "note", audit));
inline constexpr al::history<settings, start, next> history{};

inline constexpr auto users =
    al::table("users", al::column("id", al::integer, al::primary_key), al::column("mail", al::text),
              al::column("last", al::integer, al::references("users", "no", audit)), al::index("ix_email", "mail"));
inline constexpr auto audited =
    al::table("users", audit, al::column("no", al::integer, al::primary_key),
              al::column("user_id", al::integer, al::references("users", "id")), al::column("note", al::text));
inline constexpr al::metadata<settings, users, audited> models{};
inline constexpr auto no_views = [](const al::schema_object& each) { return each.kind != al::object_kind::view; };
static_assert(al::matches<history, models, no_views>);

// What a model lacks is of the one table.
inline constexpr auto bare =
    al::table("users", audit, al::column("no", al::integer, al::primary_key), al::column("note", al::text));
inline constexpr al::metadata<settings, users, bare> others{};
constexpr auto is_about(const al::op::operation& each, al::op::operation_kind wanted) {
    return each.kind == wanted && each.table.text() == "users" && each.schema == "audit";
}
static_assert(al::diff<history, others>.list.size() == 4);  // two views, the key and its column
static_assert(is_about(al::diff<history, others>.list[2], al::op::operation_kind::drop_constraint));
static_assert(is_about(al::diff<history, others>.list[3], al::op::operation_kind::drop_column));

// A namesake that only the models have: the history's own table is in a schema.
inline constexpr auto alone = al::revision("alone").upgrade(al::create_schema("audit"),
                                                            al::create_table("logs", audit, al::column("a", al::text)));
inline constexpr al::history<settings, alone> single{};
inline constexpr auto logs = al::table("logs", al::column("b", al::text));
inline constexpr auto audit_logs = al::table("logs", audit, al::column("a", al::text));
inline constexpr al::metadata<settings, logs, audit_logs> both{};
static_assert(al::diff<single, both>.list.size() == 1);
static_assert(al::diff<single, both>.list[0].kind == al::op::operation_kind::create_table);
static_assert(al::diff<single, both>.list[0].schema.empty());

// Operations that name no schema still find the only table of a name.
inline constexpr auto lax =
    al::revision("lax").revises("alone").upgrade(al::add_column("logs", al::column("b", al::text)));
inline constexpr al::history<settings, alone, lax> still{};
static_assert(al::script<still, al::postgresql>.find("ALTER TABLE \"audit\".\"logs\" ADD COLUMN") !=
              std::string_view::npos);

// A checksum does not depend on a namesake that comes later.
inline constexpr auto later =
    al::revision("later").revises("alone").upgrade(al::create_table("logs", al::column("c", al::text)));
inline constexpr al::history<settings, alone, later> grown{};
static_assert(al::op::checksum_of(grown.view().revisions[0].upgrade) ==
              al::op::checksum_of(single.view().revisions[0].upgrade));
static_assert(al::script<grown, al::postgresql, "heads:base">.find("DROP TABLE \"audit\".\"logs\"") !=
              std::string_view::npos);
