// SPDX-License-Identifier: BSL-1.0
// The migration tool of the digital market: `digital_market --help` says what it can do.
#include "models.hpp"

int main(int argc, char** argv) { return shop::al::command_line<shop::history, shop::models>(argc, argv); }
