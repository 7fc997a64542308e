// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/range.hpp>
#include <aludel/base/text_view.hpp>

namespace aludel::inline v0_1::op {

/// One part of an index key: a column or a SQL expression, the other being empty; ascending unless `descending`.
struct index_part {
    aludel::name column;
    text_view expression;
    bool descending;
};

/// An index of a table. Ranges are in the arrays of the operation list that the index belongs to.
struct index {
    aludel::name name;
    range parts;       ///< the key, in order
    range include;     ///< columns stored beside the key (INCLUDE), among the names
    text_view where;   ///< SQL: the condition of a partial index
    text_view method;  ///< the access method (USING), such as `gin`
    bool unique;
    bool concurrently;
    bool if_not_exists;
};

}  // namespace aludel::inline v0_1::op
