// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/no_needs.hpp>
#include <aludel/dialect/online.hpp>

#include <cstdint>  // uint32_t
#include <string>   // string
#include <vector>   // vector

namespace aludel::inline v0_1::online {

/// The watch of a database that checks foreign keys, views and functions by itself: there is nothing to compare.
template <class Session>
struct no_watch {
    struct state {};

    no_watch(Session&, bool) {}
    flow<state> before(const dialect::no_needs&, const known_tables&) { co_return state{}; }
    flow<state> after(const state&) { co_return state{}; }
    static void require_no_worse(const state&, const state&) {}
    flow<> sound_objects() { co_return; }
};

/// The objects of a database where no step removes some that it restores.
struct no_objects {
    void inspect(const query_result&) {}
    void require_known() const {}
    void save(std::uint32_t, const query_result&) {}
    std::vector<std::string> take(std::uint32_t) { return {}; }
    void require_restored() const {}
};

}  // namespace aludel::inline v0_1::online
