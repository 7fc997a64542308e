// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>
#include <aludel/history/squash.hpp>
#include <aludel/schema/namesakes.hpp>

#include <array>             // array
#include <cstddef>           // size_t
#include <cstdint>           // uint32_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view
#include <type_traits>       // remove_cvref_t

// The entries of a history, references to variables of many types, as plain arrays.

namespace aludel::inline v0_1 {
template <const auto&... Entries>
struct unverified_history;
}

namespace aludel::inline v0_1::detail {

/// A history that has been verified, and has no errors.
template <const auto&... Entries>
struct verified_history;

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

/// What an entry of a history is: a squash is a revision that replaces others.
enum class entry_kind : std::uint8_t { other, spoiled, setting, revision, squash };
template <class Entry>
inline constexpr entry_kind kind_of_entry =
    dsl::stands_in<Entry, dsl::place::setting> ? entry_kind::setting : entry_kind::other;
template <>
inline constexpr entry_kind kind_of_entry<dsl::spoiled> = entry_kind::spoiled;
template <class Entry>
    requires is_revision<Entry>
inline constexpr entry_kind kind_of_entry<Entry> = Entry::has_replaced ? entry_kind::squash : entry_kind::revision;

/// The kinds of all entries of a history, in the order of declaration.
template <std::size_t Count>
struct entry_kinds {
    entry_kind list[Count + 1]{};

    /// The number of entries that are no revisions.
    [[nodiscard]] constexpr std::size_t settings() const {
        std::size_t count = 0;
        for (std::size_t i = 0; i < Count; ++i) count += list[i] < entry_kind::revision ? 1 : 0;
        return count;
    }
    [[nodiscard]] constexpr bool has(entry_kind wanted) const {
        for (std::size_t i = 0; i < Count; ++i)
            if (list[i] == wanted) return true;
        return false;
    }
    /// Whether they are settings first, then revisions.
    [[nodiscard]] constexpr bool are_in_order() const {
        for (std::size_t i = 0; i < Count; ++i)
            if (list[i] < entry_kind::setting ||
                (list[i] == entry_kind::setting && i != 0 && list[i - 1] != entry_kind::setting))
                return false;
        return true;
    }
};

/// What is computed from the entries of a history, once per `history_data`. These are variable templates with one
/// argument: at each access to a member of a class template GCC walks through all its arguments, and a history has a
/// thousand.
template <class Data>
inline constexpr op::settings declared_settings_of = Data::add_settings();
template <class Data>
inline constexpr arrangement<Data::size> declared_arrangement_of = Data::arrange();

/// The revisions of a history as declared, with shortcuts.
template <class Data>
constexpr op::list_view<op::revision> declared_revisions() {
    return {declared_arrangement_of<Data>.entries.data() + Data::settings_count,
            static_cast<std::uint32_t>(Data::size - Data::settings_count)};
}
template <class Data>
inline constexpr std::size_t namesake_count_of =
    namesakes_in(declared_settings_of<Data>, declared_revisions<Data>()).size();

/// A history with tables of one name in several schemas: their names, and the lists with the hashes of schemas.
template <class Data>
struct with_namesakes {
    static constexpr auto find_namesakes() {
        std::array<name, namesake_count_of<Data>> found{};
        const detail::vector<name> names = namesakes_in(declared_settings_of<Data>, declared_revisions<Data>());
        for (std::size_t i = 0; i < names.size(); ++i) found[i] = names[i];
        return found;
    }
    static constexpr auto namesakes = find_namesakes();
    static constexpr list_sizes sizes = sizes_of(declared_revisions<Data>());
    struct copies {
        std::array<op::operation, sizes.operations> operations{};
        std::array<op::constraint, sizes.constraints + 1> constraints{};
    };
    static constexpr copies copy() {
        copies result;
        copy_lists(op::view_of(namesakes), declared_revisions<Data>(), result.operations.data(),
                   result.constraints.data());
        return result;
    }
    static constexpr copies lists = copy();

    static constexpr arrangement<Data::size> arrange() {
        arrangement<Data::size> result = declared_arrangement_of<Data>;
        refer_to(lists.operations.data(), lists.constraints.data(), result.entries.data() + Data::settings_count,
                 Data::size - Data::settings_count);
        return result;
    }
    static constexpr op::settings add_settings() {
        op::settings result = declared_settings_of<Data>;
        result.namesakes = op::view_of(namesakes);
        return result;
    }
    static constexpr arrangement<Data::size> all = arrange();
    static constexpr op::settings settings = add_settings();
};
template <class Data>
constexpr const op::settings& find_settings() {
    if constexpr (namesake_count_of<Data> == 0) return declared_settings_of<Data>;
    else return with_namesakes<Data>::settings;
}
template <class Data>
constexpr const arrangement<Data::size>& find_arrangement() {
    if constexpr (namesake_count_of<Data> == 0) return declared_arrangement_of<Data>;
    else return with_namesakes<Data>::all;
}
template <class Data>
inline constexpr const op::settings& settings_of = find_settings<Data>();
template <class Data>
inline constexpr const arrangement<Data::size>& arrangement_of = find_arrangement<Data>();

/// The entries of a history as plain arrays. Each pack expansion costs GCC a kilobyte for each entry, and a function
/// that contains one several: hence few of them. (No folds: Clang nests one at most 256 deep.)
template <const auto&... Entries>
struct history_data {
    using verified = verified_history<Entries...>;
    using unverified = unverified_history<Entries...>;

    static constexpr std::size_t size = sizeof...(Entries);
    static constexpr entry_kinds<size> kinds{{kind_of_entry<std::remove_cvref_t<decltype(Entries)>>...}};
    static constexpr std::size_t settings_count = kinds.settings();

    /// The entries in the order of `arrangement`. Most histories have no squash and need no sorting.
    static constexpr arrangement<size> arrange() {
        if constexpr (kinds.has(entry_kind::squash))
            return arranged(std::array<op::revision, size>{view_of_entry(Entries)...}, settings_count);
        else return {{view_of_entry(Entries)...}};
    }
    /// The sum of all settings.
    static constexpr op::settings add_settings() {
        op::settings sum{};
        if constexpr (settings_count != 0) {
            const auto add = [&](const auto& entry) {
                if constexpr (requires { entry.add_to(sum); }) entry.add_to(sum);
            };
            static_cast<void>(std::initializer_list<int>{(add(Entries), 0)...});
        }
        return sum;
    }

    static constexpr const op::settings& settings = settings_of<history_data>;
    static constexpr const arrangement<size>& all = arrangement_of<history_data>;
    static constexpr const std::array<op::revision, size>& entries = all.entries;
    /// The number of revisions, without shortcuts.
    static constexpr std::size_t count = size - settings_count - all.shortcut_count;
};

}  // namespace aludel::inline v0_1::detail
