// SPDX-License-Identifier: BSL-1.0
#include "history.hpp"

seen seen_by_other() { return {&history, &tables, history.view().revisions.size()}; }
