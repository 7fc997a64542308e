// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL508: raw SQL that is a DELETE without WHERE, or a TRUNCATE, on a table that the revision did not create itself.
constexpr void deletes_all_rows(const subject& of, std::string_view sql) {
    detail::identifier_reader reader(sql);
    const std::string_view verb = reader.next().name;
    const bool truncates = detail::same_name(verb, "truncate");
    if (!truncates && (!detail::same_name(verb, "delete") || detail::mentions(sql, "where"))) return;
    detail::found_identifier table = reader.next();
    if (detail::same_name(table.name, truncates ? "table" : "from")) table = reader.next();
    const std::uint32_t which = of.at.schema.tables.find(table.name);
    if (which != detail::name_map::none && of.at.is_new(of.at.schema.tables[which])) return;
    of.refuse(rule::deletes_all_rows, {"execute: every row of table `", table.name, "` is gone for good. Say which rows to delete, with WHERE"});
}

}  // namespace aludel::inline v0_1::review
