// SPDX-License-Identifier: BSL-1.0
// What a database refuses in a check, a generated column, an index, a fill or a default is refused by the compiler, and
// nothing else. The verdicts are those of SQLite and of its documentation, which does not allow what changes in a
// check.
#include <aludel.hpp>

namespace {

namespace al = aludel;

/// The rule of the first finding about these operations; none: they are right.
template <class... Operations>
constexpr al::rule found(const Operations&... operations) {
    const auto one = al::revision("a1").upgrade(operations...);
    const al::op::revision revisions[] = {one.view()};
    const al::op::settings settings{};
    for (const al::finding& each : al::verify(settings, {revisions, 1})) return each.rule;
    return al::rule::none;
}
template <class... More>
constexpr auto table(const More&... more) {
    return al::create_table("t", al::column("a", al::integer), al::column("b", al::text), more...);
}
constexpr al::rule check(const char* sql) { return found(table(al::check(sql).named("c"))); }
constexpr al::rule generated(const char* sql) { return found(table(al::column("g", al::text, al::generated(sql)))); }
constexpr al::rule indexed(const char* sql) { return found(table(), al::create_index("i", "t", al::expression(sql))); }
constexpr al::rule where(const char* sql) { return found(table(), al::create_index("i", "t", "a").where(sql)); }
constexpr al::rule fill(const char* sql) {
    return found(table(), al::add_column("t", al::column("c", al::text)).fill(al::sql(sql)));
}
constexpr al::rule defaulted(const char* sql) {
    return found(table(al::column("c", al::text, al::default_to(al::sql(sql)))));
}
constexpr auto none = al::rule::none, refused = al::rule::invalid_expression, unknown = al::rule::unknown_column;

constexpr bool nowhere(const char* sql) {
    return check(sql) == refused && generated(sql) == refused && indexed(sql) == refused && where(sql) == refused;
}
constexpr bool everywhere(const char* sql) {
    return check(sql) == none && generated(sql) == none && indexed(sql) == none && where(sql) == none;
}

static_assert(nowhere("max(a) > 0") && nowhere("count(*) > 0") && nowhere("Sum(a) > 1") && nowhere("total(a) > 1"));
static_assert(nowhere("row_number() OVER () > 0") && nowhere("lag(a) > 1") && nowhere("sum(a) FILTER (WHERE a) > 1"));
static_assert(nowhere("?1 > 0") && nowhere("a IN (1, ?)") && nowhere(":x > 0") && nowhere("@x > 0") &&
              nowhere("$x > 0"));
static_assert(nowhere("a IN (SELECT 1)") && nowhere("EXISTS (SELECT 1)") && nowhere("RAISE(IGNORE)"));
static_assert(nowhere("a < date('now')") && nowhere("a < date()") && nowhere("a < julianday('NOW')"));
static_assert(nowhere("a < strftime('%s')") && nowhere("a < strftime('%s', 'now')") && nowhere("a < unixepoch()"));
static_assert(nowhere("a < datetime(b, 'localtime')") && nowhere("a < datetime(b, 'utc')"));
static_assert(nowhere("group_concat(a) > 1") && nowhere("json_group_array(a) IS NULL"));
static_assert(nowhere("random() > 0") && nowhere("a < CURRENT_TIMESTAMP") && nowhere("current_date > a"));
static_assert(nowhere("randomblob(3) > a") && nowhere("changes() >= 0"));
static_assert(everywhere("max(a, 0) > 0") && everywhere("min(a, b, 1) > 0") && everywhere("a < datetime(b)"));
static_assert(everywhere("b <> 'now' AND date(b) > '2020'") && everywhere("a < strftime('%s', b)"));
static_assert(everywhere("b <> 'random()' AND \"a\" > 0 /* count(*) ?1 */") && everywhere("coalesce(a, likely(b))"));
static_assert(everywhere("replace(b, '?', ':x') <> 'SELECT max(a)'") && everywhere("1") &&
              everywhere("my_function(a)"));
static_assert(check("rowid > 0") == unknown && where("rowid > 0") == unknown);
static_assert(generated("rowid + 1") == unknown && indexed("rowid") == unknown && indexed("oid + a") == unknown);

static_assert(fill("count(*)") == refused && fill("?") == refused && fill("row_number() OVER ()") == refused);
static_assert(fill("random()") == none && fill("date('now')") == none && fill("(SELECT max(a) FROM t)") == none);
static_assert(fill("nobody") == al::rule::unknown_column);
static_assert(defaulted("date('now')") == none && defaulted("random()") == none && defaulted("1 + 2") == none);
static_assert(defaulted("?1") == refused && defaulted("count(*)") == refused && defaulted("a + 1") == refused);

// The names in alter_column and in views.
constexpr al::rule filled(const char* sql) {
    return found(table(), al::alter_column("t", "b").not_null().fill(al::sql(sql)));
}
constexpr al::rule converted(const char* sql) {
    return found(table(), al::alter_column("t", "b").type(al::integer).using_(sql));
}
constexpr al::rule viewed(const char* sql) { return found(table(), al::create_view("v", sql)); }
static_assert(filled("'x' || a") == none && filled("'x' || c") == al::rule::unknown_column);
static_assert(converted("CAST(b AS INTEGER)") == none && converted("CAST(c AS INTEGER)") == al::rule::unknown_column);
static_assert(converted("count(*)") == refused && converted("(SELECT count(*) FROM t)") == none);
static_assert(viewed("SELECT a, count(*) FROM t GROUP BY 1") == none);
static_assert(viewed("SELECT a FROM t WHERE b = ?") == refused && viewed("SELECT a FROM s") == al::rule::unknown_table);
static_assert(viewed("WITH s AS (SELECT a FROM t) SELECT a FROM s JOIN json_each('[1]')") == none);
static_assert(found(table(), al::execute("CREATE TABLE s(x)"), al::create_view("v", "SELECT x FROM s")) ==
              al::rule::downgrade_required);
static_assert(viewed("SELECT name FROM sqlite_schema") == none && viewed("SELECT x FROM aux.s") == none);

}  // namespace
