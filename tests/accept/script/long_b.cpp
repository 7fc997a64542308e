// SPDX-License-Identifier: BSL-1.0
// The whole script of a long real history is a constant, at the limits that compilers have by default.
#include <aludel.hpp>

#include <string_view>  // string_view

#define run(...) execute("SELECT 1")  // only a program can run a function
#include "../../data/long_b.hpp"
#undef run

namespace al = aludel;
using namespace long_b;

inline constexpr al::history<LONG_B_ENTRIES> history{};
constexpr std::string_view sql = al::script<history, al::sqlite>;
static_assert(sql.starts_with("-- long_b: base to heads, for SQLite."));
static_assert(sql.ends_with("PRAGMA foreign_keys = ON;\n"));
static_assert(sql.size() > 250'000);

int main() { return sql.data()[sql.size()]; }
