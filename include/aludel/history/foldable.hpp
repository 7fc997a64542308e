// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/hana/fwd/unpack.hpp>  // unpack_impl

// Histories and models are Hana Foldables. Hana's algorithms need `unpack` only, so only its declaration is included.

namespace aludel::inline v0_1::detail {

/// The Hana tag of types with a static member function `unpack(function)`.
struct declared_list;

/// `unpack(function)` calls a function with all entries but the first `Skipped`.
template <auto Skipped, const auto&... Entries>
struct entries_behind {
    template <class Function>
    static constexpr decltype(auto) unpack(Function&& function) {
        return static_cast<Function&&>(function)(Entries...);
    }
};
template <auto Skipped, const auto& First, const auto&... Rest>
    requires(Skipped > 0)
struct entries_behind<Skipped, First, Rest...> : entries_behind<Skipped - 1, Rest...> {};

}  // namespace aludel::inline v0_1::detail

template <>
struct boost::hana::unpack_impl<aludel::detail::declared_list> {
    template <class List, class Function>
    static constexpr decltype(auto) apply(const List&, Function&& function) {
        return List::unpack(static_cast<Function&&>(function));
    }
};
