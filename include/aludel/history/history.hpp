// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>
#include <aludel/history/block_errors.hpp>
#include <aludel/history/foldable.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/run_table.hpp>
#include <aludel/rule/raise.hpp>

#include <cstddef>           // size_t
#include <cstdint>           // uint32_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view
#include <type_traits>       // bool_constant, is_same_v, remove_cvref_t
#include <utility>           // index_sequence, make_index_sequence

namespace aludel::inline v0_1 {

namespace detail {

/// Replaces a history with errors: an empty history, so that its uses cause no further errors.
struct history_stand_in {
    using hana_tag = declared_list;

    static constexpr op::settings settings{};
    static constexpr bool is_verified = true;
    static constexpr std::size_t settings_count = 0;

    [[nodiscard]] static constexpr history_view entries() { return {{}, &settings, {}, {}, {}}; }
    [[nodiscard]] static constexpr history_view view() { return entries(); }
    template <class Function>
    static constexpr decltype(auto) unpack(Function&& function) {
        return static_cast<Function&&>(function)();
    }
    template <class Call>
    static typename Call::result call(revision_index, direction, std::uint32_t, typename Call::connection& db,
                                      const run_context&) {
        return Call::nothing(db);
    }
    template <class Connection>
    static void run(revision_index, direction, std::uint32_t, Connection&, const run_context&) {}
};

/// The errors of all blocks.
template <class Data, std::size_t... Block>
constexpr auto errors_of_blocks(std::index_sequence<Block...>) {
    return (error_list<>() + ... + error_list_of<Block, Data>());
}

/// Reads a value, which fails where it is not a constant.
template <class Entry>
constexpr bool read(const Entry& entry) {
    if constexpr (is_revision<Entry>) static_cast<void>(entry.transactional ? 1 : 0);
    else static_cast<void>(Entry(entry));
    return true;
}

/// Whether a variable can be read in a constant expression. Clang cannot read one that is `const` but not `constexpr`.
/// GCC can, and the test would cost compile time there.
#if defined(__clang__)
template <const auto& Variable>
concept constant = requires { typename std::bool_constant<detail::read(Variable)>; };

/// The error AL003 for the first entry, of a history or of metadata, that the compiler cannot read; empty if there is
/// none.
template <const auto&... Entries>
constexpr sentence unreadable_entry(const char* what) {
    sentence text;
    const auto look = [&](bool readable, std::string_view name) {
        if (!readable && text.empty())
            text.add({"[AL003] ", what, ": the compiler cannot read the value of `", name,
                      "`. Declare it `inline constexpr auto`, not `const`"});
    };
    static_cast<void>(std::initializer_list<int>{(look(constant<Entries>, variable_name<Entries>()), 0)...});
    return text;
}
#else
template <const auto&...>
constexpr sentence unreadable_entry(const char*) {
    return {};
}
#endif
template <class Data>
inline constexpr sentence unreadable{};
template <const auto&... Entries>
inline constexpr sentence unreadable<history_data<Entries...>> = unreadable_entry<Entries...>("history");

/// All errors of a history, as an `error_list`.
template <class Data>
constexpr auto find_errors() {
    if constexpr (!Data::kinds.are_in_order()) {
        if constexpr (Data::kinds.has(entry_kind::spoiled)) return no_new_errors();
        else
            return error_list<
                "[AL003] history: its elements are settings first (al::settings()..., al::branches_allowed), then "
                "revisions "
                "(al::revision(...)...), each a constexpr variable">();
    } else if constexpr (!unreadable<Data>.empty()) {
        return error_list<literal_of<unreadable<Data>>>();
    } else {
        constexpr std::size_t blocks = graph_of<Data>.finding_count != 0
            ? 1
            : graph_of<Data>.block_count + 2 * arrangement_of<Data>.shortcut_count;
        return errors_of_blocks<Data>(std::make_index_sequence<blocks>());
    }
}

}  // namespace detail

/// All revisions of a program, in any order, after settings if there are any, without verification. For a migration
/// tool, which verifies them when it runs, and for `al::findings`. It is a Hana Foldable of its revisions, in the order
/// of declaration and without the settings.
template <const auto&... Entries>
struct unverified_history {
    using hana_tag = detail::declared_list;

