// SPDX-License-Identifier: BSL-1.0
#include "history.hpp"

int main() {
    const seen other = seen_by_other();
    return other.history == &history && other.revision == &tables && other.revisions == 2 ? 0 : 1;
}
