// SPDX-License-Identifier: BSL-1.0
// The calls of tests/data/ddl_more.json in our language.
#pragma once

#include "sqlite/ledger.hpp"

#include <aludel/dsl/create_schema.hpp>
#include <aludel/dsl/create_sequence.hpp>
#include <aludel/dsl/drop_schema.hpp>
#include <aludel/dsl/drop_sequence.hpp>
#include <aludel/dsl/index.hpp>

namespace test {

/// What is done with a call: its id in the file, the operations that made its tables, and its own.
struct caller {
    void (*visit)(const char* id, const op::operations_view& before, const op::operations_view& operations);

    template <class Before, class Revision>
    void operator()(const char* id, const Before& before, const Revision& revision) const {
        visit(id, before.view().upgrade, revision.view().upgrade);
    }
};

namespace calls {

constexpr auto none = al::revision("0");
constexpr auto now = [](const auto&... operations) { return al::revision("1").upgrade(operations...); };
constexpr auto create_t = [](const auto&... elements) {
    return al::revision("1").upgrade(al::create_table("t", elements...));
};
constexpr auto has_t = [](const auto&... elements) {
    return al::revision("0").upgrade(al::create_table("t", elements...));
};
constexpr auto create_a = [](const auto&... options) { return create_t(al::column("a", options...)); };

inline void put_types(const caller& call) {
    const auto typed = [&](const char* id, const auto& type) { call(id, none, create_a(type)); };
    typed("type.big", al::bigint);
    typed("type.small", al::smallint);
    typed("type.float53", al::double_precision);
    typed("type.real", al::real);
    typed("type.num10", al::numeric(10));
    typed("type.num10_2", al::numeric(10, 2));
    typed("type.num", al::numeric);
    typed("type.text", al::text);
    typed("type.unicode", al::varchar(40));
    typed("type.char", al::char_(3));
    typed("type.string", al::varchar);
    typed("type.binary", al::binary);
    typed("type.date", al::date);
    typed("type.time", al::time);
    typed("type.datetime", al::timestamp);
    typed("type.datetime_tz", al::timestamptz);
    typed("type.timestamp", al::timestamp);
    typed("type.interval", al::interval);
    typed("type.boolean", al::boolean);
    typed("type.json", al::json);
    call("type.enum", none, create_a(al::enumeration("e", "x", "yy")));
    call("type.enum_check", none,
         create_t(al::column("a", al::enumeration("e", "x", "yy")), al::check("a IN ('x', 'yy')").named("e")));
    call("type.collate", none, create_a(al::varchar(20), al::collate("utf8mb4_bin")));
    call("type.boolean_check", none, create_t(al::column("a", al::boolean), al::check("a IN (0, 1)").named("ck_b")));
    const auto native_type = [&](const char* id, const char* spelled) {
        call(id, none, create_a(al::native(spelled)));
    };
    native_type("mysql_type.tinyint", "TINYINT");
    native_type("mysql_type.unsigned", "INTEGER UNSIGNED");
    native_type("mysql_type.longtext", "LONGTEXT");
    native_type("mysql_type.datetime6", "DATETIME(6)");
    native_type("mysql_type.timestamp3", "TIMESTAMP(3)");
    native_type("mysql_type.set", "SET('a','b')");
    native_type("mysql_type.charset", "VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    native_type("mysql_type.year", "YEAR");
    native_type("mssql_type.datetime2_3", "DATETIME2(3)");
    native_type("mssql_type.xml", "XML");
    native_type("mssql_type.money", "MONEY");
    native_type("mssql_type.rowversion", "ROWVERSION");
    native_type("oracle_type.raw", "RAW(16)");
    native_type("oracle_type.interval", "INTERVAL DAY(2) TO SECOND(6)");
    typed("pg_type.uuid", al::uuid);
    typed("pg_type.jsonb", al::jsonb);
    typed("pg_type.array", al::array(al::integer));
    typed("pg_type.array2", al::array(al::varchar(10)));
    typed("pg_type.array_text", al::array(al::text));
    native_type("pg_type.inet", "INET");
    native_type("pg_type.tstz3", "TIMESTAMP(3) WITH TIME ZONE");
}

inline void put_defaults(const caller& call) {
    const auto with_default = [&](const char* id, const auto& type, const auto& value) {
        call(id, none, create_a(type, al::default_to(value)));
    };
    with_default("default.int_text", al::integer, "0");
    with_default("default.text_call", al::integer, 0);
    with_default("default.neg", al::integer, -5);
    with_default("default.str", al::varchar(10), "x");
    with_default("default.quote", al::varchar(10), "it's");
    with_default("default.empty", al::varchar(10), "");
    with_default("default.percent", al::varchar(10), "50%");
    with_default("default.unicode", al::varchar(10), "né");
    with_default("default.true", al::boolean, true);
    with_default("default.false", al::boolean, false);
    with_default("default.btext", al::boolean, al::sql("1"));
    with_default("default.now", al::timestamp, al::current_timestamp);
    with_default("default.current", al::timestamp, al::current_timestamp);
    with_default("default.current_date", al::date, al::sql("CURRENT_DATE"));
    with_default("default.null", al::integer, nullptr);
    with_default("default.num", al::numeric(10, 2), al::sql("1.50"));
    with_default("default.expr", al::integer, al::sql("1 + 1"));
    with_default("default.call", al::varchar(36), al::sql("upper('a')"));
    with_default("default.text_type", al::text, "x");
    with_default("default.json", al::json, "{}");
    with_default("default.float", al::real, "1.5");
    with_default("default.date", al::date, "2020-01-02");
    with_default("default.backslash", al::varchar(10), "a\\\\b");
    with_default("default.onupdate", al::timestamptz, al::sql("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"));
    const auto added = [&](const char* id, const auto& type, const auto& value) {
        call(id, has_t(al::column("k", al::integer)),
             now(al::add_column("t", al::column("z", type, al::not_null, al::default_to(value)))));
    };
    added("add_default.str", al::varchar(10), "x");
    added("add_default.true", al::boolean, true);
    added("add_default.false", al::boolean, false);
    added("add_default.now", al::timestamp, al::current_timestamp);
    added("add_default.expr", al::integer, al::sql("1 + 1"));
    added("add_default.quote", al::varchar(10), "it's");
    added("add_default.num", al::numeric(10, 2), al::sql("1.50"));
    added("add_default.json", al::json, "{}");
    added("add_default.current_date", al::date, al::sql("CURRENT_DATE"));
    added("add_default.unicode", al::varchar(10), "né");
    const auto altered = [&](const char* id, const auto& type, const auto& value) {
        call(id, has_t(al::column("c", type)), now(al::alter_column("t", "c").default_to(value)));
    };
    altered("alter_default.true", al::boolean, true);
    altered("alter_default.false", al::boolean, false);
    altered("alter_default.current", al::timestamp, al::current_timestamp);
    altered("alter_default.expr", al::integer, al::sql("1 + 1"));
    altered("alter_default.quote", al::varchar(10), "it's");
    altered("alter_default.num", al::numeric(10, 2), al::sql("1.50"));
    altered("alter_default.percent", al::varchar(10), "50%");
    altered("alter_default.null", al::integer, nullptr);
    altered("alter_default.neg", al::integer, -5);
    altered("alter_default.unicode", al::varchar(10), "né");
}

inline void put_numbers(const caller& call) {
    const auto numbered = [&](const char* id, const auto& numbers) {
        call(id, none, create_t(al::column("id", al::integer, numbers, al::primary_key)));
    };
    numbered("identity.always", al::identity(al::always));
    numbered("identity.start", al::identity().start(10));
    numbered("identity.increment", al::identity().increment(5));
    numbered("identity.both", al::identity().start(10).increment(5));
    numbered("identity.neg", al::identity().start(-1).increment(-1));
    call("identity_add.always", has_t(al::column("k", al::integer)),
         now(al::add_column("t", al::column("z", al::integer, al::identity(al::always)))));
    call("identity_add.both", has_t(al::column("k", al::integer)),
         now(al::add_column("t", al::column("z", al::integer, al::identity().start(10).increment(5)))));
    call("identity_alter.always", has_t(al::column("c", al::integer, al::identity())),
         now(al::alter_column("t", "c").identity(al::identity(al::always))));
    call("identity_alter.both", has_t(al::column("c", al::integer, al::identity())),
         now(al::alter_column("t", "c").identity(al::identity().start(10).increment(5))));
    call("identity.bigint", none, create_t(al::column("id", al::bigint, al::identity(), al::primary_key)));
    call("identity.not_key", none,
         create_t(al::column("id", al::integer, al::identity()), al::column("k", al::integer, al::not_null),
                  al::primary_key("k")));
    call("key.autoincrement_false", none, create_t(al::column("id", al::integer, al::primary_key)));
    call("key.bigint", none, create_t(al::column("id", al::bigint, al::primary_key, al::autoincrement)));
    call("key.small", none, create_t(al::column("id", al::smallint, al::primary_key, al::autoincrement)));
    call("key.string", none, create_t(al::column("id", al::varchar(10), al::primary_key)));
    call("key.composite", none,
         create_t(al::column("a", al::integer, al::not_null), al::column("b", al::integer, al::not_null),
                  al::primary_key("a", "b")));
    call("key.composite_auto", none,
         create_t(al::column("a", al::integer, al::autoincrement, al::not_null),
                  al::column("b", al::integer, al::not_null), al::primary_key("a", "b")));
    call("key.named", none,
         create_t(al::column("id", al::integer, al::autoincrement), al::primary_key("id").named("pk_t")));
    call("computed.null", none,
         create_t(al::column("a", al::integer), al::column("b", al::integer, al::generated("a * 2"))));
    call("computed.notnull", none,
         create_t(al::column("a", al::integer),
                  al::column("b", al::integer, al::generated("a * 2", al::stored), al::not_null)));
    call("computed.text", none,
         create_t(al::column("a", al::integer), al::column("b", al::varchar(10), al::generated("'x'"))));
    const auto before = has_t(al::column("a", al::integer));
    call("computed_add.null", before, now(al::add_column("t", al::column("b", al::integer, al::generated("a * 2")))));
    call("computed_add.notnull", before,
         now(al::add_column("t", al::column("b", al::integer, al::generated("a * 2", al::stored), al::not_null))));
    call("computed_add.text", before, now(al::add_column("t", al::column("b", al::varchar(10), al::generated("'x'")))));
    call("computed_alter.drop",
         has_t(al::column("a", al::integer), al::column("c", al::integer, al::generated("a * 2", al::stored))),
         now(al::alter_column("t", "c").drop_generated()));
}

inline void put_comments(const caller& call) {
    call("comment.table", none, create_t(al::column("a", al::integer), al::comment("the t")));
    call("comment.column", none, create_t(al::column("a", al::integer, al::comment("it's a"))));
    call("comment.both", none,
         create_t(al::column("a", al::integer, al::comment("the a")),
                  al::column("b", al::varchar(10), al::not_null, al::default_to("x"), al::comment("the b")),
                  al::comment("the t")));
    const auto before = has_t(al::column("a", al::integer), al::column("c", al::integer));
    call("comment.add", before,
         now(al::add_column("t",
                            al::column("z", al::integer, al::not_null, al::default_to("0"), al::comment("the z")))));
    call("comment.drop_table", has_t(al::column("a", al::integer), al::comment("old")),
         now(al::comment_on_table("t", "")));
    call("comment.alter_quote", before, now(al::alter_column("t", "c").comment("it's")));
    call("comment.alter_existing",
         has_t(al::column("c", al::integer, al::not_null, al::default_to("5"), al::comment("old"))),
         now(al::alter_column("t", "c").comment("new")));
    call("comment.unicode", before, now(al::comment_on_table("t", "né")));
    call("comment.percent", before, now(al::comment_on_table("t", "50%")));
    call("comment.schema", has_t(al::in_schema("other"), al::column("a", al::integer)),
         now(al::comment_on_table("t", "hello")));
}

constexpr auto tables = al::revision("0").upgrade(
    al::create_table("p", al::column("id", al::integer, al::unique), al::column("x", al::integer),
                     al::column("y", al::integer), al::unique("x", "y"), al::unique("x")),
    al::create_table("t", al::column("id", al::integer, al::not_null, al::unique), al::column("a", al::integer),
                     al::column("b", al::integer), al::column("x", al::integer), al::column("name", al::varchar(40)),
                     al::column("c", al::integer)),
    al::create_table("Order", al::column("Group", al::integer, al::not_null, al::primary_key)),
    al::create_table("My Table", al::column("Some Column", al::integer), al::column("Select", al::integer)));
constexpr auto with_p = al::revision("0").upgrade(al::create_table("p", al::column("id", al::integer, al::unique)));
constexpr auto other = al::revision("0").upgrade(
    al::create_table("p", al::in_schema("other"), al::column("id", al::integer, al::unique)),
    al::create_table("t", al::in_schema("other"), al::column("id", al::integer, al::not_null, al::unique),
                     al::column("a", al::integer), al::column("b", al::integer), al::column("x", al::integer),
                     al::column("name", al::varchar(40)), al::column("c", al::integer)));

inline void put_alter(const caller& call) {
    const auto altered = [&](const char* id, const auto& before, const auto& alteration) {
        call(id, before, now(alteration));
    };
    const auto alter_c = [] { return al::alter_column("t", "c"); };
    const auto integer_c = [](const auto&... options) { return has_t(al::column("c", al::integer, options...)); };
    const auto text_c = [](const auto&... options) { return has_t(al::column("c", al::varchar(40), options...)); };
    altered("alter.type_nn", integer_c(al::not_null), alter_c().type(al::bigint));
    altered("alter.type_default", integer_c(al::not_null, al::default_to("5")), alter_c().type(al::bigint));
    altered("alter.type_nullable", integer_c(), alter_c().type(al::bigint).not_null());
    altered("alter.nullable_default", integer_c(al::default_to("5")), alter_c().not_null());
    altered("alter.default_nn", integer_c(al::not_null), alter_c().default_to("7"));
    altered("alter.rename_all", integer_c(), alter_c().rename_to("d").type(al::bigint).not_null().default_to("5"));
    altered("alter.rename_existing", integer_c(al::not_null, al::default_to("5")), alter_c().rename_to("d"));
    altered("alter.type_comment", integer_c(al::comment("old")), alter_c().type(al::bigint));
    altered("alter.nullable_comment", integer_c(al::comment("old")), alter_c().not_null());
    altered("alter.text", has_t(al::column("c", al::varchar(10))), alter_c().type(al::text));
    altered("alter.num", has_t(al::column("c", al::numeric(10, 2))), alter_c().type(al::numeric(12, 4)));
    altered("alter.string_int", integer_c(), alter_c().type(al::varchar(20)));
    altered("alter.date_dt", has_t(al::column("c", al::date)), alter_c().type(al::timestamp));
    altered("alter.bool_int", has_t(al::column("c", al::boolean)), alter_c().type(al::integer));
    altered("alter.enum", has_t(al::column("c", al::enumeration("e", "x", "y"))),
            alter_c().type(al::enumeration("e", "x", "y", "z")));
    altered("alter.drop_default_nn", integer_c(al::not_null, al::default_to(1)), alter_c().drop_default());
    altered("alter.quoted", integer_c(), alter_c().rename_to("Group"));
    altered("alter.all", text_c(), alter_c().not_null().type(al::varchar(80)).default_to("q").comment("hi"));
    altered("alter.unset_all", text_c(al::not_null, al::default_to("q"), al::comment("x")),
            alter_c().nullable().drop_default().comment(""));
    altered("alter.to_null_default", text_c(al::not_null, al::default_to("q")), alter_c().nullable());
    altered("alter.type_tz", has_t(al::column("c", al::timestamp)), alter_c().type(al::timestamptz));
    altered("alter.autoincrement_keep", has_t(al::column("c", al::integer, al::autoincrement, al::primary_key)),
            alter_c().type(al::bigint));
    const auto integer_c_in_other = [](const auto&... options) {
        return al::revision("0").upgrade(
            al::create_table("t", al::in_schema("other"), al::column("c", al::integer, options...)));
    };
    altered("alter_schema.type_nn", integer_c_in_other(al::not_null), alter_c().type(al::bigint));
    altered("alter_schema.nullable_default", integer_c_in_other(al::default_to("5")), alter_c().not_null());
    altered("alter_schema.default_nn", integer_c_in_other(al::not_null), alter_c().default_to("7"));
    altered("alter_schema.rename_existing", integer_c_in_other(al::not_null, al::default_to("5")),
            alter_c().rename_to("d"));
    altered("alter_schema.all",
            al::revision("0").upgrade(al::create_table("t", al::in_schema("other"), al::column("c", al::varchar(40)))),
            alter_c().not_null().type(al::varchar(80)).default_to("q").comment("hi"));
    altered("alter.mssql_drop_default", integer_c_in_other(al::default_to(1)), alter_c().drop_default());
}

inline void put_whole_tables(const caller& call) {
    call("rename_table.plain", tables, now(al::rename_table("t", "u")));
    call("rename_table.schema", other, now(al::rename_table("t", "u")));
    call("rename_table.quoted", tables, now(al::rename_table("My Table", "My Tables")));
    call("drop_table.quoted", tables, now(al::drop_table("Order")));
    call("create_table.schema", none,
         create_t(al::in_schema("other"), al::column("id", al::integer, al::primary_key, al::autoincrement)));
    call("create_table.schema_index", none,
         create_t(al::in_schema("other"), al::column("a", al::integer, al::indexed)));
    call("create_table.many", with_p,
         al::revision("1").upgrade(al::create_table(
             "t", al::column("id", al::integer, al::not_null), al::column("a", al::integer),
             al::column("b", al::varchar(10)), al::primary_key("id").named("pk_t"), al::unique("a").named("uq_a"),
             al::check("a > 0").named("ck_a"), al::foreign_key("a").references("p", "id").named("fk_a"))));
    call("create_table.unnamed", with_p,
         create_t(al::column("a", al::integer), al::column("b", al::integer), al::unique("a", "b"), al::check("a > 0"),
                  al::foreign_key("a").references("p", "id")));
    call("create_table.index", none,
         create_t(al::column("a", al::integer, al::indexed), al::column("b", al::integer),
                  al::index("ix_t_b", "b").unique()));
    call("create_table.column_check", none, create_t(al::column("a", al::integer, al::check("a > 0").named("ck_a"))));
    const auto keyed = [&](const char* id, const auto& key) {
        call(id, with_p, create_t(al::column("a", al::integer), key));
    };
    const auto key = [] { return al::foreign_key("a").references("p", "id").named("fk_a"); };
    keyed("create_table.fk_restrict", key().on_delete(al::restrict));
    keyed("create_table.fk_set_null", key().on_delete(al::set_null));
    keyed("create_table.fk_no_action", key().on_delete(al::no_action));
    keyed("create_table.fk_set_default", key().on_delete(al::set_default));
    keyed("create_table.fk_match", key().match("FULL"));
    call("create_table.mysql_engine", none,
         create_t(al::column("a", al::integer), al::engine("InnoDB"), al::charset("utf8mb4")));
    call("create_table.sqlite_autoincrement", none,
         create_t(al::column("id", al::integer, al::primary_key, al::autoincrement)));
    call("create_table.uq_deferrable", none,
         create_t(al::column("a", al::integer), al::unique("a").named("uq_t").deferrable()));
    call("create_table.reserved", none,
         al::revision("1").upgrade(al::create_table(
             "user", al::column("date", al::date), al::column("level", al::integer), al::column("key", al::integer),
             al::column("rank", al::integer), al::column("value", al::varchar(10)), al::column("name", al::varchar(10)),
             al::column("number", al::integer), al::column("comment", al::text), al::column("size", al::integer))));
    call("create_table.hash_name", none,
         al::revision("1").upgrade(
             al::create_table("t#1", al::column("a$b", al::integer), al::column("_c", al::integer))));
    call("create_table.quote_name", none,
         al::revision("1").upgrade(
             al::create_table("t\"x", al::column("a]b", al::integer), al::column("c`d", al::integer))));
    call("create_table.upper", none,
         al::revision("1").upgrade(al::create_table("TAB", al::column("COL", al::integer))));
}

inline void put_columns(const caller& call) {
    const auto added = [&](const char* id, const auto&... options) {
        call(id, tables, now(al::add_column("t", al::column("z", options...))));
    };
    added("add_column.nn_default", al::integer, al::not_null, al::default_to("0"));
    added("add_column.fk", al::integer, al::references("p", "id").named("fk_z"));
    added("add_column.fk_cascade", al::integer, al::references("p", "id").named("fk_z").on_delete(al::cascade));
    added("add_column.unique", al::integer, al::unique);
    added("add_column.enum", al::enumeration("e", "x", "y"));
    added("add_column.boolean", al::boolean, al::not_null, al::default_to(false));
    call("add_column.unique_index", tables,
         now(al::add_column("t", al::column("z", al::integer)), al::create_index("ix_t_z", "t", "z").unique()));
    call("add_column.string_schema", other, now(al::add_column("t", al::column("z", al::varchar(20)))));
    call("add_column.index_schema", other, now(al::add_column("t", al::column("z", al::integer, al::indexed))));
    call("add_column.quoted", tables, now(al::add_column("My Table", al::column("Group", al::integer))));
    call("drop_column.mssql_default",
         has_t(al::column("a", al::integer), al::column("x", al::integer, al::default_to(1))),
         now(al::drop_column("t", "x")));
    call("drop_column.mssql_schema",
         al::revision("0").upgrade(al::create_table("t", al::in_schema("other"), al::column("a", al::integer),
                                                    al::column("x", al::integer, al::default_to(1)))),
         now(al::drop_column("t", "x")));
}

inline void put_constraints(const caller& call) {
    const auto added = [&](const char* id, const auto& constraint) {
        call(id, tables, now(al::add_constraint("t", constraint)));
    };
    added("ct.unique", al::unique("a").named("uq_t"));
    added("ct.unique_two", al::unique("a", "b").named("uq_t"));
    added("ct.pk_one", al::primary_key("a").named("pk_t"));
    added("ct.check_and", al::check("a > 5 AND name <> 'x%'").named("ck_t"));
    added("ct.check_in", al::check("a IN (1, 2)").named("ck_t"));
    call("ct.unique_quoted", tables, now(al::add_constraint("My Table", al::unique("Some Column").named("UQ_T"))));
    const auto key = [] { return al::foreign_key("a").references("p", "id").named("fk_t"); };
    added("ct.fk_cascade", key().on_delete(al::cascade));
    added("ct.fk_set_null", key().on_delete(al::set_null));
    added("ct.fk_restrict", key().on_delete(al::restrict).on_update(al::restrict));
    added("ct.fk_set_default", key().on_delete(al::set_default));
    added("ct.fk_onupdate", key().on_update(al::cascade));
    added("ct.fk_both", key().on_delete(al::set_null).on_update(al::cascade));
    added("ct.fk_match", key().match("FULL"));
    added("ct.fk_init", key().deferrable());
    added("ct.fk_composite", al::foreign_key("a", "b").references("p", "x", "y").named("fk_t"));
    call(
        "ct.fk_quoted", tables,
        now(al::add_constraint("My Table", al::foreign_key("Some Column").references("Order", "Group").named("FK_T"))));
    call("ct.pk_schema", other, now(al::add_constraint("t", al::primary_key("a").named("pk_t"))));
    call("ct.check_schema", other, now(al::add_constraint("t", al::check("a > 5").named("ck_t"))));
    call("ct.uq_deferrable", tables, now(al::add_constraint("t", al::unique("a").named("uq_t").initially_deferred())));
    const auto dropped = [&](const char* id, const auto& constraint, const char* gone) {
        call(id,
             al::revision("0").upgrade(
                 al::create_table("t", al::in_schema("other"), al::column("a", al::integer), constraint)),
             now(al::drop_constraint("t", gone)));
    };
    dropped("ct.drop_schema_foreignkey", al::foreign_key("a").references("p", "id").named("x_t"), "x_t");
    dropped("ct.drop_schema_primary", al::primary_key("a").named("x_t"), "x_t");
    dropped("ct.drop_schema_check", al::check("a > 0").named("x_t"), "x_t");
    call("ct.drop_quoted",
         al::revision("0").upgrade(
             al::create_table("My Table", al::column("a", al::integer), al::unique("a").named("UQ T"))),
         now(al::drop_constraint("My Table", "UQ T")));
}

inline void put_indexes(const caller& call) {
    const auto indexed = [&](const char* id, const auto& index) { call(id, tables, now(index)); };
    indexed("ix.unique", al::create_index("ik", "t", "a").unique());
    indexed("ix.two", al::create_index("ik", "t", "a", "b"));
    indexed("ix.desc_col", al::create_index("ik", "t", "a", al::desc("b")));
    indexed("ix.quoted", al::create_index("My Index", "My Table", "Some Column"));
    indexed("ix.mysql_length_name", al::create_index("ik", "t", al::expression("name(10)"), "b"));
    indexed("ix.mysql_using", al::create_index("ik", "t", "a").using_method("hash"));
    indexed("ix.mysql_fulltext", al::create_index("ik", "t", "name").using_method("fulltext"));
    indexed("ix.mssql_include", al::create_index("ik", "t", "a").include("b"));
    indexed("ix.mssql_include2", al::create_index("ik", "t", "a").include("b", "x"));
    indexed("ix.mssql_where", al::create_index("ik", "t", "a").where("a > 5"));
    indexed("ix.mssql_unique_where", al::create_index("ik", "t", "a").unique().where("a IS NOT NULL"));
    indexed("ix.mssql_all", al::create_index("ik", "t", "a").unique().include("b").where("a > 5"));
    indexed("ix.mssql_clustered", al::create_index("ik", "t", "a").using_method("clustered"));
    indexed("ix.mssql_nonclustered", al::create_index("ik", "t", "a").using_method("nonclustered"));
    indexed("ix.oracle_bitmap", al::create_index("ik", "t", "a").using_method("bitmap"));
    indexed("ix.pg_ops", al::create_index("ik", "t", al::asc("name").operators("text_pattern_ops")));
    indexed("ix.pg_with", al::create_index("ik", "t", "a").storage("fillfactor = 50"));
    indexed("ix.all_where", al::create_index("ik", "t", "a").unique().where("b IS NULL"));
    indexed("ix.func", al::create_index("ik", "t", al::expression("lower(name)")));
    indexed("ix.func2", al::create_index("ik", "t", "a", al::expression("coalesce(b, 0)")));
    indexed("ix.unique_expr", al::create_index("ik", "t", al::expression("lower(name)")).unique());
    call("ix.schema", other, now(al::create_index("ik", "t", "a")));
    call("ix.unique_schema", other, now(al::create_index("ik", "t", "a").unique()));
    call("ix.drop", has_t(al::column("a", al::integer), al::index("ik", "a")), now(al::drop_index("ik", "t")));
    call("ix.drop_quoted",
         al::revision("0").upgrade(
             al::create_table("My Table", al::column("a", al::integer), al::index("My Index", "a"))),
         now(al::drop_index("My Index", "My Table")));
    call("ix.drop_no_table", has_t(al::column("a", al::integer), al::index("ik", "a")), now(al::drop_index("ik")));
}

inline void put_rows(const caller& call) {
    const auto one_value = [&](const char* id, const auto& type, const auto& value, const char* called = "a") {
        call(id, has_t(al::column(called, type)), now(al::insert("t", al::row(al::value(called, value)))));
    };
    const auto two = has_t(al::column("id", al::integer), al::column("name", al::varchar(40)));
    call("bulk.two", two,
         now(al::insert("t", al::row(al::value("id", 1), al::value("name", "a")),
                        al::row(al::value("id", 2), al::value("name", "it's")))));
    one_value("bulk.date", al::date, "2020-01-02");
    one_value("bulk.datetime", al::timestamp, "2020-01-02 03:04:05");
    one_value("bulk.datetime_us", al::timestamp, "2020-01-02 03:04:05.000678");
    one_value("bulk.time", al::time, "03:04:05");
    one_value("bulk.numeric", al::numeric(10, 2), al::sql("1.50"));
    one_value("bulk.float", al::real, -0.25);
    one_value("bulk.big", al::bigint, 9007199254740993LL);
    call("bulk.bool", has_t(al::column("a", al::boolean), al::column("b", al::boolean)),
         now(al::insert("t", al::row(al::value("a", true), al::value("b", false)))));
    one_value("bulk.percent", al::varchar(40), "50%", "name");
    one_value("bulk.newline", al::varchar(40), "a\nb", "name");
    one_value("bulk.backslash", al::varchar(40), "a\\b", "name");
    one_value("bulk.empty", al::varchar(40), "", "name");
    one_value("bulk.unicode", al::varchar(40), "né", "name");
    one_value("bulk.enum", al::enumeration("e", "x", "y"), "x");
    one_value("bulk.json", al::json, "{\"k\": 1}");
    one_value("bulk.uuid", al::uuid, "12345678-1234-5678-1234-567812345678");
    call("bulk.schema", other, now(al::insert("t", al::row(al::value("id", 1)))));
    call("bulk.quoted", tables, now(al::insert("My Table", al::row(al::value("Select", 1)))));
    call("execute.text", tables, now(al::execute("UPDATE t SET a=1")));
    call("execute.percent", tables, now(al::execute("UPDATE t SET name='50%'")));
    call("execute.semicolon", tables, now(al::execute("UPDATE t SET a=1;")));
    call("execute.multi", tables, now(al::execute("UPDATE t SET a=1; UPDATE t SET b=2")));
    call("execute.view", tables, now(al::create_view("v", "SELECT a FROM t")));
    call("sequence.create", none, now(al::create_sequence("s")));
    call("sequence.start", none, now(al::create_sequence("s").start(10).increment(5)));
    call("sequence.schema", none, now(al::create_sequence("s", al::in_schema("other"))));
    call("sequence.neg", none, now(al::create_sequence("s").start(-1).increment(-1)));
    call("sequence.drop", none, now(al::drop_sequence("s")));
    call("schema.create", none, now(al::create_schema("other")));
    call("schema.drop", none, now(al::drop_schema("other")));
}

}  // namespace calls

/// Visits all calls.
inline void for_each_call(const caller& call) {
    calls::put_types(call);
    calls::put_defaults(call);
    calls::put_numbers(call);
    calls::put_comments(call);
    calls::put_alter(call);
    calls::put_whole_tables(call);
    calls::put_columns(call);
    calls::put_constraints(call);
    calls::put_indexes(call);
    calls::put_rows(call);
}

}  // namespace test
