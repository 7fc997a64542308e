// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/aggregate.hpp>
#include <aludel/dsl/create_table.hpp>
#include <aludel/dsl/member.hpp>

#include <boost/hana/accessors.hpp>       // accessors
#include <boost/hana/adapt_struct.hpp>    // BOOST_HANA_ADAPT_STRUCT
#include <boost/hana/concept/struct.hpp>  // Struct
#include <boost/hana/define_struct.hpp>   // BOOST_HANA_DEFINE_STRUCT
#include <boost/hana/pair.hpp>            // pair
#include <boost/hana/string.hpp>          // string
#include <boost/hana/unpack.hpp>          // unpack

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <type_traits>  // remove_cvref_t
#include <utility>      // declval

namespace aludel::inline v0_1 {

namespace dsl {

/// A member of a Hana Struct, by its name and accessor.
template <class Struct, char... Letter, class Accessor>
constexpr member member_of_struct(const boost::hana::pair<boost::hana::string<Letter...>, Accessor>&) {
    using type = decltype(std::declval<const Accessor&>()(std::declval<const Struct&>()));
    return member_of<std::remove_cvref_t<type>>({boost::hana::string<Letter...>::c_str(), sizeof...(Letter)});
}

/// The members of a class. They are looked at once: a Hana accessor is a type, so each pass over them costs time.
template <class Struct>
constexpr auto find_members() {
    if constexpr (boost::hana::Struct<Struct>::value)
        return boost::hana::unpack(boost::hana::accessors<Struct>(), []<class... Pair>(const Pair&... accessor) {
            return member_list<sizeof...(Pair)>{{member_of_struct<Struct>(accessor)...}};
        });
    else if constexpr (flaw_of_aggregate<Struct>().empty()) return find_members_of_aggregate<Struct>();
    else return member_list<0>{};
}
template <class Struct>
inline constexpr auto members_of = find_members<Struct>();

/// Why a class cannot be a model, as the message of error AL004; empty if it can.
template <class Struct>
constexpr detail::sentence flaw_of_model() {
    if constexpr (!boost::hana::Struct<Struct>::value)
        if (const detail::sentence flaw = flaw_of_aggregate<Struct>(); !flaw.empty()) return flaw;
    for (const member& each : members_of<Struct>)
        if (!each.has_type) return flaw_of_member(each);
    return {};
}
template <class Struct>
inline constexpr detail::sentence model_flaw = flaw_of_model<Struct>();

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

/// A table with the columns of a class. It does not depend on the class, so that models of the same shape share it.
template <std::size_t Count, class... Refinements>
constexpr auto table_of_members(name table_name, const member_list<Count>& members, const Refinements&... refinements) {
    constexpr counts size =
        (counts{.operations = 1, .columns = member_list<Count>::count, .options = 1} + ... + shape_of<Refinements>());
    operation_word<size> result{};
    builder target(result);
    for (const member& each : members) result.columns.data[target.at.columns++] = each.column;
    (apply_to_table(target, refinements), ...);
    finish_table(result, target.at, table_name);
    replace_columns(result, result.list.data[0]);
    return result;
}

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
        return dsl::table_of_members(table_name, dsl::members_of<Struct>, refinements...);
    }
}

}  // namespace aludel::inline v0_1
