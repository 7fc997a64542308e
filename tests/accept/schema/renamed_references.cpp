// SPDX-License-Identifier: BSL-1.0
// A rename changes what refers to a column or table, as that of the database does, and nothing that only has the same
// spelling: types, functions, strings, aliases, keywords, and columns of the same name in other tables.
#include <aludel.hpp>

namespace {

namespace al = aludel;
using namespace al::syntax;

/// An expression of table t(a, text, date, x) after a column is renamed.
constexpr bool renamed(std::string_view sql, std::string_view column, std::string_view to, std::string_view expected) {
    al::detail::text_arena arena;
    const auto columns = [](const source& from, const token& wanted) {
        if (from.table.names("u")) return wanted.names("a") || wanted.names("y") ? answer::yes : answer::no;
        for (const std::string_view each : {"a", "text", "date", "x"})
            if (wanted.names(each)) return answer::yes;
        return answer::no;
    };
    return with_column_renamed(sql, read_expression(sql, "t"), "t", column, to, columns, arena) == expected;
}
static_assert(renamed("CAST(text AS TEXT) <> ''", "text", "body", "CAST(\"body\" AS TEXT) <> ''"));
static_assert(renamed("date(date) IS NOT NULL", "date", "day", "date(\"day\") IS NOT NULL"));
static_assert(renamed("x <> x'00' AND x > 0x1F", "x", "px", "\"px\" <> x'00' AND \"px\" > 0x1F"));
static_assert(renamed("[a] > 0", "a", "q\"q", "\"q\"\"q\" > 0") && renamed("a > '' -- a", "a", "b", "\"b\" > '' -- a"));
static_assert(renamed("t.a = (SELECT a FROM u WHERE y = t.a)", "a", "b",
                      "t.\"b\" = (SELECT a FROM u WHERE y = t.\"b\")"));
static_assert(renamed("x COLLATE a LIKE 'a' /* a */", "a", "b", "x COLLATE a LIKE 'a' /* a */"));
static_assert(renamed("x = \"nobody's\" OR a", "a", "b", "x = 'nobody''s' OR \"b\""));
static_assert(renamed("CASE WHEN a THEN end END", "a", "b", "CASE WHEN \"b\" THEN end END"));
static_assert(renamed("a \"unbalanced", "a", "b", "a \"unbalanced"));  // not understood

constexpr auto first = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("text", al::text),
                     al::column("n", al::integer), al::check("CAST(text AS TEXT) <> ''").named("not_empty")),
    al::create_table("u", al::column("id", al::integer, al::primary_key), al::column("text", al::text)),
    al::create_index("of_text", "t", al::expression("lower(text)")).where("typeof(text) = 'text'"),
    al::create_view("both",
                    "SELECT u.text AS text, t.text AS other FROM t JOIN u ON u.id = t.n WHERE t.text <> 'text'"),
    al::create_view("of_u", "SELECT text FROM u WHERE id IN (SELECT n FROM t)"));
constexpr auto second = al::revision("b2")
                            .revises("a1")
                            .upgrade(al::rename_column("t", "text", "body"))
                            .downgrade(al::rename_column("t", "body", "text"));
constexpr auto third =
    al::revision("c3").revises("b2").upgrade(al::rename_table("t", "notes")).downgrade(al::rename_table("notes", "t"));
constexpr al::history<first, second, third> history{};

constexpr auto notes = al::table("notes", al::column("id", al::integer, al::not_null), al::column("body", al::text),
                                 al::column("n", al::integer), al::primary_key("id").named("pk_t"),
                                 al::check("CAST(body AS TEXT) <> ''").named("not_empty"),
                                 al::index("of_text", al::expression("lower(body)")).where("typeof(body) = 'text'"));
constexpr auto u = al::table("u", al::column("id", al::integer, al::primary_key), al::column("text", al::text));
constexpr auto both = al::create_view(
    "both",
    "SELECT u.text AS text, notes.body AS other FROM notes JOIN u ON u.id = notes.n WHERE notes.body <> 'text'");
constexpr auto of_u = al::create_view("of_u", "SELECT text FROM u WHERE id IN (SELECT n FROM notes)");
constexpr al::metadata<notes, u, both, of_u> models{};
static_assert(al::matches<history, models>);

// A column or table is in use where something refers to it, not where a text only contains its spelling.
constexpr auto unused = al::revision("d1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("date", al::text),
                     al::column("a", al::integer), al::check("date('2026-01-02') <> 'a'").named("never")),
    al::create_table("other", al::column("a", al::integer, al::primary_key)),
    al::create_view("v", "SELECT a, 'other' AS date FROM other, (SELECT id FROM t)"));
constexpr auto dropped = al::revision("d2")
                             .revises("d1")
                             .upgrade(al::drop_column("t", "date"), al::drop_column("t", "a"))
                             .irreversible("gone")
                             .acknowledge(al::rule::drops_column, "known");
[[maybe_unused]] constexpr al::history<unused, dropped> drops{};

}  // namespace
