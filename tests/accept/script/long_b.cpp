// SPDX-License-Identifier: BSL-1.0
// The whole script of a long real history.
#include "whole_script.hpp"

#include "../../data/long_b.hpp"

using namespace long_b;

inline constexpr al::history<LONG_B_ENTRIES> history{};
constexpr std::string_view sql = al::script<history, al::sqlite>;
static_assert(is_whole(sql, "long_b", 200'000));

int main() { return sql.data()[sql.size()]; }
