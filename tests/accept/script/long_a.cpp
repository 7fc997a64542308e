// SPDX-License-Identifier: BSL-1.0
// The whole script of a long real history.
#include "whole_script.hpp"

#include "../../data/long_a.hpp"

using namespace long_a;

inline constexpr al::history<LONG_A_ENTRIES> history{};
constexpr std::string_view sql = al::script<history, al::sqlite>;
static_assert(is_whole(sql, "long_a", 250'000));

int main() { return sql.data()[sql.size()]; }
