// SPDX-License-Identifier: BSL-1.0
// Models from Boost.Hana Structs: each member's column, refinements, and histories that do or do not lead to them.
#include <aludel.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace al = aludel;
namespace op = aludel::op;

enum class colour : std::uint8_t { red, green };

struct money {};
template <>
struct aludel::member_type<money> {
    static constexpr auto value = al::numeric(10, 2);
};

struct Everything {
    BOOST_HANA_DEFINE_STRUCT(Everything, (bool, flag), (std::int8_t, tiny), (std::int16_t, small), (int, whole),
                             (std::int64_t, big), (std::uint16_t, positive), (unsigned, larger), (float, single_),
                             (double, real), (std::string, text), (std::string_view, view),
                             (std::vector<std::byte>, bytes), (std::vector<std::uint8_t>, octets), (colour, kind),
                             (money, price), (std::chrono::sys_days, day), (std::chrono::year_month_day, date),
                             (std::chrono::sys_seconds, moment), (std::chrono::system_clock::time_point, precise),
                             (std::chrono::milliseconds, span), (std::optional<int>, maybe),
                             (std::optional<std::chrono::sys_days>, some_day));
};

inline constexpr auto everything = al::model<Everything>("everything");

constexpr bool is(std::size_t which, std::string_view name, op::type_kind kind, bool nullable = false) {
    const op::column& column = everything.columns.data[which];
    return column.name.text() == name && column.type.kind == kind && column.nullable == nullable && column.inferred;
}
using type = op::type_kind;
static_assert(is(0, "flag", type::boolean) && is(1, "tiny", type::smallint) && is(2, "small", type::smallint) &&
              is(3, "whole", type::integer) && is(4, "big", type::bigint));
static_assert(is(5, "positive", type::integer) && is(6, "larger", type::bigint) && is(7, "single_", type::real) &&
              is(8, "real", type::double_precision));
static_assert(is(9, "text", type::text) && is(10, "view", type::text) && is(11, "bytes", type::binary) &&
              is(12, "octets", type::binary));
static_assert(is(13, "kind", type::smallint) && is(14, "price", type::numeric) &&
              everything.columns.data[14].type.precision == 10);
static_assert(is(15, "day", type::date) && is(16, "date", type::date) && is(17, "moment", type::timestamp) &&
              is(18, "precise", type::timestamp));
static_assert(is(19, "span", type::interval) && is(20, "maybe", type::integer, true) &&
              is(21, "some_day", type::date, true));
static_assert(everything.view().list[0].columns.count == 22);

// Refinements: table constraints, and columns that specify more than a member can.
struct book {
    int id;
    std::string title;
    std::optional<int> pages;
};
BOOST_HANA_ADAPT_STRUCT(book, id, title, pages);

inline constexpr auto books = al::model<book>("books", al::primary_key("id"), al::unique("title"),
                                              al::column("title", al::varchar(80), al::not_null));
inline constexpr auto shelves = al::table("shelves", al::column("id", al::integer, al::primary_key));
inline constexpr al::metadata<books, shelves> models{};

inline constexpr auto create = al::revision("a1").upgrade(
    al::create_table("books", al::column("id", al::integer, al::primary_key),
                     al::column("title", al::varchar(80), al::not_null, al::unique), al::column("pages", al::integer)),
    al::create_table("shelves", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<create> history{};
static_assert(al::matches<history, models>);
static_assert(al::diff<history, models>.empty());

// A model with an additional column: the diff is the operation that adds it.
struct longer_book {
    BOOST_HANA_DEFINE_STRUCT(longer_book, (int, id), (std::string, title), (std::optional<int>, pages),
                             (std::optional<std::string>, isbn));
};
inline constexpr auto longer = al::model<longer_book>("books", al::primary_key("id"), al::unique("title"));
inline constexpr al::metadata<longer, shelves> longer_models{};
static_assert(al::diff<history, longer_models>.list.size() == 1);
// Only some of the objects are compared.
constexpr auto without_isbn = [](const al::schema_object& each) {
    return each.kind != al::object_kind::column || each.object != "isbn";
};
static_assert(al::matches<history, longer_models, without_isbn>);
constexpr bool shelves_alone(const al::schema_object& each) { return each.table == "shelves"; }
static_assert(al::matches<history, longer_models, shelves_alone>);

// A column that gets another collation.
inline constexpr auto sorted = al::revision("b2").revises("a1").upgrade(
    al::create_table("films", al::column("id", al::integer, al::primary_key), al::column("title", al::text)),
    al::alter_column("films", "title").collate("NOCASE").not_null().fill(al::sql("''")));
inline constexpr al::history<create, sorted> sorting{};
inline constexpr auto films = al::table("films", al::column("id", al::integer, al::primary_key),
                                        al::column("title", al::text, al::not_null, al::collate("NOCASE")));
inline constexpr auto plain_films =
    al::table("films", al::column("id", al::integer, al::primary_key), al::column("title", al::text, al::not_null));
inline constexpr al::metadata<books, shelves, films> sorted_models{};
inline constexpr al::metadata<books, shelves, plain_films> plain_models{};
static_assert(al::matches<sorting, sorted_models>);
static_assert(al::diff<sorting, plain_models>.list.size() == 1);
static_assert(al::diff<sorting, plain_models>.list[0].kind == op::operation_kind::alter_column &&
              al::diff<sorting, plain_models>.list[0].changes == op::change::collation);
static_assert(al::diff<history, longer_models>.list[0].kind == op::operation_kind::add_column &&
              al::diff<history, longer_models>.list[0].object.text() == "isbn");

// Two tables that refer to each other: the first gets its foreign key when the second is there.
inline constexpr auto hens = al::table("hens", al::column("id", al::integer, al::primary_key),
                                       al::column("egg", al::integer, al::references("eggs", "id")));
inline constexpr auto eggs = al::table("eggs", al::column("id", al::integer, al::primary_key),
                                       al::column("hen", al::integer, al::references("hens", "id")));
inline constexpr al::metadata<hens, eggs> cycle{};
inline constexpr auto create_cycle = al::revision("a1").upgrade(
    al::create_table("hens", al::column("id", al::integer, al::primary_key), al::column("egg", al::integer)),
    al::create_table("eggs", al::column("id", al::integer, al::primary_key),
                     al::column("hen", al::integer, al::references("hens", "id"))),
    al::add_constraint("hens", al::foreign_key("egg").references("eggs", "id")));
inline constexpr al::history<> nothing{};
inline constexpr al::history<create_cycle> with_cycle{};
static_assert(al::matches<with_cycle, cycle>);
static_assert(al::diff<nothing, cycle>.list.size() == 3);
static_assert(al::diff<nothing, cycle>.list[0].constraints.count == 1);
static_assert(al::diff<nothing, cycle>.list[2].kind == op::operation_kind::add_constraint &&
              al::diff<nothing, cycle>.list[2].table == "hens");

int main() {}
