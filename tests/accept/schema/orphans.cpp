// SPDX-License-Identifier: BSL-1.0
// Which operations can create foreign key violations, and which certainly cannot.
#include <aludel.hpp>

namespace {

namespace al = aludel;

constexpr auto tables =
    al::revision("a1").upgrade(al::create_table("parents", al::column("id", al::integer, al::primary_key),
                                                al::column("code", al::text, al::unique), al::column("place", al::text),
                                                al::column("number", al::integer), al::column("name", al::text)),
                               al::create_index("by_place", "parents", "place").unique(),
                               al::create_index("by_expression", "parents", al::expression("lower(number)")).unique(),
                               al::create_index("by_name", "parents", "name"),
                               al::create_table("children", al::column("id", al::integer, al::primary_key),
                                                al::column("parent_id", al::integer, al::references("parents", "id")),
                                                al::column("note", al::text, al::check("note <> ''"))),
                               al::create_table("computed", al::column("a", al::integer),
                                                al::column("b", al::integer, al::generated("a * 2"), al::unique)));

/// Whether the last operation can.
template <class... Operations>
constexpr bool orphans(const Operations&... operations) {
    const auto revision = al::revision("b2").revises("a1").upgrade(operations...);
    const auto base = tables.view(), added = revision.view();
    const al::op::settings settings{};
    al::schema schema;
    al::detail::replay_context at{schema, &settings};
    al::detail::apply(at, base.upgrade);
    bool last = false;
    for (const al::op::operation& each : added.upgrade.list) {
        last = al::detail::may_orphan(schema, added.upgrade, each);
        al::detail::apply(at, added.upgrade, each);
    }
    return last;
}

static_assert(!orphans(al::alter_column("parents", "name").type(al::varchar(9))) &&
              !orphans(al::alter_column("children", "note").not_null()));
// Tables with a foreign key, tables that one refers to, and tables that one could refer to.
static_assert(orphans(al::alter_column("children", "parent_id").type(al::bigint)) &&
              orphans(al::alter_column("parents", "id").type(al::bigint)));
static_assert(orphans(al::alter_column("parents", "code").type(al::varchar(9))) &&
              orphans(al::alter_column("parents", "place").type(al::varchar(9))));
static_assert(orphans(al::alter_column("parents", "number").type(al::bigint)));
static_assert(orphans(al::alter_column("computed", "a").type(al::bigint)));
// A target by its new name, after a rename.
static_assert(orphans(al::rename_table("parents", "elders"), al::rename_column("elders", "id", "number_2"),
                      al::alter_column("elders", "number_2").type(al::bigint)));

static_assert(!orphans(al::add_column("parents", al::column("x", al::integer, al::unique))));
static_assert(orphans(al::add_column("parents", al::column("x", al::integer, al::references("children", "id")))));
static_assert(!orphans(al::add_constraint("parents", al::unique("number"))) &&
              !orphans(al::add_constraint("parents", al::check("number > 0"))));
static_assert(orphans(al::add_constraint("parents", al::foreign_key("number").references("children", "id"))));
static_assert(!orphans(al::drop_constraint("children", "fk_children_parent_id_parents")) &&
              !orphans(al::drop_constraint("children", "ck_children_note")));
static_assert(orphans(al::drop_constraint("parents", "uq_parents_code")) &&
              orphans(al::drop_constraint("parents", "pk_parents")));

static_assert(!orphans(al::create_table("t", al::column("a", al::integer))) &&
              !orphans(al::create_index("i", "parents", "name")));
static_assert(!orphans(al::create_view("v", "SELECT name FROM parents")) &&
              !orphans(al::create_view("v", "SELECT name FROM parents"), al::drop_view("v")));
static_assert(!orphans(al::rename_table("parents", "elders")) &&
              !orphans(al::rename_column("parents", "name", "title")));
static_assert(!orphans(al::drop_column("children", "note")) && !orphans(al::comment_on_table("parents", "all")));
static_assert(orphans(al::drop_table("computed")) && orphans(al::drop_index("by_place")) &&
              orphans(al::execute("DELETE FROM parents")));
static_assert(orphans(al::run([](auto&) {})) &&
              orphans(al::insert("children", al::row(al::value("id", 1), al::value("parent_id", 7)))));

}  // namespace
