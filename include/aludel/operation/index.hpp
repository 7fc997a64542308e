// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/range.hpp>
#include <aludel/base/text_view.hpp>

#include <cstdint>  // uint8_t, uint32_t

namespace aludel::inline v0_1::op {

/// Where an index has its NULLs; `standard`: where the database puts them. Append only: the values are in checksums.
enum class nulls_order : std::uint8_t { standard, first, last };

/// One part of an index key: a column or a SQL expression, the other being empty; ascending unless `descending`.
struct index_part {
    aludel::name column;
    text_view expression{};
    bool descending{};
    nulls_order nulls = nulls_order::standard;
    text_view collation{};     ///< COLLATE
    std::uint32_t length = 0;  ///< of a column: the characters or bytes of its beginning that are indexed; 0: all
    text_view operators{};     ///< the operator class, such as `text_pattern_ops`
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
    bool nulls_not_distinct;  ///< of a unique one: two NULLs are equal
    text_view storage;        ///< WITH: the storage parameters, such as `fillfactor = 70`
    text_view tablespace;
};

}  // namespace aludel::inline v0_1::op
