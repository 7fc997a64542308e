// SPDX-License-Identifier: BSL-1.0
// expect: [AL003] history: its elements are settings first (al::settings()..., al::branches_allowed), then revisions (al::revision(...)...), each a constexpr variable
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a");
inline constexpr auto settings = al::settings().version_table("alembic_version");
#ifndef ACCEPT
inline constexpr al::history<one, settings> history{};  // the line
#else
inline constexpr al::history<settings, one> history{};
#endif
