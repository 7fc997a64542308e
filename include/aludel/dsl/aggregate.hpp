// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/sentence.hpp>
#include <aludel/dsl/member.hpp>
#include <aludel/dsl/member_bindings.hpp>

#include <boost/hana/at.hpp>     // at_c
#include <boost/hana/tuple.hpp>  // make_tuple

#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <type_traits>  // is_aggregate_v, is_base_of_v, is_same_v
#include <utility>      // index_sequence, make_index_sequence

// Reflection of plain aggregates: the number of members is found by trying initializers, their types by structured
// bindings, and their names from __PRETTY_FUNCTION__ of a function whose template argument is a member's address.

namespace aludel::inline v0_1::dsl {

/// Converts to any type, so it can initialize any member.
struct anything {
    template <class T>
    operator T() const noexcept;
};
/// `anything`, once for each element of a pack of numbers.
template <std::size_t>
using anything_at = anything;

/// Converts to base classes of T only, to find out whether T has one.
template <class T>
struct any_base {
    template <class Base>
        requires(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>)
    operator Base() const noexcept;
};

/// Whether an aggregate has a base class.
template <class T>
concept has_base = requires { T{any_base<T>{}}; };

template <class T, std::size_t... Before, std::size_t... In, std::size_t... Behind>
constexpr bool takes_list(std::index_sequence<Before...>, std::index_sequence<In...>, std::index_sequence<Behind...>) {
    return requires { T{anything_at<Before>{}..., {anything_at<In>{}...}, anything_at<Behind>{}...}; };
}
/// Whether T can be initialized by `Before` values, then `In` values in inner braces, then `Behind` values.
template <class T, std::size_t Before, std::size_t In, std::size_t Behind>
inline constexpr bool takes_braces = takes_list<T>(std::make_index_sequence<Before>(), std::make_index_sequence<In>(),
                                                   std::make_index_sequence<Behind>());

template <class T, std::size_t... I>
constexpr bool takes_values(std::index_sequence<I...>) {
    return requires { T{anything_at<I>{}...}; };
}
/// Whether T can be initialized by `Count` values.
template <class T, std::size_t Count>
inline constexpr bool takes = takes_values<T>(std::make_index_sequence<Count>());

/// The largest number of values that T can be initialized by, where each element of an array counts. It is more than
/// `most_members` where there are more values, or where they cannot be counted.
template <class T, std::size_t Count = 0>
constexpr std::size_t count_values() {
    if constexpr (Count > most_members || (takes<T, Count> && !takes<T, Count + 1>)) return Count;
    else return count_values<T, Count + 1>();
}

/// How many of the `Left` remaining values the next member takes: more than one if it is an array.
template <class T, std::size_t Before, std::size_t Left, std::size_t Size = 2>
constexpr std::size_t values_of_member() {
    if constexpr (Size == 2 && (takes_braces<T, Before, 0, Left - 1> || takes_braces<T, Before, 1, Left - 1>)) return 1;
    else if constexpr (Size > Left) return 1;
    else if constexpr (takes_braces<T, Before, Size, Left - Size> && !takes_braces<T, Before, Size, Left - Size + 1>)
        return Size;
    else return values_of_member<T, Before, Left, Size + 1>();
}

/// The number of members of T, given that `Before` values are counted and `Left` remain.
template <class T, std::size_t Before, std::size_t Left>
constexpr std::size_t count_members() {
    if constexpr (Left == 0) {
        return 0;
    } else {
        constexpr std::size_t taken = values_of_member<T, Before, Left>();
        return 1 + count_members<T, Before + taken, Left - taken>();
    }
}

/// Storage for an object that is never constructed. Its members have addresses, whatever their types are.
template <class T>
union never_constructed {
    constexpr never_constructed() : nothing() {}
    constexpr ~never_constructed() {}
    char nothing;
    T object;
};
/// An object of T that exists only for the addresses of its members.
template <class T>
inline constinit const never_constructed<T> unused_object{};

/// A member's address as a template argument. It is wrapped in a class because Clang 16 does not accept a bare pointer
/// to a subobject there.
template <class Member>
struct member_address {
    const Member* value;
};
template <class Member>
member_address(const Member*) -> member_address<Member>;

/// The addresses of all members of T, as a Hana tuple.
template <class T>
constexpr auto find_addresses() {
    return with_members<count_members<T, 0, count_values<T>()>()>(unused_object<T>.object, [](const auto&... members) {
        return boost::hana::make_tuple(member_address{&members}...);
    });
}
template <class T>
inline constexpr auto addresses_of_members = find_addresses<T>();

/// Whether every member has an address: a bit-field has none, and a reference to it is one to a copy of its value,
/// which the object does not have.
template <class T>
concept has_addresses = requires { typename std::bool_constant<(static_cast<void>(find_addresses<T>()), true)>; };

/// Whether a character can be in an identifier of C++.
constexpr bool is_letter_of_name(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
        letter == '_' || letter == '$' || static_cast<unsigned char>(letter) >= 0x80;
}

/// The last identifier of a text.
constexpr name last_identifier(std::string_view text) {
    while (!text.empty() && !is_letter_of_name(text.back())) text.remove_suffix(1);
    std::size_t first = text.size();
    while (first != 0 && is_letter_of_name(text[first - 1])) --first;
    return name(text.substr(first));
}

// g++:   ... [with member_address<...auto...> Address = member_address<int>{(& unused_object<Book>...object.Book::id)}]
// clang: ... [Address = member_address<int>{&unused_object.object.id}]
template <member_address Address>
constexpr name name_at() {
    return last_identifier(__PRETTY_FUNCTION__);
}

/// The name of a class, without its namespaces and template arguments.
template <class T>
constexpr name type_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("T = ") + 4);
    return last_identifier(text.substr(0, text.find_first_of("<;]")));
}

