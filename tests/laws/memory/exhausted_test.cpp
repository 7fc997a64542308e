// SPDX-License-Identifier: BSL-1.0
// Memory is exhausted at the first, the second, ... the last allocation: nothing leaks, nothing is destroyed twice, and
// the previous state is unchanged.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>
#include <utility>
#include <vector>

namespace {

std::size_t allocations_left = static_cast<std::size_t>(-1);
long alive = 0;

void* allocate(std::size_t size) {
    if (allocations_left == 0) throw std::bad_alloc();
    --allocations_left;
    void* const block = std::malloc(size == 0 ? 1 : size);
    if (block == nullptr) throw std::bad_alloc();
    ++alive;
    return block;
}
void release(void* given) noexcept {
    if (given == nullptr) return;
    --alive;
    std::free(given);
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* given) noexcept { release(given); }
void operator delete[](void* given) noexcept { release(given); }
void operator delete(void* given, std::size_t) noexcept { release(given); }
void operator delete[](void* given, std::size_t) noexcept { release(given); }

namespace al = aludel;
namespace detail = aludel::detail;

namespace {

/// Repeats a function with one allocation more each time until it succeeds; returns how often it failed.
template <class Work>
int fail_everywhere(const Work& work) {
    for (int allowed = 0;; ++allowed) {
        const long before = alive;
        allocations_left = static_cast<std::size_t>(allowed);
        bool done = false;
        try {
            work();
            done = true;
        } catch (const std::bad_alloc&) {}
        allocations_left = static_cast<std::size_t>(-1);
        if (alive != before) {
            ADD_FAILURE() << alive - before << " blocks are lost after " << allowed << " allocations";
            return allowed;
        }
        if (done) return allowed;
    }
}

/// The same for a change of a value that must be unchanged after a failure, as `kept` checks.
template <class Value, class Change, class Same>
int change_everywhere(const Value& start, const Change& change, const Same& same) {
    return fail_everywhere([&] {
        Value value = start;
        try {
            change(value);
        } catch (const std::bad_alloc&) {
            allocations_left = static_cast<std::size_t>(-1);
            EXPECT_TRUE(same(value, start));
            change(value);  // and it still works
            throw;
        }
    });
}

/// A class that owns memory and whose copy may fail.
struct owner {
    std::string text = std::string(40, 'x');

    owner() = default;
    explicit owner(char letter) : text(40, letter) {}
    bool operator==(const owner&) const = default;
};
/// The same for a class that can be copied, not moved.
struct copied_owner {
    std::string text;

