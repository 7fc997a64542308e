// SPDX-License-Identifier: BSL-1.0
// A history with errors can be declared as unverified, and its findings are values.
#include <aludel.hpp>

namespace al = aludel;

namespace {

constexpr auto start = al::revision("a1", "start")
                           .upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key),
                                                     al::column("title", al::text)));
constexpr auto pages =
    al::revision("b2", "pages").revises("a1").upgrade(al::add_column("books", al::column("pages", al::integer)));
constexpr auto shelf =
    al::revision("c3", "shelf")
        .revises("a1")
        .upgrade(al::add_column("books", al::column("place", al::integer, al::not_null)),
                 al::drop_column("books", "titel"), al::create_table("shelves", al::column("name", al::text)));
constexpr auto orphan = al::revision("d4", "orphan").revises("nowhere");

// Several heads still have an order: the schema is verified as well.
constexpr al::unverified_history<start, pages, shelf> two_heads{};
static_assert(!two_heads.is_verified);
static_assert(two_heads.entries().revisions.size() == 3 && two_heads.entries().order.size() == 0);

constexpr bool has(const auto& found, al::rule rule, al::level level) {
    for (const al::finding& each : found)
        if (each.rule == rule && each.level == level) return true;
    return false;
}

static_assert([] {
    const auto found = al::findings<two_heads>();
    return found.size() >= 3 && found[0].rule == al::rule::multiple_heads &&
        has(found, al::rule::add_required_column, al::level::error) &&
        has(found, al::rule::unknown_column, al::level::error);
}());
// The same with a list of settings and revisions.
constexpr std::size_t all = al::findings<two_heads>().size();
static_assert(al::findings<start, pages, shelf>().size() == all);
static_assert(al::findings<al::branches_allowed, start, pages, shelf>().size() == all - 1);

// A history without a valid graph is not verified further.
static_assert([] {
    const auto found = al::findings<start, pages, orphan>();
    return found.size() == 1 && found[0].rule == al::rule::unknown_parent && found[0].revision == al::name("d4");
}());

// Models have findings of their own; those of a verified history can only be warnings.
constexpr al::history<start> verified{};
static_assert(verified.is_verified && al::findings<verified>().empty());
constexpr auto books = al::table("books", al::column("id", al::integer, al::primary_key));
constexpr al::unverified_metadata<books, books> twice{};
static_assert(al::findings<verified, twice>().size() == 1);

// An unverified history has the same entries as the verified one.
static_assert(verified.entries().revisions.size() == verified.view().revisions.size());

}  // namespace

int main() {}
