// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/settings.hpp>

#include <string>  // string
#include <vector>  // vector

namespace aludel::inline v0_1::online {

/// The name of the table of claims. It exists only while a revision without a transaction runs or is unfinished.
inline std::string claim_table(const op::settings& settings) {
    return std::string(settings.version_table.text()).append(op::claim_suffix);
}

/// The name of the table that locks migrations out where no lock of a session or transaction can.
inline constexpr const char* lock_table = "_aludel_lock";

/// The names of the library's own tables in a database. They are not part of any schema.
inline std::vector<std::string> own_tables(const op::settings& settings) {
    return {std::string(settings.version_table.text()), std::string(settings.journal_table.text()),
            claim_table(settings), lock_table};
}

}  // namespace aludel::inline v0_1::online
