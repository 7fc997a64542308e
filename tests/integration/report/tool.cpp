// SPDX-License-Identifier: BSL-1.0
#include "history.hpp"

int main(int argc, char** argv) { return aludel::command_line<library::history>(argc, argv); }
