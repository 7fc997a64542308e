// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// The version of this library, MAJOR.MINOR.PATCH. CMake fails if the one in CMakeLists.txt differs.
inline constexpr std::string_view library_version = "0.1.0";

}  // namespace aludel::inline v0_1
