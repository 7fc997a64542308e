// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// Whether a word of a name, between its underscores, suggests an amount of money.
constexpr bool is_about_money(std::string_view name) {
    while (!name.empty()) {
        const std::size_t end = name.find('_') == std::string_view::npos ? name.size() : name.find('_');
        for (const std::string_view each : {"price", "amount", "total", "cost", "costs", "balance", "fee", "fees",
                                            "salary", "tax", "money", "payment", "revenue", "discount"})
            if (dialect::same_without_case(name.substr(0, end), each)) return true;
        name.remove_prefix(end == name.size() ? end : end + 1);
    }
    return false;
}

/// AL807: an amount of money in a binary floating-point type, which cannot represent 0.1 exactly.
constexpr void float_for_money(const subject& change, std::string_view verb, const name& table,
                               const op::column& column) {
    if (column.type.kind != op::type_kind::real && column.type.kind != op::type_kind::double_precision) return;
    if (!is_enabled(change.context, rule::float_for_money) || !is_about_money(column.name)) return;
    change.refuse(rule::float_for_money,
                  {verb, ": column `", column.name, "` of table `", table,
                   "` is an amount of money in a binary floating-point type, which cannot represent 0.1 exactly. Use "
                   "al::integer for the smallest coin, or al::numeric(p, s)"});
}

}  // namespace aludel::inline v0_1::review
