// SPDX-License-Identifier: BSL-1.0
// Where words form a list, a sequence of words counts as its elements: of Hana, of the standard library, or nested.
#include <aludel.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>

namespace al = aludel;
namespace hana = boost::hana;
namespace op = aludel::op;

namespace {

constexpr auto id = al::column("id", al::integer, al::primary_key);
constexpr auto name = al::column("name", al::text);
constexpr auto size = al::column("size", al::integer);

// Tables.

constexpr bool is_as_written(const auto& revision) {
    const op::operations_view all = revision.view().upgrade;
    const op::operation& create = all.list[0];
    const op::list_view<op::column> columns = create.columns.of(all.columns);
    return all.list.size() == 1 && columns.size() == 3 && columns[0].name.text() == "id" &&
        columns[1].name.text() == "name" && columns[2].name.text() == "size" && create.constraints.count == 1;
}
constexpr auto revision_of(const auto& operation) { return al::revision("a").upgrade(operation); }

static_assert(is_as_written(revision_of(al::create_table("t", id, name, size))));
static_assert(is_as_written(revision_of(al::create_table("t", hana::make_tuple(id, name, size)))));
static_assert(is_as_written(revision_of(al::create_table("t", id, std::array{name, size}))));
static_assert(is_as_written(revision_of(al::create_table("t", std::tuple(id, name), size))));
static_assert(is_as_written(
    revision_of(al::create_table("t", hana::make_tuple(id, hana::make_tuple(), std::tuple(std::array{name, size}))))));
static_assert(is_as_written(revision_of(al::create_table("t", id, name, size, std::array<decltype(name), 0>{},
                                                         hana::make_tuple()))));
static_assert(al::table("t", std::array{name, size}).view().list[0].columns.count == 2);

// Operations, up and down.

constexpr auto pages = al::add_column("t", al::column("pages", al::integer));
constexpr auto weight = al::add_column("t", al::column("weight", al::integer));
constexpr auto both = std::array{pages, weight};
constexpr auto nested =
    al::revision("a")
        .upgrade(hana::make_tuple(al::create_table("t", id), std::tuple(both, al::drop_column("t", "pages"))))
        .downgrade(std::tuple(al::drop_column("t", "weight")), hana::make_tuple(al::drop_table("t")));
static_assert(nested.view().upgrade.list.size() == 4 && nested.view().downgrade.list.size() == 2);
static_assert(nested.view().upgrade.list[2].object.text() == "weight" &&
              nested.view().downgrade.list[1].kind == op::operation_kind::drop_table);

// More elements than Clang nests in a fold.
constexpr auto many = [] {
    std::array<decltype(al::execute("")), 300> made{};
    for (auto& each : made) each = al::execute("SELECT 1");
    return made;
}();
static_assert(al::revision("a").upgrade(many).view().upgrade.list.size() == 300);

// Data steps are found in sequences and keep their order.
struct calls {
    int digits = 0;
};
constexpr auto step(int digit) {
    return al::run([digit](calls& connection) { connection.digits = connection.digits * 10 + digit; });
}
constexpr auto steps = al::revision("a").upgrade(
    step(1), hana::make_tuple(step(2), std::tuple(step(3), std::array{step(4), step(5)})), step(6));
static_assert(steps.view().upgrade.list.size() == 6 && steps.view().upgrade.list[5].run == 5);
static_assert(decltype(steps.up_functions)::count == 6);

// Options of a column, parts of an index, values of a row, rows of an insert, texts of an execute, options of a drop.

constexpr auto required = hana::make_tuple(al::integer, std::tuple(al::not_null, al::default_to(7)));
static_assert(!al::column("a", required).columns.data[0].nullable &&
              al::column("a", required, al::unique).constraints.view().count == 1);

constexpr auto parts = std::array{"a", "b"};
static_assert(al::create_index("ix", "t", parts, hana::make_tuple(al::desc("c"))).indexes.data[0].parts.count == 3);
static_assert(al::create_index("ix", "t", parts).parts.data[1].column.text() == "b");
static_assert(al::index("ix", std::tuple("a", al::expression("lower(b)"))).parts.data[1].expression.text() ==
              "lower(b)");

constexpr auto row = al::row(hana::make_tuple(al::value("a", 1)), al::value("b", 2));
constexpr auto rows = al::insert("t", row, std::array{row, row});
static_assert(rows.list.data[0].cells.count == 6 && rows.cells.data[4].row == 2 && rows.cells.data[5].row == 2);

static_assert(al::execute(std::tuple(al::for_dialect(al::sqlite, "SELECT 1"), "SELECT 2")).texts.view().count == 2);
static_assert(al::drop_table("t", hana::make_tuple(al::if_exists)).list.data[0].if_exists);

}  // namespace

int main() {}
