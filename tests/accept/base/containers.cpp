// SPDX-License-Identifier: BSL-1.0
// The vector, span and sorting of the library in constant expressions.
#include <aludel.hpp>

#include <array>
#include <string_view>
#include <vector>

namespace detail = aludel::detail;

/// Counts living objects, so that an object that is leaked or destroyed twice makes the expression not constant, or the
/// number wrong.
struct counted {
    int value = 0;
    int* owned = nullptr;

    constexpr counted() = default;
    constexpr explicit counted(int of) : value(of), owned(new int(of)) {}
    constexpr counted(const counted& other)
        : value(other.value),
          owned(other.owned ? new int(*other.owned) : nullptr) {}
    constexpr counted(counted&& other) noexcept : value(other.value), owned(detail::release(other.owned)) {}
    constexpr counted& operator=(counted other) noexcept {
        value = other.value;
        detail::swap(owned, other.owned);
        return *this;
    }
    constexpr ~counted() { delete owned; }
    friend constexpr bool operator==(const counted& a, const counted& b) { return a.value == b.value; }
};

constexpr bool vector_works() {
    detail::vector<counted> all;
    for (int i = 0; i < 10; ++i) all.emplace_back(i);
    all.push_back(all[3]);  // an element of the vector itself, with and without growth
    if (all.size() != 11 || all.back().value != 3 || *all[3].owned != 3) return false;
    all.erase(all.begin() + 1);
    if (all.size() != 10 || all[1].value != 2 || all[9].value != 3) return false;
    detail::vector<counted> copy = all, moved;
    all.pop_back(), all.pop_back();
    moved = static_cast<detail::vector<counted>&&>(copy);
    if (!copy.empty() || moved.size() != 10 || all.size() != 8 || moved == all) return false;
    all.push_back(counted(9)), all.push_back(counted(3));
    moved[8].value = 9;
    if (!(moved == all)) return false;
    all.resize(2);
    all.resize(4);  // removed elements do not reappear
    if (all[3].value != 0 || all[3].owned != nullptr || all.front().value != 0) return false;
    all.clear();
    return all.empty() && all.begin() == all.end();
}
static_assert(vector_works());

constexpr bool vector_grows() {
    detail::vector<int> all;
    for (int i = 0; i < 100; ++i) {
        all.resize(all.size() + 1);
        all.back() = i;
    }
    const detail::vector<int> other{7, 8};
    all.append(other.begin(), other.end());
    return all.size() == 102 && all[99] == 99 && all[101] == 8 && all.capacity() < 210;
}
static_assert(vector_grows());

constexpr int sum_of(detail::span<const int> numbers) {
    int sum = 0;
    for (const int each : numbers) sum += each;
    return sum;
}
constexpr bool span_works() {
    const int array[] = {1, 2, 3, 4};
    const std::array<int, 2> standard{5, 6};
    const detail::vector<int> vector{7, 8, 9};
    const detail::span<const int> whole(array);
    return sum_of(array) == 10 && sum_of(standard) == 11 && sum_of(vector) == 24 && sum_of({array + 1, 2}) == 5 &&
        sum_of({array, array + 3}) == 6 && sum_of(whole.subspan(2)) == 7 && sum_of(whole.subspan(1, 2)) == 5 &&
        sum_of(whole.first(1)) == 1 && whole.front() == 1 && whole.back() == 4 && whole.size() == 4 && whole[2] == 3 &&
        detail::span<const int>().empty();
}
static_assert(span_works());
static_assert(!std::is_convertible_v<std::string_view, detail::span<const int>> &&
              !std::is_convertible_v<const int*, detail::span<const int>>);

constexpr bool sort_works() {
    for (int count = 0; count < 9; ++count) {
        detail::vector<counted> all;
        for (int i = 0; i < count; ++i) all.emplace_back(i * 5 % 7);
        detail::sort(all, [](const counted& a, const counted& b) { return b.value < a.value; });
        for (int i = 1; i < count; ++i)
            if (all[static_cast<std::size_t>(i) - 1].value < all[static_cast<std::size_t>(i)].value ||
                *all[static_cast<std::size_t>(i)].owned != all[static_cast<std::size_t>(i)].value)
                return false;
    }
    const detail::vector<int> some{3, 1, 2};
    return detail::contains(some, 2) && !detail::contains(some, 4);
}
static_assert(sort_works());

static_assert(aludel::duration::of_milliseconds(1500).nanoseconds == 1'500'000'000 &&
              aludel::duration::of_milliseconds(1500).milliseconds() == 1500);

// A text_view has no constructors and still works like a string view.
constexpr bool text_view_works() {
    aludel::op::text_view text{};
    if (!text.empty() || text != "" || text.text() != std::string_view()) return false;
    text = std::string_view("abc");
    const aludel::name same = text;
    return text == "abc" && text == same && text == std::string_view("abc") && text == aludel::op::text_of("abc") &&
        same == aludel::name("abc") && text != aludel::op::text_view{};
}
static_assert(text_view_works());
static_assert(std::is_trivially_copyable_v<aludel::op::operation> && std::is_aggregate_v<aludel::op::operation> &&
              std::is_aggregate_v<aludel::op::column> && std::is_aggregate_v<aludel::op::revision>);

int main() {}
