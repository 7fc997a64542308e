// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operation.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// What a statement does to sessions that use the same table meanwhile.
struct statement_effect {
    std::string_view algorithm{};  ///< how a table is changed, as the database calls it; empty: it has no word for it
    std::string_view lock{};       ///< the strongest lock on a table, as the database calls it; empty: none to speak of
    std::string_view blocks{};     ///< who waits for it: "reads and writes", "writes"; empty: nobody
    std::string_view table{};      ///< the table, as the statement spells it; a view into that
    bool rewrites = false;         ///< every row is written anew under the lock
    bool scans = false;            ///< every row is read under the lock
    std::string_view note{};       ///< what else is locked, or why nothing is known
    std::string_view remedy{};     ///< what blocks less
};

/// The best way in which a database can change a table, for those that tell it by ALGORITHM and LOCK.
struct table_change {
    op::algorithm algorithm = op::algorithm::instant;
    op::locking locking = op::locking::none;
    bool rebuilds = false;      ///< every row is written anew, as by each copy
    bool scans = false;         ///< every row is read
    std::string_view reason{};  ///< what it takes that for, as the subject of a sentence
    std::string_view remedy{};  ///< what blocks less, as an order

    /// What is done together is done in the worse way.
    constexpr void add(const table_change& other) {
        if (other.algorithm > algorithm || (other.algorithm == algorithm && other.locking > locking))
            reason = other.reason, remedy = other.remedy;
        algorithm = other.algorithm > algorithm ? other.algorithm : algorithm;
        locking = other.locking > locking ? other.locking : locking;
        rebuilds = rebuilds || other.rebuilds, scans = scans || other.scans;
    }
};

/// The words behind ALGORITHM= and LOCK=.
constexpr std::string_view word_of(op::algorithm wanted) {
    constexpr std::string_view words[] = {"DEFAULT", "INSTANT", "NOCOPY", "INPLACE", "COPY"};
    return words[static_cast<int>(wanted)];
}
constexpr std::string_view word_of(op::locking wanted) {
    constexpr std::string_view words[] = {"DEFAULT", "NONE", "SHARED", "EXCLUSIVE"};
    return words[static_cast<int>(wanted)];
}

}  // namespace aludel::inline v0_1
