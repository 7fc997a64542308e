// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/aggregate.hpp>
#include <aludel/dsl/create_table.hpp>
#include <aludel/dsl/member_type.hpp>

#include <boost/hana/accessors.hpp>       // accessors
#include <boost/hana/adapt_struct.hpp>    // BOOST_HANA_ADAPT_STRUCT
#include <boost/hana/concept/struct.hpp>  // Struct
#include <boost/hana/core/to.hpp>         // to
#include <boost/hana/define_struct.hpp>   // BOOST_HANA_DEFINE_STRUCT
#include <boost/hana/first.hpp>           // first
#include <boost/hana/length.hpp>          // length
#include <boost/hana/second.hpp>          // second
#include <boost/hana/string.hpp>          // string
#include <boost/hana/unpack.hpp>          // unpack

#include <cstddef>      // size_t
#include <cstdint>      // uint16_t, uint32_t
#include <type_traits>  // is_aggregate_v, is_array_v, is_empty_v, remove_cvref_t
#include <utility>      // declval

namespace aludel::inline v0_1 {

namespace dsl {

/// A type that `member_type` maps to a column type.
template <class T>
concept has_member_type = requires { member_type<T>::value; };

/// The type of a member of a Hana Struct, by its accessor.
template <class Struct, class Accessor>
using member_of =
    std::remove_cvref_t<decltype(boost::hana::second(std::declval<const Accessor&>())(std::declval<const Struct&>()))>;

/// The column of a member. It has only what the member's type determines; the default, exact length and so on are left
/// open and match whatever the history has.
template <class Member>
constexpr op::column column_of_member(name member) {
    op::column result{};
    result.name = member;
    result.inferred = true;
    result.type = member_type<Member>::value.type;
    result.nullable = requires { member_type<Member>::nullable; };
    return result;
}

/// The name of a member, from a Hana string.
template <class String>
constexpr name name_of_member(const String& member) {
    return {boost::hana::to<const char*>(member),
            static_cast<std::uint32_t>(decltype(boost::hana::length(member))::value)};
}

/// Calls a function for each member, with a null pointer to the member's type and with the member's name.
template <class Struct, class Function>
constexpr void for_each_member(const Function& function) {
    if constexpr (boost::hana::Struct<Struct>::value) {
        boost::hana::unpack(boost::hana::accessors<Struct>(), [&]<class... Accessor>(const Accessor&... accessor) {
            (function(static_cast<const member_of<Struct, Accessor>*>(nullptr),
                      name_of_member(boost::hana::first(accessor))),
             ...);
        });
    } else {
        for_each_member_of_aggregate<Struct>(function);
    }
}

/// The number of members of a class.
template <class Struct>
constexpr std::size_t count_columns() {
    if constexpr (boost::hana::Struct<Struct>::value)
        return decltype(boost::hana::length(boost::hana::accessors<Struct>()))::value;
    else return count_members<Struct, 0, count_values<Struct>()>();
}

/// Why a class cannot be a model, as the message of error AL004; empty if it can.
template <class Struct>
constexpr detail::sentence flaw_of_model() {
    if constexpr (!boost::hana::Struct<Struct>::value)
        if (const detail::sentence flaw = flaw_of_aggregate<Struct>(); !flaw.empty()) return flaw;
    detail::sentence text;
    if constexpr (boost::hana::Struct<Struct>::value || flaw_of_aggregate<Struct>().empty())
        dsl::for_each_member<Struct>([&]<class Member>(const Member*, const name& member) {
            if (has_member_type<Member> || !text.empty()) return;
            if (std::is_array_v<Member>)
                text.add({"[AL004] model: member `", member,
                          "` is an array, and a column has one value. Make it a std::string or a "
                          "std::vector<std::byte>, or its elements a table of their own, or specialize al::member_type "
                          "for it"});
            else if (std::is_aggregate_v<Member> && !std::is_empty_v<Member>)
                text.add({"[AL004] model: member `", member,
                          "` is a struct itself, and a column has one value. Put its members into the model, "
                          "or specialize al::member_type for it"});
            else
                text.add({"[AL004] model: the type of member `", member,
                          "` has no column type. Specialize al::member_type for it"});
        });
    return text;
}

/// Lets columns among the refinements replace the columns of members with the same name.
template <counts S>
constexpr void replace_columns(fragment<S>& result, op::operation& operation) {
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < operation.columns.count; ++i) {
        std::uint32_t position = 0;
        while (position < kept && !(result.columns.data[position].name == result.columns.data[i].name)) ++position;
        result.columns.data[position] = result.columns.data[i];
        if (position == kept) ++kept;
    }
    operation.columns.count = kept;
}

template <class Struct>
inline constexpr detail::sentence model_flaw = flaw_of_model<Struct>();

}  // namespace dsl

/// A table of the models from a class, which is a plain aggregate or a Hana Struct: `al::model<Product>("products")`.
/// Each member is a column of the type that `member_type` gives it, NOT NULL unless it is a std::optional. The
/// refinements are elements of a table: constraints, indexes, options, and columns that replace those of members with
/// the same name. Error AL004 for a class whose members cannot be found or have no column type.
template <class Struct, class... Refinements>
constexpr auto model(name table_name, const Refinements&... refinements) {
    if constexpr (!(true && ... && dsl::fits<dsl::place::table_element, Refinements>())) {
        static_assert(sizeof(detail::refused<dsl::misplaced<dsl::place::table_element, "model", Refinements...>>) != 0);
        return dsl::spoiled{};
    } else if constexpr (!dsl::model_flaw<Struct>.empty()) {
        static_assert(sizeof(detail::refused<detail::literal_of<dsl::model_flaw<Struct>>>) != 0);
        return dsl::spoiled{};
    } else {
        constexpr auto members = static_cast<std::uint16_t>(dsl::count_columns<Struct>());
        constexpr dsl::counts size =
            (dsl::counts{.operations = 1, .columns = members, .options = 1} + ... + dsl::shape_of<Refinements>());
        dsl::operation_word<size> result{};
        dsl::builder target(result);
        dsl::for_each_member<Struct>([&]<class Member>(const Member*, const name& member) {
            result.columns.data[target.at.columns++] = dsl::column_of_member<Member>(member);
        });
        (dsl::apply_to_table(target, refinements), ...);
        dsl::finish_table(result, target.at, table_name);
        dsl::replace_columns(result, result.list.data[0]);
        return result;
    }
}

}  // namespace aludel::inline v0_1
