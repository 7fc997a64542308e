// SPDX-License-Identifier: BSL-1.0
// A duration equals the <chrono> value of any unit and type of number; converted back it is limited to what the type
// can hold.
#include <aludel.hpp>

#include <chrono>
#include <cstdint>
#include <ratio>

using namespace std::chrono;

static_assert(aludel::duration(duration<int>(5)).milliseconds() == 5000);
static_assert(aludel::duration(duration<float>(0.25F)).milliseconds() == 250);
static_assert(aludel::duration(duration<int, std::ratio<1, 3>>(3)).milliseconds() == 1000);
static_assert(aludel::duration(hours(24)).milliseconds() == 86'400'000);
static_assert(aludel::duration(hours(5'000'000)).nanoseconds == INT64_MAX);
static_assert(aludel::duration(-hours(5'000'000)).nanoseconds == INT64_MIN);

constexpr aludel::duration five_seconds = seconds(5);
static_assert(static_cast<duration<int>>(five_seconds).count() == 5);
static_assert(static_cast<duration<int, std::nano>>(five_seconds).count() == INT32_MAX);  // not 0.7 s by overflow
static_assert(static_cast<duration<unsigned, std::nano>>(five_seconds).count() == UINT32_MAX);
static_assert(static_cast<duration<double>>(five_seconds).count() > 4.9999 &&
              static_cast<duration<double>>(five_seconds).count() < 5.0001);
static_assert(static_cast<duration<std::int64_t, std::ratio<1, 3>>>(five_seconds).count() == 15);

int main() {}