/// The members of an aggregate.
template <class T>
constexpr auto find_members_of_aggregate() {
    return []<class... Member, std::size_t... I>(const boost::hana::tuple<member_address<Member>...>&,
                                                 std::index_sequence<I...>) {
        return member_list<sizeof...(I)>{
            {member_of<Member>(name_at<boost::hana::at_c<I>(addresses_of_members<T>)>())...}};
    }(addresses_of_members<T>, std::make_index_sequence<count_members<T, 0, count_values<T>()>()>());
}

/// Why the members of a class cannot be found, as the message of error AL004; empty if they can.
template <class T>
constexpr detail::sentence flaw_of_aggregate() {
    const name type = type_name<T>();
    if constexpr (!std::is_aggregate_v<T>) {
        return detail::sentence(
            {"[AL004] model: `", type,
             "` is neither a Boost.Hana Struct nor a plain aggregate: it has constructors, virtual functions or "
             "members that are not public. List its members by BOOST_HANA_ADAPT_STRUCT(",
             type, ", ...)"});
    } else if constexpr (has_base<T>) {
        return detail::sentence(
            {"[AL004] model: `", type,
             "` has a base class, and only the members of plain aggregates are found. List them all by "
             "BOOST_HANA_ADAPT_STRUCT(",
             type, ", ...)"});
    } else if constexpr (count_values<T>() > most_members) {
        return detail::sentence({"[AL004] model: the members of `", type, "` cannot be counted: there are more than ",
                                 most_members,
                                 " (an array is as many as it "
                                 "has elements), or one is a reference. List them by BOOST_HANA_ADAPT_STRUCT(",
                                 type, ", ...)"});
    } else if constexpr (!has_addresses<T>) {
        return detail::sentence({"[AL004] model: `", type,
                                 "` has a bit-field, which has no address to find its name by. Make it an integer, "
                                 "with a check on its column"});
    } else {
        return {};
    }
}

}  // namespace aludel::inline v0_1::dsl
