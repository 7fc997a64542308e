// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/compare.hpp>
#include <aludel/schema/difference_text.hpp>

#include <cstdint>  // uint32_t
#include <string>   // string, to_string
#include <utility>  // move

namespace aludel::inline v0_1::online {

/// `difference::text()` without its limit of length and whatever the character type.
inline std::string text_of(const difference& shown) {
    struct whole_text final : detail::difference_text {
        std::string text;
        void add(detail::parts added) override {
            for (const detail::part& each : added)
                if (each.is_number) text += std::to_string(each.number);
                else text += each.text;
        }
    } sentence;
    detail::add_difference(sentence, shown);
    return sentence.text;
}

/// The differences between a database and the expected schema. Names of constraints are not compared.
inline difference_list differences_of(schema found, schema expected) {
    // A table, view or trigger of which only the name is known matches any.
    for (const detail::other_object& each : expected.others) {
        const std::uint32_t table = found.tables.find(each.name), trigger = found.triggers.find(each.name),
                            view = found.views.find(each.name);
        if (each.kind == "table" && table != found.tables.none) found.tables.remove(table);
        else if (each.kind == "view" && view != found.views.none) found.views.remove(view);
        else if (each.kind == "trigger" && each.sql.empty() && trigger != found.triggers.none &&
                 (each.table.empty() || found.triggers[trigger].get().table == each.table))
            found.triggers.remove(trigger);
        else continue;
        found.others.push_back(each);
    }
    // A partition is a part of its table, unless the history has created it as a table of its own.
    detail::vector<detail::other_object> others;
    for (const detail::other_object& each : found.others) {
        const std::uint32_t table = found.tables.find(each.name);
        if (each.kind != "partition") others.push_back(each);
        else if (!expected.has_table(each.name) && table != found.tables.none) found.tables.remove(table);
    }
    found.others = std::move(others);
    detail::text_arena arena;
    const schema &is = arena.hold(std::move(found)), &wanted = arena.hold(std::move(expected));
    detail::vector<difference> list = detail::find_differences(is, wanted, arena, detail::names_compared::none);
    return {std::move(list), std::move(arena)};
}

}  // namespace aludel::inline v0_1::online
