// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/constraint.hpp>
#include <aludel/operation/operation.hpp>

#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::cli {

/// A table or view as people read it: with its schema where others have one of its name.
inline std::string shown_table(std::string_view schema, const name& table) {
    const std::string letters(table.text());
    return schema_hash_of(table) == 0 || schema.empty() ? letters : std::string(schema) + "." + letters;
}
/// The table of an operation.
inline std::string shown_table(const op::operation& each) { return shown_table(each.schema, each.table); }
/// The target of a foreign key.
inline std::string shown_target(const op::constraint& key) { return shown_table(key.target_schema, key.target_name()); }

}  // namespace aludel::inline v0_1::cli
