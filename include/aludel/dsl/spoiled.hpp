// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/rule/raise.hpp>

#include <cstddef>  // size_t

namespace aludel::inline v0_1::dsl {

/// What a word returns after it was refused. Everything that is built from it, up to the history, is `spoiled` or
/// refused without a message, so that one mistake is one error. It has every method that any word has.
struct spoiled {
    // Of revisions.
    constexpr spoiled revises(const auto&...) const { return {}; }
    constexpr spoiled depends_on(const auto&...) const { return {}; }
    constexpr spoiled labels(const auto&...) const { return {}; }
    constexpr spoiled replaces(const auto&...) const { return {}; }
    constexpr spoiled upgrade(const auto&...) const { return {}; }
    constexpr spoiled downgrade(const auto&...) const { return {}; }
    constexpr spoiled irreversible(const auto&...) const { return {}; }
    constexpr spoiled without_transaction() const { return {}; }
    constexpr spoiled acknowledge(const auto&...) const { return {}; }
    constexpr spoiled accept_checksum(const auto&...) const { return {}; }
    constexpr spoiled lock_timeout(const auto&...) const { return {}; }
    constexpr spoiled statement_timeout(const auto&...) const { return {}; }

    // Of operations.
    constexpr spoiled does(const auto&...) const { return {}; }
    constexpr spoiled type(const auto&...) const { return {}; }
    constexpr spoiled using_(const auto&...) const { return {}; }
    constexpr spoiled not_null() const { return {}; }
    constexpr spoiled nullable() const { return {}; }
    constexpr spoiled default_to(const auto&...) const { return {}; }
    constexpr spoiled drop_default() const { return {}; }
    constexpr spoiled rename_to(const auto&...) const { return {}; }
    constexpr spoiled comment(const auto&...) const { return {}; }
    constexpr spoiled identity(const auto&...) const { return {}; }
    constexpr spoiled drop_identity() const { return {}; }
    constexpr spoiled unique() const { return {}; }
    constexpr spoiled where(const auto&...) const { return {}; }
    constexpr spoiled using_method(const auto&...) const { return {}; }
    constexpr spoiled include(const auto&...) const { return {}; }
    constexpr spoiled concurrently() const { return {}; }
    constexpr spoiled if_not_exists() const { return {}; }
    constexpr spoiled when(const auto&...) const { return {}; }
    constexpr spoiled for_each_row() const { return {}; }

    // Of columns, constraints and parts of an index.
    constexpr spoiled fill(const auto&...) const { return {}; }
    constexpr spoiled named(const auto&...) const { return {}; }
    constexpr spoiled references(const auto&...) const { return {}; }
    constexpr spoiled on_delete(const auto&...) const { return {}; }
    constexpr spoiled on_update(const auto&...) const { return {}; }
    constexpr spoiled deferrable() const { return {}; }
    constexpr spoiled initially_deferred() const { return {}; }
    constexpr spoiled match(const auto&...) const { return {}; }
    constexpr spoiled desc() const { return {}; }
    constexpr spoiled start(const auto&...) const { return {}; }
    constexpr spoiled increment(const auto&...) const { return {}; }
};

/// The message about a word that is called with other arguments than it takes (error AL006).
template <detail::literal Verb, detail::literal Expected, class... Arguments>
constexpr detail::sentence miscall() {
    return detail::sentence({"[AL006] ", Verb.view(), ": it takes ", Expected.view(), ", and there ",
                             sizeof...(Arguments) == 1 ? "is " : "are ", sizeof...(Arguments),
                             sizeof...(Arguments) == 1 ? " argument of another kind" : " arguments"});
}

/// The message as a constant.
template <detail::literal Verb, detail::literal Expected, class... Arguments>
inline constexpr detail::sentence miscall_text = miscall<Verb, Expected, Arguments...>();

template <detail::literal Verb, detail::literal Expected, class... Arguments>
inline constexpr auto miscalled = detail::literal_of<miscall_text<Verb, Expected, Arguments...>>;

}  // namespace aludel::inline v0_1::dsl
