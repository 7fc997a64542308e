// SPDX-License-Identifier: BSL-1.0
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <aludel/dialect/sqlite/own_tables.hpp>
#include <aludel/operation/checksum.hpp>

namespace {

namespace al = aludel;

template <class... Operations>
constexpr std::uint64_t sum(const Operations&... operations) {
    const auto result = al::revision("x").upgrade(operations...);
    return al::op::checksum_of(result.view().upgrade);
}

// These numbers are stored in databases. If one changes, every history that uses the word is reported as edited: make
// the change so that it does not.
static_assert(sum() == 0xcbf29ce484222325);
constexpr std::uint64_t whole =
    sum(al::create_table("t", al::column("id", al::integer, al::primary_key, al::autoincrement),
                         al::column("n", al::numeric(10, 2), al::not_null, al::default_to(1.5)),
                         al::column("k", al::enumeration("kind", "a", "b"), al::default_to("a")),
                         al::unique("n", "k").named("u"), al::check("n > 0"),
                         al::foreign_key("n").references("o", "id").on_delete(al::cascade), al::strict),
        al::add_column("t", al::column("c", al::text, al::collate("NOCASE"))),
        al::create_index("i", "t", "n", al::desc("k")).unique().where("n > 1"),
        al::insert("t", al::row(al::value("n", 1), al::value("k", nullptr))), al::execute("SELECT 1"),
        al::rename_column("t", "n", "m"));

TEST(checksum, is_what_databases_have_kept) {
    EXPECT_EQ(whole, 2383826817508612445ULL);
    EXPECT_EQ(sum(al::create_table("t", al::column("id", al::integer, al::primary_key))), 11389953870638454562ULL);
    EXPECT_EQ(sum(al::execute("SELECT 1")), 7672053231899367985ULL);
}

TEST(checksum, does_not_count_where_things_stand) {
    const auto table = al::create_table("t", al::column("a", al::text, al::not_null), al::unique("a"));
    const auto before = al::revision("x").upgrade(table);
    const auto other = al::revision("y", "another")
                           .revises("x")
                           .downgrade(al::create_table("z", al::column("q", al::text), al::unique("q")))
                           .upgrade(table);
    EXPECT_EQ(al::op::checksum_of(before.view().upgrade), al::op::checksum_of(other.view().upgrade));
    const auto twice = al::revision("x").upgrade(al::drop_table("t")).upgrade(table);
    EXPECT_EQ(al::op::checksum_of(twice.view().upgrade), sum(al::drop_table("t"), table));
}

TEST(checksum, counts_whatever_is_said) {
    const std::uint64_t sums[] = {
        sum(),
        sum(al::create_table("t", al::column("a", al::text))),
        sum(al::create_table("u", al::column("a", al::text))),
        sum(al::create_table("t", al::column("b", al::text))),
        sum(al::create_table("t", al::column("a", al::integer))),
        sum(al::create_table("t", al::column("a", al::text, al::not_null))),
        sum(al::create_table("t", al::column("a", al::text, al::unique))),
        sum(al::create_table("t", al::column("a", al::text, al::default_to("")))),
        sum(al::create_table("t", al::column("a", al::text, al::default_to("x")))),
        sum(al::create_table("t", al::column("a", al::text, al::default_to(al::sql("x"))))),
        sum(al::create_table("t", al::column("a", al::text), al::strict)),
        sum(al::create_table("t", al::column("a", al::varchar(1)))),
        sum(al::create_table("t", al::column("a", al::varchar(2)))),
        sum(al::create_table("t", al::column("a", al::text), al::column("b", al::text))),
        sum(al::create_table("t", al::column("b", al::text), al::column("a", al::text))),
        sum(al::drop_table("t")),
        sum(al::drop_table("t"), al::drop_table("t")),
        sum(al::execute("a b")),
        sum(al::execute("a  b")),
        sum(al::execute("a"), al::execute("b")),
        sum(al::create_index("i", "t", "a")),
        sum(al::create_index("i", "t", al::desc("a"))),
        sum(al::create_index("i", "t", "a").unique()),
        sum(al::create_index("i", "t", "a").where("b")),
        sum(al::create_index("i", "t", al::expression("a"))),
        sum(al::insert("t", al::row(al::value("a", 1)))),
        sum(al::insert("t", al::row(al::value("a", 2)))),
        sum(al::insert("t", al::row(al::value("a", "1")))),
        sum(al::insert("t", al::row(al::value("a", true)))),
        sum(al::alter_column("t", "a").not_null()),
        sum(al::alter_column("t", "a").nullable()),
        sum(al::run([](auto&) {})),
        sum(al::run([](auto&) {}), al::run([](auto&) {})),
    };
    for (std::size_t i = 0; i < std::size(sums); ++i)
        for (std::size_t j = 0; j < i; ++j) EXPECT_NE(sums[i], sums[j]) << i << " and " << j;
}

TEST(checksum, is_written_in_sixteen_digits) {
    al::sql_text sql;
    const al::op::settings settings{};
    al::write_journal(sql, settings, al::sqlite_dialect::own_tables::words, "r", "upgrade", 0xABC);
    EXPECT_EQ(sql.str(),
              "INSERT INTO \"aludel_journal\" (revision, direction, checksum, applied_at, duration_ms) VALUES "
              "('r', 'upgrade', '0000000000000abc', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NULL)");
}

}  // namespace
