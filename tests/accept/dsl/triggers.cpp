// SPDX-License-Identifier: BSL-1.0
// Triggers as words: what they lower to, and what the schema, differences and models make of them.
#include <aludel.hpp>

namespace al = aludel;
namespace op = aludel::op;

inline constexpr auto tables = al::revision("a1").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("n", al::integer)),
    al::create_table("log", al::column("what", al::text)), al::create_view("v", "SELECT id FROM t"),
    al::insert("t", al::row(al::value("id", 1), al::value("n", 1))));

inline constexpr auto triggers = al::revision("b2").revises("a1").upgrade(
    al::create_trigger("one", al::after, al::insert, "t", "INSERT INTO log VALUES (NEW.n)"),
    al::create_trigger("two", al::before, al::update_of("n", "id"), "t",
                       "WITH x(a) AS (SELECT 1) SELECT a FROM x; REPLACE INTO log VALUES (old.N || new.rowid);")
        .when("NEW.n <> OLD.n")
        .for_each_row(),
    al::create_trigger("three", al::instead_of, al::delete_, "v",
                       al::for_dialect(al::postgresql, "SELECT no_one_reads_this"),
                       "DELETE FROM t WHERE id = OLD.id AND id IN (SELECT what FROM log)")
        .if_not_exists(),
    al::create_trigger("four", al::after, al::update, "t", "SELECT RAISE(ABORT, 'never') WHERE NEW.n = 3"));

constexpr op::operation first = triggers.view().upgrade.list[0], second = triggers.view().upgrade.list[1],
                        third = triggers.view().upgrade.list[2], fourth = triggers.view().upgrade.list[3];
static_assert(first.kind == op::operation_kind::create_trigger && first.object == "one" && first.table == "t");
static_assert(first.timing == op::trigger_timing::after && first.event == op::trigger_event::insert);
static_assert(first.cells.count == 0 && first.texts.count == 1 && !first.if_not_exists);
static_assert(second.timing == op::trigger_timing::before && second.event == op::trigger_event::update);
static_assert(second.cells.count == 2 && triggers.view().upgrade.cells[second.cells.first + 1].column == "id");
static_assert(second.text == "NEW.n <> OLD.n");
static_assert(third.timing == op::trigger_timing::instead_of && third.event == op::trigger_event::delete_);
static_assert(third.texts.count == 2 && third.if_not_exists);
static_assert(fourth.event == op::trigger_event::update && fourth.cells.count == 0);
static_assert(al::drop_trigger("one", al::if_exists).view().list[0].if_exists);

// Timing, event, columns and condition are in checksums.
constexpr auto checksum(const auto& word) { return op::checksum_of(word.view()); }
constexpr auto plain = al::create_trigger("x", al::after, al::update, "t", "SELECT 1");
static_assert(checksum(plain) != checksum(al::create_trigger("x", al::before, al::update, "t", "SELECT 1")));
static_assert(checksum(plain) != checksum(al::create_trigger("x", al::after, al::insert, "t", "SELECT 1")));
static_assert(checksum(plain) != checksum(al::create_trigger("x", al::after, al::update_of("n"), "t", "SELECT 1")));
static_assert(checksum(plain) != checksum(plain.when("NEW.n = 1")));
static_assert(checksum(plain) == checksum(plain.for_each_row()));

inline constexpr al::history<tables, triggers> history{};

// A column that only a trigger uses can be dropped when the trigger is; the downgrade is derived, with the trigger.
inline constexpr auto renamed = al::revision("c3").revises("b2").upgrade(al::rename_column("t", "n", "number"));
inline constexpr auto dropped = al::revision("d4")
                                    .revises("c3")
                                    .upgrade(al::drop_trigger("one"), al::drop_trigger("two"), al::drop_trigger("four"),
                                             al::drop_column("t", "number"))
                                    .acknowledge(al::rule::drops_column, "a test");
inline constexpr al::history<tables, triggers, renamed, dropped> longer{};

// Models have no triggers.
inline constexpr auto model_tables =
    al::revision("a1").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)),
                               al::create_trigger("one", al::after, al::insert, "t", "SELECT NEW.id"));
inline constexpr al::history<model_tables> with_trigger{};
inline constexpr auto model = al::table("t", al::column("id", al::integer, al::primary_key));
inline constexpr al::metadata<model> models{};
static_assert(al::matches<with_trigger, models>);
static_assert(al::diff<with_trigger, models>.empty());

// Differences compare tokens.
constexpr bool same(const auto& one, const auto& other) {
    al::schema a, b;
    const auto start = al::revision("a").upgrade(al::create_table("t", al::column("n", al::integer)));
    (void)al::apply(a, start.view().upgrade), (void)al::apply(b, start.view().upgrade);
    (void)al::apply(a, al::revision("b").upgrade(one).view().upgrade);
    (void)al::apply(b, al::revision("b").upgrade(other).view().upgrade);
    return al::compare(a, b).empty();
}
constexpr auto with_body(const char* body) { return al::create_trigger("x", al::after, al::update, "t", body); }
static_assert(same(with_body("UPDATE t SET n=new.n"), with_body("update  \"t\" set n = NEW.n /* so */;")));
static_assert(!same(with_body("UPDATE t SET n = 'a'"), with_body("UPDATE t SET n = 'A'")));
static_assert(!same(with_body("SELECT 1"), with_body("SELECT 1").when("NEW.n = 1")));
static_assert(!same(with_body("SELECT 1"), al::create_trigger("x", al::before, al::update, "t", "SELECT 1")));

int main() {}
