// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/range.hpp>
#include <aludel/base/text_view.hpp>


namespace aludel::inline v0_1::op {

/// What an index is ordered by: a column, or an expression.
struct index_part {
    aludel::name column;
    text_view expression;
    bool descending;
};

struct index {
    aludel::name name;
    range parts;
    range include;     ///< columns stored beside the key, among the names of its operation list
    text_view where;   ///< of a partial index
    text_view method;
    bool unique;
    bool concurrently;
    bool if_not_exists;
};

}  // namespace aludel::inline v0_1::op
