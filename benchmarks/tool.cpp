// SPDX-License-Identifier: BSL-1.0
// The tool of a history of 1,000 revisions. run.sh measures its start, which takes most of its time.
#include "revisions.hpp"

#include <aludel/cli.hpp>

int main(int argc, char** argv) { return al::command_line<history>(argc, argv); }
