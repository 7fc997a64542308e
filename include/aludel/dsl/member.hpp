// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/sentence.hpp>
#include <aludel/dsl/member_type.hpp>
#include <aludel/operation/column.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint16_t
#include <type_traits>  // is_aggregate_v, is_array_v, is_empty_v

namespace aludel::inline v0_1::dsl {

/// A member of a model: its column, and what is known of a type that has none.
struct member {
    op::column column{};
    bool has_type = true;  ///< `member_type` maps its type to a column type
    bool is_array = false;
    bool is_struct = false;
};

/// The members of a model.
template <std::size_t Count>
struct member_list {
    static constexpr auto count = static_cast<std::uint16_t>(Count);
    member list[Count == 0 ? 1 : Count]{};

    [[nodiscard]] constexpr const member* begin() const { return list; }
    [[nodiscard]] constexpr const member* end() const { return list + Count; }
};

/// A member of type Member. Its column has only what the type determines; the default, exact length and so on are left
/// open and match whatever the history has.
template <class Member>
constexpr member member_of(const name& member_name) {
    member result{};
    result.column.name = member_name;
    result.column.inferred = true;
    if constexpr (requires { member_type<Member>::value; }) {
        result.column.type = member_type<Member>::value.type;
        result.column.nullable = requires { member_type<Member>::nullable; };
    } else {
        result.has_type = false;
        result.is_array = std::is_array_v<Member>;
        result.is_struct = std::is_aggregate_v<Member> && !std::is_empty_v<Member>;
    }
    return result;
}

/// The message of error AL004 for a member whose type has no column type.
constexpr detail::sentence flaw_of_member(const member& flawed) {
    const name& member = flawed.column.name;
    if (flawed.is_array)
        return detail::sentence({"[AL004] model: member `", member,
                                 "` is an array, and a column has one value. Make it a std::string or a "
                                 "std::vector<std::byte>, or its elements a table of their own, or specialize "
                                 "al::member_type for it"});
    if (flawed.is_struct)
        return detail::sentence({"[AL004] model: member `", member,
                                 "` is a struct itself, and a column has one value. Put its members into the model, "
                                 "or specialize al::member_type for it"});
    return detail::sentence(
        {"[AL004] model: the type of member `", member, "` has no column type. Specialize al::member_type for it"});
}

}  // namespace aludel::inline v0_1::dsl