    copied_owner() : text(40, 'x') {}
    copied_owner(const copied_owner&) = default;
    copied_owner& operator=(const copied_owner&) = default;
    ~copied_owner() = default;
    bool operator==(const copied_owner&) const = default;
};

template <class Element>
class vectors : public testing::Test {};
using elements = testing::Types<owner, copied_owner, int>;
TYPED_TEST_SUITE(vectors, elements);

TYPED_TEST(vectors, lose_nothing) {
    using vector = detail::vector<TypeParam>;
    const vector some(std::size_t{5});
    const auto same = [](const vector& a, const vector& b) { return a == b; };
    EXPECT_GT(fail_everywhere([&] { const vector copy = some; }), 0);
    EXPECT_GT(fail_everywhere([&] { const vector range(some.begin() + 1, some.end()); }), 0);
    EXPECT_GT(fail_everywhere([&] { const vector list{TypeParam(), TypeParam(), TypeParam()}; }), 0);
    EXPECT_GT(fail_everywhere([&] { const vector counted(std::size_t{9}); }), 0);
    EXPECT_GT(change_everywhere(some, [](vector& changed) { changed.push_back(TypeParam()); }, same), 0);
    EXPECT_GT(change_everywhere(some, [](vector& changed) { changed.push_back(changed[2]); }, same), 0);
    EXPECT_GT(change_everywhere(some, [](vector& changed) { changed.resize(100); }, same), 0);
    EXPECT_GT(change_everywhere(some, [](vector& changed) { changed.reserve(100); }, same), 0);
    EXPECT_GT(change_everywhere(some, [&](vector& changed) { changed.append(some.begin(), some.end()); }, same), 0);
    EXPECT_GT(
        change_everywhere(some, [&](vector& changed) { changed = vector(some.begin(), some.begin() + 2); }, same), 0);
}

TEST(exhausted, boxes_and_callbacks) {
    EXPECT_GT(fail_everywhere([] {
                  detail::box<owner> one{owner('a')};
                  const detail::box<owner> copy = one;
                  detail::box<owner> other;
                  other = copy;
              }),
              0);
    EXPECT_GT(fail_everywhere([] {
                  const std::string held(100, 'x');
                  detail::callback<int(int)> one = [held](int more) { return static_cast<int>(held.size()) + more; };
                  const detail::callback<int(int)> copy = one;
                  one = copy;
              }),
              0);
    EXPECT_GT(fail_everywhere([] {
                  detail::zeroed_array<int> one(20);
                  const detail::zeroed_array<int> copy = one;
                  one = copy;
              }),
              0);
}

TEST(exhausted, arenas) {
    EXPECT_GT(fail_everywhere([] {
                  detail::text_arena one;
                  const std::string_view kept = one.keep({"a", "bc"});
                  detail::text_arena other = one;
                  EXPECT_EQ(other.keep({kept, "d"}), "abcd");
                  EXPECT_EQ(one.keep({kept, "e"}), "abce");
                  EXPECT_EQ(one.hold(owner('q')).text[0], 'q');
                  EXPECT_EQ(kept, "abc");
                  other = std::move(one);
                  one.keep({"an arena that was moved from is an empty one"});
              }),
              0);
}

using tables = detail::catalog<detail::table_entry>;

bool same_catalog(const tables& a, const tables& b) {
    if (a.entries().size() != b.entries().size()) return false;
    for (std::uint32_t i = 0; i < a.entries().size(); ++i)
        if (!(a[i].name == b[i].name) || a[i].alive != b[i].alive || a.find(a[i].name) != b.find(a[i].name))
            return false;
    return true;
}

TEST(exhausted, catalogs) {
    std::vector<std::string> names;
    for (int i = 0; i < 40; ++i) names.push_back("table number " + std::to_string(i));
    for (const std::size_t count :
         {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{8}, std::size_t{16}, std::size_t{33}}) {
        tables some;
        for (std::size_t i = 0; i < count; ++i) some.add(std::string_view(names[i]));
        some.start_log();
        EXPECT_GE(change_everywhere(some, [&](tables& changed) { changed.add("one more"); }, same_catalog), 0);
        if (count == 0) continue;
        EXPECT_GT(
            change_everywhere(some, [&](tables& changed) { changed.rename(0, "another name"); }, same_catalog), 0);
        EXPECT_GT(change_everywhere(some, [&](tables& changed) { changed.remove(0); }, same_catalog), 0);
        EXPECT_GT(fail_everywhere([&] {
                      tables changed = some;
                      const tables::mark before = changed.set_mark();
                      changed.rename(0, "another name");
                      if (count > 1) changed.remove(static_cast<std::uint32_t>(count - 1));
                      changed.add("one more");
                      const std::size_t left = allocations_left;
                      try {
                          changed.restore(before);
                      } catch (const std::bad_alloc&) {
                          allocations_left = static_cast<std::size_t>(-1);
                          EXPECT_NE(changed.find("another name"), tables::none);  // nothing was undone
                          changed.restore(before);
                          EXPECT_TRUE(same_catalog(changed, some));
                          allocations_left = left;
                          throw;
                      }
                      EXPECT_TRUE(same_catalog(changed, some));
                  }),
                  0);
    }
}

inline constexpr auto words = al::revision("a1").upgrade(
    al::create_table("books", al::column("id", al::integer, al::primary_key),
                     al::column("title", al::text, al::unique, al::check("title <> ''")),
                     al::column("author", al::integer, al::references("authors", "id"), al::indexed)),
    al::create_table("authors", al::column("id", al::integer, al::primary_key),
                     al::column("kind", al::enumeration("kind", "one", "two"))),
    al::add_constraint("books", al::foreign_key("author").references("authors", "id")),
    al::create_view("titles", "SELECT title FROM books"), al::rename_column("books", "title", "name"),
    al::rename_table("books", "works"),
    al::add_column("works", al::column("pages", al::integer, al::check("pages > 0"))),
    al::drop_constraint("works", "uq_books_title"), al::drop_table("nothing"));

bool same_schema(const al::schema& a, const al::schema& b) {
    return al::compare(a, b).empty() && al::compare(b, a).empty();
}

TEST(exhausted, applying_and_comparing_and_writing) {
    const al::op::operations_view upgrade = words.view().upgrade;
    al::schema start;
    ASSERT_TRUE(al::apply(start,
                          al::revision("a0")
                              .upgrade(al::create_table("first", al::column("id", al::integer, al::primary_key)))
                              .view()
                              .upgrade)
                    .empty());
    EXPECT_GT(change_everywhere(
                  start, [&](al::schema& changed) { EXPECT_FALSE(al::apply(changed, upgrade).empty()); }, same_schema),
              50);
    al::schema full = start;
    static_cast<void>(al::apply(full, upgrade));
    EXPECT_GT(fail_everywhere([&] { const al::schema copy = full; }), 5);
    EXPECT_GT(fail_everywhere([&] { EXPECT_FALSE(al::compare(al::schema(full), start).empty()); }), 5);
    EXPECT_GT(fail_everywhere([&] { EXPECT_FALSE(al::compare(start, al::schema(full)).empty()); }), 5);
    EXPECT_GT(fail_everywhere([&] { EXPECT_FALSE(al::statements_of(full).empty()); }), 5);
    EXPECT_GT(fail_everywhere([&] {
                  detail::text_arena arena;
                  EXPECT_FALSE(al::operations_between(start, full, arena).list.empty());
                  const al::rename_hint hints[] = {al::rename("first", "works")};
                  EXPECT_FALSE(al::operations_between(start, full, arena, {hints, 1}).list.empty());
              }),
              5);
    EXPECT_GT(fail_everywhere([&] {
                  detail::text_arena arena;
                  al::op::operations down;
                  for (const al::op::operation& each : upgrade.list) detail::invert(full, upgrade, each, down, arena);
              }),
              5);
}

TEST(exhausted, graphs_and_plans) {
    const al::name ids[] = {"a1", "b2", "b3", "c4"};
    const al::name both[] = {"b2", "b3"}, labels[] = {"text"};
    al::revision_node nodes[4]{};
    for (int i = 0; i < 4; ++i) nodes[i].id = ids[i];
    nodes[1].parents = nodes[2].parents = {ids, 1}, nodes[3].parents = {both, 2}, nodes[1].labels = {labels, 1};
    EXPECT_GT(fail_everywhere([&] {
                  const al::revision_graph graph(nodes);
                  const al::revision_graph copy = graph;
                  const al::plan up = copy.upgrade({}, "heads");
                  const al::plan twin = up;
                  EXPECT_EQ(twin.steps.size(), 4U);
                  EXPECT_FALSE(static_cast<bool>(copy.try_upgrade({}, "nothing")));
              }),
              20);
}

}  // namespace
