// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/compare.hpp>
#include <aludel/schema/difference_text.hpp>

#include <cstdint>  // uint32_t
#include <string>   // string, to_string
#include <utility>  // move

namespace aludel::inline v0_1::online {

/// `difference::text()` in whatever letters, and whole.
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

/// In what a database differs from what it must hold. Names of constraints are not compared.
inline difference_list differences_of(schema found, schema expected) {
    // A table of which only the name is known may have anything.
    for (const detail::other_object& each : expected.others) {
        const std::uint32_t table = found.tables.find(each.name);
        if (each.kind != "table" || table == found.tables.none) continue;
        found.tables.remove(table);
        found.others.push_back(each);
    }
    detail::text_arena arena;
    const schema &is = arena.hold(std::move(found)), &wanted = arena.hold(std::move(expected));
    detail::vector<difference> list = detail::find_differences(is, wanted, arena, detail::names_compared::none);
    return {std::move(list), std::move(arena)};
}

}  // namespace aludel::inline v0_1::online
