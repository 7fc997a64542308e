// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/dialect.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// What the databases of the family write differently.
struct spelling {
    op::dialect_id id = op::dialect_id::any;
    std::string_view client{};                      ///< the program that runs scripts
    std::string_view drop_check{};                  ///< what stands behind DROP to drop a check
    std::string_view digest_begin{}, digest_end{};  ///< around a text: a digest of at most 57 characters
    bool optional_indexes = false;                  ///< ALTER TABLE ... DROP INDEX IF EXISTS, ADD INDEX IF NOT EXISTS
    bool text_defaults = false;         ///< a text can have a literal as its default; otherwise only an expression
    bool renames_are_followed = false;  ///< a column's users are renamed with it; otherwise it cannot be renamed alone
    bool plain_catalog = false;         ///< expressions in the catalog are SQL; see read_schema.hpp
};

}  // namespace aludel::inline v0_1::mysql_family
