// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/settings.hpp>

#include <string>  // string
#include <vector>  // vector

namespace aludel::inline v0_1::online {

/// The table of claims, which is there only while a revision without a transaction runs or is unfinished.
inline std::string claim_table(const op::settings& settings) { return std::string(settings.version_table.text()) + "_claim"; }

/// The library's own tables in a database. They belong to no schema.
inline std::vector<std::string> own_tables(const op::settings& settings) {
    return {std::string(settings.version_table.text()), std::string(settings.journal_table.text()), claim_table(settings)};
}

}  // namespace aludel::inline v0_1::online
