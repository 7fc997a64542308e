// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// The version of this library. CMakeLists.txt has the same, and sees to it that they stay the same.
inline constexpr std::string_view library_version = "0.1.0";

}  // namespace aludel::inline v0_1
