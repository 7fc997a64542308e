// SPDX-License-Identifier: BSL-1.0
// expect: [AL401] matches: the history does not lead to the models: column `name` of table `items` differs: NOT NULL instead of nullable; column `size` of table `items` differs: type integer instead of bigint; table `items` has the extra column `extra`. Add a revision that makes up for it, or change the models
#include <aludel.hpp>

namespace al = aludel;

struct item {
    BOOST_HANA_DEFINE_STRUCT(item, (int, id), (std::optional<std::string>, name), (long long, size));
};
inline constexpr auto one = al::revision("a").upgrade(al::create_table("items", al::column("id", al::integer, al::primary_key),
#ifndef ACCEPT
    al::column("name", al::text, al::not_null), al::column("size", al::integer, al::not_null), al::column("extra", al::text)));
#else
    al::column("name", al::text), al::column("size", al::bigint, al::not_null)));
#endif
inline constexpr al::history<one> history{};
inline constexpr auto items = al::model<item>("items", al::primary_key("id"));
inline constexpr al::metadata<items> models{};
static_assert(al::matches<history, models>);  // the line
