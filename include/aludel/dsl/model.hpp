// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/create_table.hpp>
#include <aludel/dsl/member_type.hpp>

#include <boost/hana/accessors.hpp>      // accessors
#include <boost/hana/adapt_struct.hpp>   // BOOST_HANA_ADAPT_STRUCT
#include <boost/hana/concept/struct.hpp> // Struct
#include <boost/hana/core/to.hpp>        // to
#include <boost/hana/define_struct.hpp>  // BOOST_HANA_DEFINE_STRUCT
#include <boost/hana/first.hpp>          // first
#include <boost/hana/for_each.hpp>       // for_each
#include <boost/hana/length.hpp>         // length
#include <boost/hana/second.hpp>         // second
#include <boost/hana/string.hpp>         // string

#include <cstddef>      // size_t
#include <type_traits>  // remove_cvref_t
#include <utility>      // declval

namespace aludel::inline v0_1 {

namespace dsl {

template <class T>
concept has_member_type = requires { member_type<T>::value; };

template <class Struct, class Accessor>
using member_of = std::remove_cvref_t<decltype(boost::hana::second(std::declval<const Accessor&>())(std::declval<const Struct&>()))>;

/// A column for a member. What C++ cannot say of a column (its default, its exact length) stays open, and a column of the
/// history matches whatever it says of that.
template <class Member>
constexpr op::column column_of_member(name member) {
    op::column made{};
    made.name = member;
    made.inferred = true;
    made.type = member_type<Member>::value.type;
    made.nullable = requires { member_type<Member>::nullable; };
    return made;
}

template <class String>
constexpr name name_of_member(const String& member) {
    return {boost::hana::to<const char*>(member), static_cast<std::uint32_t>(decltype(boost::hana::length(member))::value)};
}

/// The sentence about the first member whose type has no column type; empty where all have one.
template <class Struct>
constexpr detail::sentence untyped_member() {
    detail::sentence text;
    boost::hana::for_each(boost::hana::accessors<Struct>(), [&](auto accessor) {
        if (has_member_type<member_of<Struct, decltype(accessor)>> || !text.empty()) return;
        text.add({"[AL004] model: the type of member `", name_of_member(boost::hana::first(accessor)),
                  "` has no column type. Specialize al::member_type for it"});
    });
    return text;
}

/// Columns among the refinements take the place of those of the same name that stand before them.
template <shape S>
constexpr void replace_columns(fragment<S>& made, op::operation& operation) {
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < operation.columns.count; ++i) {
        std::uint32_t at = 0;
        while (at < kept && !(made.columns.data[at].name == made.columns.data[i].name)) ++at;
        made.columns.data[at] = made.columns.data[i];
        if (at == kept) ++kept;
    }
    operation.columns.count = kept;
}

}  // namespace dsl

/// A table of the models from a Hana Struct: a column for each member, `std::optional` where it may be NULL, and the words
/// of a table as refinements: constraints, or columns that say more than the member can.
template <class Struct, class... Refinements>
constexpr auto model(name table_name, const Refinements&... refinements) {
    static_assert(boost::hana::Struct<Struct>::value, "model: the type is no Boost.Hana Struct; see BOOST_HANA_DEFINE_STRUCT and BOOST_HANA_ADAPT_STRUCT");
    constexpr std::size_t members = decltype(boost::hana::length(boost::hana::accessors<Struct>()))::value;
    if constexpr (!(true && ... && dsl::fits<dsl::place::table_element, Refinements>())) {
        static_assert(sizeof(detail::refused<dsl::misplaced<dsl::place::table_element, "model", Refinements...>>) != 0);
        return dsl::spoiled{};
    } else if constexpr (constexpr detail::sentence untyped = dsl::untyped_member<Struct>(); !untyped.empty()) {
        static_assert(sizeof(detail::refused<detail::literal<untyped.size() + 1>(untyped)>) != 0);
        return dsl::spoiled{};
    } else {
        constexpr dsl::shape size = (dsl::shape{.list = 1, .columns = static_cast<std::uint16_t>(members), .options = 1} + ... + dsl::shape_of<Refinements>());
        dsl::operation_word<size> made{};
        dsl::builder to(made);
        boost::hana::for_each(boost::hana::accessors<Struct>(), [&](auto accessor) {
            using member = dsl::member_of<Struct, decltype(accessor)>;
            made.columns.data[to.at.columns++] = dsl::column_of_member<member>(dsl::name_of_member(boost::hana::first(accessor)));
        });
        (dsl::apply_to_table(to, refinements), ...);
        dsl::finish_table(made, to.at, table_name);
        dsl::replace_columns(made, made.list.data[0]);
        return made;
    }
}

}  // namespace aludel::inline v0_1
