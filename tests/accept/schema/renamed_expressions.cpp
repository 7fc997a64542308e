// SPDX-License-Identifier: BSL-1.0
// A rename changes hand-written expressions, and writes the name in quotes there. That is not a difference: neither to
// models, nor to the schema that a written downgrade has to restore.
#include <aludel.hpp>

namespace {

namespace al = aludel;
using al::syntax::same_sql;

static_assert(same_sql("a > 0", "\"a\" > 0") && same_sql("\"a\" > 0", "a > 0") && same_sql("lower(`a`)", "lower(a)") &&
              same_sql("[a]", "a"));
static_assert(same_sql("", "") && same_sql("1", "1") && same_sql("a", "a"));
static_assert(!same_sql("a > 0", "\"b\" > 0") && !same_sql("a > 0", "\"a\" > 1") && !same_sql("\"a\" > 0", "b > 0"));
static_assert(!same_sql("a", "") && !same_sql("", "a") && !same_sql("a b", "a") && !same_sql("a", "a b") &&
              !same_sql("\"a\"", "a "));
// A literal is not a name and keeps its quotes.
static_assert(!same_sql("a = 'b'", "\"a\" = b") && !same_sql("a = 'b'", "\"a\" = 'c'") &&
              !same_sql("a = 1", "\"a\" = 2"));
// Quotes are doubled inside quotes of their own kind only; words and names that are quoted once are without case.
static_assert(same_sql("`a``b2` > 0", "\"a`b2\" > 0") && same_sql("[a\"b] > 0", "\"a\"\"b\" > 0") &&
              same_sql("\"a`b\"", "`a``b`") && !same_sql("`a``b`", "\"a``b\"") && !same_sql("`a``b`", "\"a`c\""));
static_assert(same_sql("KIND > 0", "\"kind\" > 0") && same_sql("LOWER([Kind])", "lower(\"kind\")") &&
              !same_sql("a <> \"Text\"", "a <> \"text\"") && !same_sql("a <> 'Text'", "a <> 'text'"));
static_assert(same_sql("a\"k\"", "\"a\" \"k\"") && !same_sql("a\"k\"", "a /* */ \"k\"") && !same_sql(" a", "a") &&
              !same_sql("a  > 0", "a > 0"));
static_assert(al::syntax::same_tokens("`a``b`  > 0", "\"a`b\">0") && !al::syntax::same_tokens("`a``b`", "\"a``b\""));

constexpr auto first =
    al::revision("a1").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key),
                                                al::column("a", al::integer), al::check("a > 0").named("positive")),
                               al::create_index("of_a", "t", al::expression("abs(a)")).where("a IS NOT NULL"),
                               al::create_view("seen", "SELECT a FROM t"));
constexpr auto second = al::revision("b2")
                            .revises("a1")
                            .upgrade(al::rename_column("t", "a", "b"))
                            .downgrade(al::rename_column("t", "b", "a"));
constexpr auto third =
    al::revision("c3").revises("b2").upgrade(al::rename_table("t", "u")).downgrade(al::rename_table("u", "t"));
constexpr al::history<first, second, third> history{};

constexpr auto table = al::table("u", al::column("id", al::integer, al::not_null), al::column("b", al::integer),
                                 al::check("b > 0").named("positive"), al::primary_key("id").named("pk_t"),
                                 al::index("of_a", al::expression("abs(b)")).where("b IS NOT NULL"));
constexpr auto view = al::create_view("seen", "SELECT b FROM u");
constexpr al::metadata<table, view> models{};
static_assert(al::matches<history, models>);

// The name of a column is quoted in each way that there is, in other case, and next to a quote.
constexpr auto quoted = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a`b", al::integer),
                     al::column("kind", al::integer),
                     al::check("`a``b` > 0 OR [a`b] < 0 AND KIND > 0 AND \"KIND\" < 9")),
    al::create_index("of_a", "t", al::expression("abs(`a``b`)")).where("[Kind] IS NOT NULL OR \"Kind\" > 0"),
    al::create_view("seen", "SELECT `a``b`\"k\", T.Kind FROM T"));
constexpr auto there_and_back = al::revision("b2").revises("a1").upgrade(
    al::rename_column("t", "a`b", "c"), al::rename_column("t", "kind", "type"), al::rename_table("t", "u"));
constexpr al::history<quoted, there_and_back> of_quoted{};

