// SPDX-License-Identifier: BSL-1.0
// Empty names are refused, since nothing could refer to them. And settings that are given many times.
#include <aludel.hpp>

#include <string_view>

namespace al = aludel;

/// The finding about the first operation that does not fit a table `t` with columns `id` and `a`, a view and an index.
template <class... Operations>
constexpr al::rule refused_by(const Operations&... operations) {
    al::schema to;
    const auto start = al::revision("a1").upgrade(
        al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("a", al::integer)));
    if (!al::apply(to, start.view().upgrade).empty()) return al::rule::none;
    const auto next = al::revision("b2").upgrade(operations...);
    const auto found = al::apply(to, next.view().upgrade);
    return found.empty() ? al::rule::none : found[0].rule;
}

constexpr al::rule empty = al::rule::empty_name;
static_assert(refused_by(al::create_table("", al::column("id", al::integer))) == empty);
static_assert(refused_by(al::create_table("u", al::column("", al::integer))) == empty);
static_assert(refused_by(al::create_table("u", al::schema(""), al::column("id", al::integer))) == empty);
static_assert(refused_by(al::create_table("u", al::column("id", al::integer), al::unique("id").named(""))) == empty);
static_assert(refused_by(al::create_table("u", al::column("id", al::integer, al::primary_key.named("")))) == empty);
static_assert(refused_by(al::create_table("u", al::column("id", al::integer, al::check("id > 0").named("")))) == empty);
static_assert(refused_by(al::create_table("u", al::column("id", al::integer),
                                          al::foreign_key("id").references("t").named(""))) == empty);
static_assert(refused_by(al::add_column("t", al::column("", al::integer))) == empty);
static_assert(refused_by(al::add_constraint("t", al::unique("a").named(""))) == empty);
static_assert(refused_by(al::create_index("", "t", "a")) == empty);
static_assert(refused_by(al::create_view("", "SELECT 1")) == empty);
static_assert(refused_by(al::rename_table("t", "")) == empty);
static_assert(refused_by(al::rename_column("t", "a", "")) == empty);
static_assert(refused_by(al::alter_column("t", "a").rename_to("")) == empty);

static_assert(refused_by(al::create_table("u", al::schema("s"),
                                          al::column("id", al::integer, al::primary_key.named("k")),
                                          al::check("id > 0"))) == al::rule::none);
static_assert(refused_by(al::create_index("i", "t", "a"), al::rename_column("t", "a", "b"),
                         al::create_view("v", "SELECT 1")) == al::rule::none);

// Objects with an empty name do not exist, and nothing is changed.
static_assert(refused_by(al::drop_table("")) == al::rule::unknown_table &&
              refused_by(al::drop_column("t", "")) == al::rule::unknown_column);
static_assert(refused_by(al::drop_constraint("t", "")) == al::rule::unknown_constraint &&
              refused_by(al::drop_index("")) == al::rule::unknown_index);
static_assert(!al::syntax::mentions("a > 0", "") && al::syntax::mentions("a > 0", "a"));

// A default-constructed name is the empty name.
static_assert(al::name(std::string_view()) == al::name("") && al::name(std::string_view()) == al::name() &&
              !(al::name(std::string_view()) == al::name("a")));

// Any number of databases or levels is accepted: each is stored once.
constexpr auto many = al::settings().dialects(al::sqlite, al::postgresql, al::mariadb, al::mysql, al::mssql, al::oracle,
                                              al::sqlite.since(3, 40), al::sqlite.since(3, 30));
static_assert(many.held.dialect_count == 6 && many.held.dialects[0] == al::sqlite.since(3, 30));
constexpr bool all_rules_fit() {
    auto settings = al::settings();
    std::size_t rules = 0;
    for (unsigned number = 0; number < 1000; ++number) {
        const auto which = static_cast<al::rule>(number);
        if (!al::slug(which).empty()) ++rules;
        settings = settings.level(which, al::level::warning).level(which, al::level::off);
    }
    return rules > 60 && settings.held.level_count == rules &&
        settings.held.level_of(al::rule::empty_name) == al::level::off;
}
static_assert(all_rules_fit());

int main() {}
