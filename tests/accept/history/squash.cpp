// SPDX-License-Identifier: BSL-1.0
// Squashes, and the findings about them in the compiler.
#include <aludel.hpp>

namespace {

namespace al = aludel;

inline constexpr auto a =
    al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
inline constexpr auto b = al::revision("b").revises("a").upgrade(al::add_column("t", al::column("x", al::text)),
                                                                 al::insert("t", al::row(al::value("id", 1))));
inline constexpr auto c = al::revision("c").revises("b").upgrade(al::alter_column("t", "x").rename_to("y"),
                                                                 al::insert("t", al::row(al::value("id", 2))));
inline constexpr auto d = al::revision("d").revises("c").upgrade(al::create_index("ix", "t", "y"));

inline constexpr auto s =
    al::squash("s", "at once")
        .replaces("a", "b", "c")
        .upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("y", al::text)),
                 al::insert("t", al::row(al::value("id", 1)), al::row(al::value("id", 2))));

// At any place of the history, and with settings; and without the replaced revisions.
inline constexpr auto settings = al::settings().transaction_per_revision();
inline constexpr al::history<settings, d, s, c, b, a> beside{};
inline constexpr al::history<settings, d, s> after{};

static_assert(beside.view().revisions.size() == 4 && beside.view().revisions[0].id == "d" &&
              beside.view().revisions[3].id == "a");
static_assert(beside.view().shortcuts.size() == 1 && beside.view().shortcuts[0].id == "s" &&
              beside.view().at(4).id == "s" && beside.view().size() == 5);
static_assert(after.view().revisions.size() == 2 && after.view().shortcuts.empty());
static_assert(al::schema_at<beside, "s">.table("t").find_column("y") != nullptr &&
              al::schema_at<beside, "b">.table("t").find_column("x") != nullptr);
static_assert(al::schema_at<after, "c">.table("t").find_column("y") != nullptr);

constexpr bool plans() {
    al::migration<al::dialect_of<al::sqlite.id>> fresh(beside.view(), al::sqlite, al::version_rows{});
    fresh.upgrade("head");
    const al::plan& way = fresh.plan();
    bool fine = way.steps.size() == 2 && way.steps[0].id == "s" && way.steps[0].revision == 4 &&
        way.steps[1].id == "d" && way.heads.size() == 1 && way.heads[0] == "d";
    fine =
        fine && way.writes.size() == 2 && way.writes[0] == al::version_write{al::version_write_kind::insert, {}, "c"};
    fine = fine && way.writes[1] == al::version_write{al::version_write_kind::update, "c", "d"};
    fine = fine && fresh.render(0).writes.size() == 1;

    al::migration<al::dialect_of<al::sqlite.id>> middle(beside.view(), al::sqlite, al::version_rows{"a"});
    middle.upgrade("s");
    fine = fine && middle.size() == 2 && middle.at(0).id == "b" && middle.at(1).id == "c";

    al::migration<al::dialect_of<al::sqlite.id>> old(after.view(), al::sqlite, al::version_rows{"c"});
    old.upgrade("head");
    fine =
        fine && old.size() == 1 && old.plan().writes[0] == al::version_write{al::version_write_kind::update, "c", "d"};

    al::migration<al::dialect_of<al::sqlite.id>> down(after.view(), al::sqlite, al::version_rows{"d"});
    down.downgrade("c");
    return fine && down.size() == 1 &&
        down.plan().writes[0] == al::version_write{al::version_write_kind::update, "d", "s"};
}
static_assert(plans());

constexpr std::string_view words = al::script<beside, al::sqlite>;
static_assert(words.find("-- in place of a, b, c") != std::string_view::npos &&
              words.find("ADD COLUMN") == std::string_view::npos);
static_assert(al::script<after, al::sqlite, "c:d">.find("WHERE version_num = 'c'") != std::string_view::npos);
static_assert(al::script<after, al::sqlite, "s:d">.find("WHERE version_num = 's'") != std::string_view::npos);

// The same as values, for revisions in any order.
constexpr al::op::revision all[] = {s.view(), c.view(), b.view(), a.view(), d.view()};
static_assert(al::verify(al::op::settings{}, {all, 5}).empty());
static_assert(al::verify(al::op::settings{}, {all, 3}).size() == 1 &&
              al::verify(al::op::settings{}, {all, 3})[0].rule == al::rule::invalid_squash);

}  // namespace

int main() {}
