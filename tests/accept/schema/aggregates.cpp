// SPDX-License-Identifier: BSL-1.0
// Plain aggregates as models: members by name and type, whatever their types, beside Hana Structs.
#include <aludel.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace al = aludel;
namespace op = aludel::op;

struct Product {
    std::int64_t id;
    std::string name;
    std::optional<double> price;
};
inline constexpr auto products =
    al::model<Product>("products", al::primary_key("id"), al::column("name", al::varchar(80), al::not_null));

// Neither default constructible nor constexpr, neither copied nor moved.
struct money {
    explicit money(int euros, int cents);
    money(const money&) = delete;
    ~money();
};
template <>
struct aludel::member_type<money> {
    static constexpr auto value = al::numeric(10, 2);
};
// An array and a struct that have a column type.
struct point {
    int x, y;
};
template <>
struct aludel::member_type<point> {
    static constexpr auto value = al::text;
};
template <>
struct aludel::member_type<char[20]> {
    static constexpr auto value = al::char_(20);
};
template <>
struct aludel::member_type<std::unique_ptr<int>> : aludel::member_type<int> {
    static constexpr bool nullable = true;
};

namespace shop {
namespace {

enum class colour : std::uint8_t { red, green };

struct everything {
    money price;
    char code[20];
    const int number;
    point place = {1, 2};
    bool flag = true;
    std::string_view view{};
    std::vector<std::byte> bytes;
    colour kind;
    std::chrono::sys_days day;
    std::chrono::year_month_day date;
    std::chrono::milliseconds span;
    std::optional<std::chrono::sys_seconds> moment;
    std::unique_ptr<int> pointer_1;
    char last_[20];
};

template <class T>
struct holder {
    T value_of_T;
};

}  // namespace
}  // namespace shop

constexpr bool is(const auto& model, std::size_t which, std::string_view name, op::type_kind kind,
                  bool nullable = false) {
    const op::column& column = model.columns.data[which];
    return column.name.text() == name && column.type.kind == kind && column.nullable == nullable && column.inferred;
}
using type = op::type_kind;

static_assert(is(products, 0, "id", type::bigint) && is(products, 2, "price", type::double_precision, true));
static_assert(products.columns.data[1].name.text() == "name" && products.columns.data[1].type.kind == type::varchar);
static_assert(products.view().list[0].columns.count == 3);

constexpr auto wholly = al::model<shop::everything>("everything");
static_assert(wholly.view().list[0].columns.count == 14);
static_assert(is(wholly, 0, "price", type::numeric) && is(wholly, 1, "code", type::character) &&
              is(wholly, 2, "number", type::integer));
static_assert(is(wholly, 3, "place", type::text) && is(wholly, 4, "flag", type::boolean) &&
              is(wholly, 5, "view", type::text));
static_assert(is(wholly, 6, "bytes", type::binary) && is(wholly, 7, "kind", type::smallint) &&
              is(wholly, 8, "day", type::date));
static_assert(is(wholly, 9, "date", type::date) && is(wholly, 10, "span", type::interval) &&
              is(wholly, 11, "moment", type::timestamp, true));
static_assert(is(wholly, 12, "pointer_1", type::integer, true) && is(wholly, 13, "last_", type::character));

static_assert(is(al::model<shop::holder<int>>("t"), 0, "value_of_T", type::integer));

// The largest number of members.
struct widest {
    int a00, a01, a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21,
        a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38, a39, a40, a41, a42, a43,
        a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56, a57, a58, a59, a60, a61, a62, a63;
};
constexpr auto wide = al::model<widest>("wide");
static_assert(wide.view().list[0].columns.count == 64 && is(wide, 40, "a40", type::integer) &&
              is(wide, 63, "a63", type::integer));

// A struct that is declared as a Hana Struct is treated as one: it may leave members out, and inherit.
struct base {
    int id;
};
struct derived : base {
    std::string name;
    int ignored;
};
BOOST_HANA_ADAPT_STRUCT(derived, id, name);
static_assert(al::model<derived>("t").view().list[0].columns.count == 2);

// A local class, and a history that leads there.
int main() {
    struct local {
        int id;
        std::string title;
    };
    static constexpr auto books = al::model<local>("books", al::primary_key("id"), al::unique("title"));
    static constexpr al::metadata<books> models{};
    static constexpr auto start =
        al::revision("a1").upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key),
                                                    al::column("title", al::text, al::not_null, al::unique)));
    static constexpr al::history<start> history{};
    static_assert(al::matches<history, models>);
}