constexpr auto renamed_table =
    al::table("u", al::column("id", al::integer, al::not_null), al::column("c", al::integer),
              al::column("type", al::integer), al::check("c > 0 OR C < 0 AND \"TYPE\" > 0 AND type < 9"),
              al::primary_key("id"), al::index("of_a", al::expression("abs(c)")).where("type IS NOT NULL OR type > 0"));
constexpr auto renamed_view = al::create_view("seen", "SELECT c \"k\", u.type FROM u");
constexpr al::metadata<renamed_table, renamed_view> renamed_models{};
static_assert(al::matches<of_quoted, renamed_models>);

// A history for one database alone: its texts are read as that database reads them.
constexpr auto for_postgresql = al::settings().dialects(al::postgresql);
constexpr auto in_postgresql =
    al::revision("a1")
        .upgrade(
            al::create_table(
                "t", al::column("id", al::integer, al::primary_key), al::column("a", al::text),
                al::column("d", al::array(al::text)), al::column("c", al::jsonb), al::column("e", al::timestamptz),
                al::check("d @> ARRAY['x', a] AND d[1] <> 'y' AND d[1:2] = '{}'::text[]"),
                al::check("a !~* E'^it\\'s; a' AND a NOT ILIKE 'a' AND c #>> '{a,b}' = a /* a /* a */ a */"),
                al::check("extract(year FROM e AT TIME ZONE 'UTC') > 2000 AND e > DATE '2026-01-01' AND a = ANY (d)")),
            al::execute("DO $$ BEGIN COMMIT; DELETE FROM t; RAISE NOTICE 'x'; END $$"))
        .irreversible("a test");
constexpr auto renamed_there = al::revision("b2").revises("a1").upgrade(
    al::rename_column("t", "a", "b"), al::rename_column("t", "d", "list"), al::rename_column("t", "e", "f"));
constexpr al::history<for_postgresql, in_postgresql, renamed_there> postgresql_history{};
constexpr auto table_there =
    al::table("t", al::column("id", al::integer, al::primary_key), al::column("b", al::text),
              al::column("list", al::array(al::text)), al::column("c", al::jsonb), al::column("f", al::timestamptz),
              al::check("list @> ARRAY['x', b] AND list[1] <> 'y' AND list[1:2] = '{}'::text[]"),
              al::check("b !~* E'^it\\'s; a' AND b NOT ILIKE 'a' AND c #>> '{a,b}' = b /* a /* a */ a */"),
              al::check("extract(year FROM f AT TIME ZONE 'UTC') > 2000 AND f > DATE '2026-01-01' AND b = ANY (list)"));
constexpr al::metadata<for_postgresql, table_there> models_there{};
static_assert(al::matches<postgresql_history, models_there>);

// A renamed value of an enumeration: where it may be another text, or where not every database follows, it is refused.
constexpr auto doubtful = al::revision("a1").upgrade(
    al::create_enum("mood", "old", "b"),
    al::create_table("t", al::column("id", al::integer), al::column("mood", al::enumeration("mood")),
                     al::check("coalesce(mood, 'old') <> 'b'")),
    al::rename_enum_value("mood", "old", "new"));
constexpr al::unverified_history<for_postgresql, doubtful> in_doubt{};
static_assert(al::findings<in_doubt>().size() == 1);
static_assert(al::findings<in_doubt>()[0].rule == al::rule::rename_in_sql);
constexpr auto kept = al::revision("a1").upgrade(
    al::create_enum("mood", "old", "b"),
    al::create_table("t", al::column("id", al::integer), al::column("mood", al::enumeration("mood")),
                     al::check("mood <> 'old'")),
    al::rename_enum_value("mood", "old", "new"));
constexpr al::history<for_postgresql, kept> followed{};
constexpr auto for_both = al::settings().dialects(al::sqlite, al::postgresql);
constexpr al::unverified_history<for_both, kept> in_both{};
static_assert(al::findings<in_both>().size() == 1);
static_assert(al::findings<in_both>()[0].rule == al::rule::rename_in_sql);

constexpr auto for_mariadb = al::settings().dialects(al::mariadb);
constexpr auto in_mariadb =
    al::revision("a1")
        .upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::varchar(9))),
                 al::execute("UPDATE `t` SET a = 'it\\'; COMMIT; ' # that's; COMMIT; it\n WHERE `a` = 'a'"))
        .irreversible("a test");
constexpr al::history<for_mariadb, in_mariadb> mariadb_history{};

}  // namespace