    static constexpr bool is_verified = false;
    static constexpr std::size_t settings_count = detail::history_data<Entries...>::settings_count;

    /// The entries as plain data, with an empty `order`.
    [[nodiscard]] static constexpr history_view entries() {
        using data = detail::history_data<Entries...>;
        const op::revision* const first = data::entries.data() + settings_count;
        const auto shortcuts = static_cast<std::uint32_t>(data::all.shortcut_count);
        return {data::settings.title,
                &data::settings,
                {first, static_cast<std::uint32_t>(data::count)},
                {},
                {first + data::count, shortcuts}};
    }

    /// Calls a function with the revisions in the order of declaration, for Hana's algorithms.
    template <class Function>
    static constexpr decltype(auto) unpack(Function&& function) {
        return detail::entries_behind<settings_count, Entries...>::unpack(static_cast<Function&&>(function));
    }

    /// Calls the function of a `run` step in the way of `Call`, see `blocking_call`. `which` is the index of the
    /// revision in `entries()`, shortcuts after the revisions; `function` is the number of the `run` step in the
    /// upgrade or downgrade, from 0. Throws what the function throws.
    template <class Call>
    static typename Call::result call(revision_index which, direction way, std::uint32_t function,
                                      typename Call::connection& db, const run_context& context) {
        const auto& entry =
            detail::run_table<Call, Entries...>::entries[detail::history_data<Entries...>::all.declared_at(
                settings_count + which)];
        return entry.call(entry.revision, way, function, db, context);
    }
    /// The same on a blocking connection.
    template <class Connection>
    static void run(revision_index which, direction way, std::uint32_t function, Connection& db,
                    const run_context& context) {
        call<detail::blocking_call<Connection>>(which, way, function, db, context);
    }
};

/// Whether naming `history<...>` verifies it. A migration tool verifies when it runs, because it must also run on a
/// history with errors: the file that CMake's aludel_add_migrations generates for it specializes this to false for
/// every `unverified_history<...>` before it includes the history. The same header, included by the application, is
/// verified by the compiler. (Without CMake, declare an `unverified_history` instead.)
template <class Unverified>
inline constexpr bool verified_by_compiler = true;

namespace detail {

template <const auto&... Entries>
struct verified_history : unverified_history<Entries...> {
    using data = history_data<Entries...>;
    static constexpr const auto& graph = graph_of<data>;
    static constexpr bool is_verified = true;

    /// The revisions as plain data, with their order of application.
    [[nodiscard]] static constexpr history_view view() {
        return view_of_copy(data::settings.title, data::settings, graph, data::entries);
    }
};

/// Selects the type of `history<Entries...>`.
template <bool Verified, class Data>
struct checked {
    using errors = decltype(find_errors<Data>());
    static constexpr literal sole_error = errors::sole;
    using type = typename errors::template result<history_stand_in, typename Data::verified>;
};
template <class Data>
struct checked<false, Data> {
    static constexpr literal sole_error = "";
    using type = typename Data::unverified;
};

template <const auto&... Entries>
using checked_history = checked<verified_by_compiler<unverified_history<Entries...>>, history_data<Entries...>>;

/// Whether a history can be used in a computation at compile time. One with errors has reported them already, and one
/// that is not verified reports them when the program runs.
template <const auto& History>
concept usable_history = requires { std::remove_cvref_t<decltype(History)>::graph; };

}  // namespace detail

/// All revisions of a program, in any order, after settings if there are any. Naming this type verifies the whole
/// history, and every error is a compile error (rules AL101 to AL305 and the review rules AL501 to AL905; AL003 for
/// other entries). It is a Hana Foldable of its revisions, in the order of declaration.
template <const auto&... Entries>
    requires detail::sound<detail::checked_history<Entries...>::sole_error>
using history = typename detail::checked_history<Entries...>::type;

}  // namespace aludel::inline v0_1
