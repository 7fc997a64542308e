// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>
#include <aludel/history/squash.hpp>

#include <array>             // array
#include <cstddef>           // size_t
#include <cstdint>           // uint32_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view
#include <type_traits>       // remove_cvref_t

// The entries of a history, references to variables of many types, as plain arrays.

namespace aludel::inline v0_1::detail {

/// The unqualified name of the variable that a reference is bound to, from the compiler's text of this function's
/// signature.
template <const auto& Variable>
constexpr std::string_view variable_name() {
    const std::string_view input = __PRETTY_FUNCTION__;
    const std::size_t start = input.find("Variable = ") + 11;
    std::size_t end = input.find_first_of(";]", start);
    std::string_view found = input.substr(start, end - start);
    if (const std::size_t space = found.rfind("::"); space != std::string_view::npos) found = found.substr(space + 2);
    return found;
}

/// Whether an entry is a revision, not a setting.
template <class Entry>
constexpr bool is_revision = dsl::stands_in<Entry, dsl::place::revision>;

/// A revision as plain data; empty for a setting.
template <class Entry>
constexpr op::revision view_of_entry(const Entry& entry) {
    op::revision revision{};
    if constexpr (is_revision<Entry>) entry.view_to(revision);
    return revision;
}

/// The entries of a history: settings first, as empty revisions; then revisions; then squashes that are shortcuts.
template <std::size_t All>
struct arrangement {
    std::array<op::revision, All> entries{};
    std::size_t shortcut_count = 0;
    /// The declared place of each entry; only filled in where there are shortcuts.
    std::array<std::uint32_t, All> declared{};

    /// The declared place of an entry.
    [[nodiscard]] constexpr std::size_t declared_at(std::size_t which) const {
        return shortcut_count == 0 ? which : declared[which];
    }
};

/// Sorts shortcuts to the end.
template <std::size_t All>
constexpr arrangement<All> arranged(const std::array<op::revision, All>& entries, std::size_t settings_count) {
    arrangement<All> result;
    result.shortcut_count =
        shortcuts_last({entries.data() + settings_count, static_cast<std::uint32_t>(All - settings_count)},
                       result.declared.data() + settings_count);
    for (std::size_t i = settings_count; i < All; ++i)
        result.entries[i] = entries[result.declared[i] += static_cast<std::uint32_t>(settings_count)];
    return result;
}

/// Whether an entry is a squash, which replaces others. Most histories have none and need no sorting.
template <class Entry>
constexpr bool has_replaced = [] {
    if constexpr (is_revision<Entry>) return Entry::has_replaced;
    else return false;
}();

/// What is computed from the entries of a history, once per `history_data`. These are variable templates with one
/// argument: at each access to a member of a class template GCC walks through all its arguments, and a history has a
/// thousand.
template <class Data>
inline constexpr op::settings settings_of = Data::add_settings();
template <class Data>
inline constexpr arrangement<Data::size> arrangement_of = Data::arrange();

/// The entries of a history as plain arrays.
template <const auto&... Entries>
struct history_data {
    static constexpr std::size_t size = sizeof...(Entries);

    // Arrays and initializer lists, not folds: Clang nests a fold at most 256 deep.
    static constexpr std::size_t settings_count = [] {
        std::size_t others = 0;
        for (const bool each : {true, is_revision<std::remove_cvref_t<decltype(Entries)>>...}) others += each ? 0 : 1;
        return others;
    }();
    static constexpr bool has_squash = [] {
        bool any = false;
        for (const bool each : {false, has_replaced<std::remove_cvref_t<decltype(Entries)>>...}) any = any || each;
        return any;
    }();

    /// The sum of all settings.
    static constexpr op::settings add_settings() {
        op::settings sum{};
        [[maybe_unused]] const auto add = [&](const auto& entry) {
            if constexpr (requires { entry.add_to(sum); }) entry.add_to(sum);
        };
        static_cast<void>(std::initializer_list<int>{(add(Entries), 0)...});
        return sum;
    }
    /// The entries in the order of `arrangement`.
    static constexpr auto arrange() {
        if constexpr (has_squash)
            return arranged(std::array<op::revision, size>{view_of_entry(Entries)...}, settings_count);
        else return arrangement<size>{{view_of_entry(Entries)...}};
    }

    static constexpr const op::settings& settings = settings_of<history_data>;
    static constexpr const arrangement<size>& all = arrangement_of<history_data>;
    static constexpr const std::array<op::revision, size>& entries = all.entries;
    /// The number of revisions, without shortcuts.
    static constexpr std::size_t count = size - settings_count - all.shortcut_count;
};

}  // namespace aludel::inline v0_1::detail
