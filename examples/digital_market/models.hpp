// SPDX-License-Identifier: BSL-1.0
// What the program keeps in its database. The compiler sees to it that the history leads exactly here.
#pragma once

#include "history.hpp"

#include <cstdint>   // int64_t
#include <optional>  // optional
#include <string>    // string

namespace shop {

struct User {
    BOOST_HANA_DEFINE_STRUCT(User,
        (std::int64_t, telegram_id),
        (std::optional<std::string>, username),
        (std::optional<std::string>, first_name),
        (std::optional<std::string>, last_name));
};

struct Category {
    BOOST_HANA_DEFINE_STRUCT(Category, (std::string, category_name));
};

struct Product {
    BOOST_HANA_DEFINE_STRUCT(Product,
        (std::string, name),
        (std::string, description),
        (int, price),
        (std::optional<std::string>, file_id),
        (int, category_id),
        (std::string, hidden_content));
};

struct Purchase {
    BOOST_HANA_DEFINE_STRUCT(Purchase,
        (int, user_id),
        (int, product_id),
        (int, price),
        (std::string, payment_type),
        (std::string, payment_id));
};

inline constexpr auto users = al::model<User>("users", base_columns, al::unique("telegram_id"));

inline constexpr auto categories = al::model<Category>("categories", base_columns);

inline constexpr auto products =
    al::model<Product>("products", base_columns, al::foreign_key("category_id").references("categories", "id"));

inline constexpr auto purchases =
    al::model<Purchase>("purchases", base_columns,
        al::foreign_key("user_id").references("users", "id"),
        al::foreign_key("product_id").references("products", "id"),
        al::column("payment_id", al::varchar, al::not_null),  // a key of MariaDB, which takes no text of any length
        al::unique("payment_id").named("uq_purchases_payment_id"));

inline constexpr al::metadata<users, categories, products, purchases> models{};

static_assert(al::matches<history, models>);

}  // namespace shop
