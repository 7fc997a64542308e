// SPDX-License-Identifier: BSL-1.0
// The containers of the library compared with the standard ones on generated data; and the clock, which only works at
// run time.
#include <aludel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace detail = aludel::detail;

namespace {

std::string word(std::mt19937& random) {
    return std::string(1 + random() % 40, static_cast<char>('a' + random() % 26));
}

TEST(containers, vector_is_what_the_standards_is) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        detail::vector<std::string> own;
        std::vector<std::string> standard;
        for (int step = 0; step < 200; ++step) {
            const std::string text = word(random);
            switch (random() % 8) {
                case 0:
                case 1:
                case 2: own.push_back(text), standard.push_back(text); break;
                case 3: own.emplace_back(text.c_str()), standard.emplace_back(text.c_str()); break;
                case 4:
                    if (!standard.empty()) own.push_back(own[0]), standard.push_back(std::string(standard[0]));
                    break;
                case 5:
                    if (!standard.empty()) {
                        const std::size_t which = random() % standard.size();
                        own.erase(own.begin() + which),
                            standard.erase(standard.begin() + static_cast<std::ptrdiff_t>(which));
                    }
                    break;
                case 6: {
                    const std::size_t size = random() % 12;
                    own.resize(size), standard.resize(size);
                    break;
                }
                default: {
                    detail::vector<std::string> copy = own;
                    copy.append(own.begin(), own.end());
                    own = random() % 2 == 0 ? copy : detail::vector<std::string>(own.begin(), own.end());
                    if (own.size() != standard.size()) {
                        const std::vector<std::string> twice = standard;
                        standard.insert(standard.end(), twice.begin(), twice.end());
                    }
                }
            }
            ASSERT_EQ(static_cast<std::vector<std::string>>(own), standard) << "seed " << seed << ", step " << step;
        }
    }
}

TEST(containers, sort_sorts) {
    for (unsigned seed = 0; seed < 500; ++seed) {
        std::mt19937 random(seed);
        std::vector<std::string> own(random() % 50);
        for (std::string& each : own) each = word(random);
        std::vector<std::string> standard = own;
        detail::sort(own);
        std::sort(standard.begin(), standard.end());
        ASSERT_EQ(own, standard) << seed;
        detail::sort(own, std::greater<>());
        std::sort(standard.begin(), standard.end(), std::greater<>());
        ASSERT_EQ(own, standard) << seed;
    }
}

TEST(containers, callback_keeps_a_function_and_what_it_holds) {
    using function = detail::callback<int(int)>;
    const function none;
    EXPECT_FALSE(static_cast<bool>(none));
    const std::string held(100, 'x');
    int calls = 0;
    function one = [&calls, held](int more) { return ++calls, static_cast<int>(held.size()) + more; };
    const function copy = one;
    function moved = std::move(one);
    EXPECT_TRUE(static_cast<bool>(moved));
    EXPECT_EQ(copy(1), 101);
    EXPECT_EQ(moved(2), 102);
    moved = copy;
    EXPECT_EQ(moved(3), 103);
    EXPECT_EQ(calls, 3);
    moved = function();
    EXPECT_FALSE(static_cast<bool>(moved));
    const function standard = std::function<int(int)>([](int x) { return 2 * x; });
    EXPECT_EQ(standard(21), 42);
    EXPECT_EQ(function(+[](int x) { return x; })(5), 5);
}

TEST(duration, comes_from_chrono_and_goes_there) {
    using namespace std::chrono_literals;
    EXPECT_EQ(aludel::duration(20s).nanoseconds, 20'000'000'000);
    EXPECT_EQ(aludel::duration(2h).milliseconds(), 7'200'000);
    EXPECT_EQ(aludel::duration(std::chrono::duration<double>(0.25)).milliseconds(), 250);
    EXPECT_EQ(aludel::duration(-3ms).milliseconds(), -3);
    EXPECT_EQ(std::chrono::milliseconds(aludel::duration(1999us)), 1ms);
    EXPECT_EQ(std::chrono::nanoseconds(aludel::duration(7ns)), 7ns);
    EXPECT_EQ(std::chrono::minutes(aludel::duration(3h)), 180min);
    EXPECT_DOUBLE_EQ(std::chrono::duration<double>(aludel::duration(250ms)).count(), 0.25);
}

TEST(clock, goes_on_while_it_sleeps) {
    const aludel::duration began = aludel::online::now();
    aludel::online::sleep_for(aludel::duration::of_milliseconds(20));
    EXPECT_GE(aludel::online::since(began).milliseconds(), 20);
}

}  // namespace
