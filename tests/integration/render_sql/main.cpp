// SPDX-License-Identifier: BSL-1.0
// Prints the length of the script that was generated before this was compiled.
#include <filesystem>  // file_size
#include <iostream>    // cout

int main() { std::cout << std::filesystem::file_size(SHOP_SQL) << '\n'; }
