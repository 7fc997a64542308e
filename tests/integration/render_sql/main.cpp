// SPDX-License-Identifier: BSL-1.0
// Prints how long the script is that was written before this was compiled.
#include <filesystem>  // file_size
#include <iostream>    // cout

int main() { std::cout << std::filesystem::file_size(SHOP_SQL) << '\n'; }
