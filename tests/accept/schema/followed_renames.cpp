// SPDX-License-Identifier: BSL-1.0
// A rename after which a view means nothing, and one in a text that the library cannot read, are refused, as the
// database refuses the first; views over views are known.
#include <aludel.hpp>

namespace {

namespace al = aludel;

template <class... Operations>
constexpr al::rule found(const Operations&... operations) {
    const auto one =
        al::revision("a1").upgrade(al::create_table("t", al::column("a", al::integer), al::column("b", al::text)),
                                   al::create_table("u", al::column("c", al::integer), al::column("a", al::integer)));
    const auto two = al::revision("b2").revises("a1").upgrade(operations...).irreversible("a test");
    const al::op::revision revisions[] = {one.view(), two.view()};
    const al::op::settings settings{};
    for (const al::finding& each : al::verify(settings, {revisions, 2})) return each.rule;
    return al::rule::none;
}
constexpr al::rule viewed(const char* query) {
    return found(al::create_view("v", query), al::rename_column("t", "a", "n"));
}
constexpr auto none = al::rule::none, refused = al::rule::rename_in_sql;

// What SQLite does with these: `ALTER TABLE t RENAME a TO n`.
static_assert(viewed("SELECT a FROM (SELECT a FROM t)") == refused && viewed("SELECT * FROM t ORDER BY a") == refused);
static_assert(viewed("SELECT x.a FROM (SELECT * FROM t) x") == refused);
static_assert(viewed("WITH w AS (SELECT a FROM t) SELECT a FROM w") == refused);
static_assert(viewed("SELECT t.b FROM t JOIN u USING (a)") == refused);
static_assert(viewed("SELECT a AS z FROM t ORDER BY z") == none && viewed("SELECT a FROM t GROUP BY a") == none);
static_assert(viewed("SELECT a FROM t UNION SELECT c FROM u ORDER BY a") == none);
static_assert(viewed("WITH w(a) AS (SELECT a FROM t) SELECT a FROM w") == none);
static_assert(viewed("SELECT u.c FROM u WHERE c IN (SELECT a FROM t)") == none && viewed("SELECT a FROM u") == none);

// Views over views.
constexpr auto v = al::create_view("v", "SELECT a, b AS text FROM t");
static_assert(found(v, al::create_view("w", "SELECT a, text FROM v")) == none);
static_assert(found(v, al::create_view("w", "SELECT a, b FROM v")) == al::rule::unknown_column);
static_assert(found(v, al::create_view("w", "SELECT a FROM v"), al::rename_column("t", "a", "n")) == refused);
static_assert(found(v, al::create_view("w", "SELECT text FROM v"), al::rename_column("t", "a", "n")) == none);
static_assert(found(v, al::create_view("w", "SELECT a FROM v"), al::drop_view("v")) == al::rule::table_in_use);
static_assert(found(v, al::create_view("w", "SELECT a FROM v"), al::drop_view("v"), v) == none);
static_assert(found(v, al::create_view("w", "SELECT a FROM v"), al::drop_view("w"), al::drop_view("v")) == none);
static_assert(found(v, al::execute("UPDATE t SET a = (SELECT c FROM v)")) == al::rule::unknown_name_in_sql);
static_assert(found(al::create_view("v", "SELECT count(*) FROM t"),
                    al::create_view("w", "SELECT \"count(*)\" FROM v")) == none);

// A text that the library does not read, for it is nested too deeply.
constexpr auto deep =
    al::create_table("d", al::column("a", al::integer), al::column("b", al::text),
                     al::check("(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
                               "((((a)))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
                               "))))))))) > 0")
                         .named("deep"));
static_assert(found(deep, al::rename_column("d", "a", "n")) == refused);
static_assert(found(deep, al::alter_column("d", "a").rename_to("n")) == refused);
static_assert(found(deep, al::rename_column("d", "b", "n")) == none && found(deep, al::rename_table("d", "s")) == none);

}  // namespace
