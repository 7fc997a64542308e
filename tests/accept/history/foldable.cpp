// SPDX-License-Identifier: BSL-1.0
// A history is a Hana Foldable of its revisions, and metadata one of its models: in the order of declaration, without
// settings.
#include <aludel.hpp>

#include <boost/hana.hpp>

#include <cstddef>
#include <string_view>

namespace al = aludel;
namespace hana = boost::hana;

namespace {

constexpr auto settings = al::settings().title("shop");
constexpr auto start =
    al::revision("a1").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
constexpr auto wide = al::revision("c3").revises("b2").upgrade(al::add_column("t", al::column("width", al::integer)));
constexpr auto high = al::revision("b2").revises("a1").upgrade(al::add_column("t", al::column("height", al::integer)),
                                                               al::add_column("t", al::column("depth", al::integer)));
constexpr al::history<al::branches_allowed, settings, start, wide, high> history{};

static_assert(hana::Foldable<decltype(history)>::value && !hana::Sequence<decltype(history)>::value);
static_assert(hana::length(history) == hana::size_c<3>);
static_assert(hana::length(al::history<>{}) == hana::size_c<0>);
static_assert(hana::size(al::unverified_history<start, high>{}) == hana::size_c<2>);

// In the order of declaration, each the variable itself.
static_assert(hana::unpack(history, [](const auto& a, const auto& b, const auto& c) {
    return &a == &start && &b == &wide && &c == &high;
}));
static_assert(hana::fold_left(history, std::size_t{0}, [](std::size_t sum, const auto& each) {
                  return sum + each.view().upgrade.list.size();
              }) == 4);
static_assert(hana::count_if(history, [](const auto& each) { return each.parents.view().count == 1; }) == 2);
static_assert([] {
    std::string_view last;
    hana::for_each(history, [&](const auto& each) { last = each.id; });
    return last;
}() == "b2");
static_assert(hana::length(hana::to_tuple(history)) == hana::size_c<3>);

// Models, and a history of all of them.
constexpr auto first = al::table("first", al::column("id", al::integer, al::primary_key));
constexpr auto second =
    al::table("second", al::column("id", al::integer, al::primary_key), al::column("name", al::text));
constexpr auto third = al::table("third", al::column("id", al::integer, al::primary_key));
constexpr auto others = hana::make_tuple(second, third);
constexpr al::metadata<first, others> models{};

static_assert(hana::length(models) == hana::size_c<3> && models.view().tables.size() == 3);
static_assert(hana::length(al::metadata<>{}) == hana::size_c<0>);
static_assert(hana::fold_left(models, std::size_t{0}, [](std::size_t sum, const auto& each) {
                  return sum + each.view().list[0].columns.count;
              }) == 4);
constexpr auto all = hana::unpack(models, [](const auto&... each) { return al::revision("a1").upgrade(each...); });
constexpr al::history<all> of_all{};
static_assert(al::matches<of_all, models>);

}  // namespace

int main() {}
