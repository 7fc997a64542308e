// SPDX-License-Identifier: BSL-1.0
// What two schemas have under one name is one difference, which says what is there and what should be.
#include <aludel.hpp>

#include <string_view>  // string_view

namespace al = aludel;

template <class... Operations>
constexpr al::schema schema_of(const Operations&... operations) {
    al::schema result;
    result.enumerations_are_types = true;
    static_cast<void>(al::apply(result, al::revision("x").upgrade(operations...).view().upgrade));
    return result;
}

constexpr bool says(const al::schema& is, const al::schema& wanted, std::string_view text) {
    const al::difference_list found = al::compare(is, wanted);
    return found.size() == 1 && found[0].text().text() == text;
}

template <class... Parts>
constexpr al::schema products(const Parts&... parts) {
    return schema_of(al::create_table("shops", al::column("id", al::integer, al::primary_key)),
                     al::create_table("products", al::column("id", al::integer, al::not_null),
                                      al::column("price", al::integer, al::not_null),
                                      al::column("shop", al::integer, al::not_null), parts...));
}

static_assert(says(products(al::check("price > 1").named("c")), products(al::check("price > 0").named("c")),
                   "check `c` of table `products` differs: (price > 1) instead of (price > 0)"));
static_assert(says(products(al::unique("price").named("u")), products(al::unique("price", "shop").named("u")),
                   "unique constraint `u` of table `products` differs: (`price`) instead of (`price`, `shop`)"));
// There is one primary key, which needs no name. Others without one are two.
constexpr al::schema unnamed(al::schema read) {
    read.naming = {"", "", "", "", ""};
    return read;
}
static_assert(says(unnamed(products(al::primary_key("price"))), unnamed(products(al::primary_key("shop"))),
                   "primary key of table `products` differs: (`price`) instead of (`shop`)"));
static_assert(al::compare(unnamed(products(al::unique("price"))), unnamed(products(al::unique("shop")))).size() == 2);
static_assert(says(products(al::foreign_key("shop").references("shops", "id").deferrable().named("f")),
                   products(al::foreign_key("shop").references("shops", "id").named("f")),
                   "foreign key `f` of table `products` differs: (`shop`) to `shops` (`id`) DEFERRABLE instead of "
                   "(`shop`) to `shops` (`id`)"));
// Constraints of two names are two, and so are those of two kinds.
static_assert(
    al::compare(products(al::check("price > 1").named("c")), products(al::check("price > 0").named("d"))).size() == 2);
static_assert(
    al::compare(products(al::unique("price").named("c")), products(al::check("price > 0").named("c"))).size() == 2);

static_assert(says(products(al::index("i", "price").using_method("hash")), products(al::index("i", "price")),
                   "index `i` of table `products` differs: USING hash (price) instead of (price)"));
static_assert(says(products(al::index("i", "price")), products(al::index("i", "price").include("id", "shop")),
                   "index `i` of table `products` differs: (price) instead of (price) INCLUDE (id, shop)"));

static_assert(says(schema_of(al::create_enum("mood", "sad")), schema_of(al::create_enum("mood", "sad", "happy")),
                   "enumeration `mood` differs: ('sad') instead of ('sad', 'happy')"));
static_assert(says(schema_of(al::create_sequence("numbers").start(7).increment(-2)),
                   schema_of(al::create_sequence("numbers")),
                   "sequence `numbers` differs: from 7 by -2 instead of from 1 by 1"));
static_assert(says(schema_of(al::create_function("f", "() RETURNS int LANGUAGE sql AS 'SELECT 1'")),
                   schema_of(al::create_function("f", "() RETURNS int LANGUAGE sql AS 'SELECT 2'")),
                   "function `f` differs: `() RETURNS int LANGUAGE sql AS 'SELECT 1'` instead of `() RETURNS int "
                   "LANGUAGE sql AS 'SELECT 2'`"));

// The operations between two schemas drop such a constraint and add the other.
constexpr bool is_replaced() {
    al::detail::text_arena arena;
    const al::schema before = products(al::check("price > 1").named("c")),
                     after = products(al::check("price > 0").named("c"));
    const al::op::operations made = al::operations_between(before, after, arena);
    return made.list.size() == 2 && made.list[0].kind == al::op::operation_kind::drop_constraint &&
        made.list[0].object == "c" && made.list[1].kind == al::op::operation_kind::add_constraint &&
        made.constraints[0].expression == "price > 0";
}
static_assert(is_replaced());
