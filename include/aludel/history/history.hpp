// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/refuse.hpp>
#include <aludel/detail/run_table.hpp>
#include <aludel/dsl/grammar.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/squash.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/history/weight.hpp>

#include <array>             // array
#include <cstddef>           // size_t
#include <cstdint>           // uint32_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view
#include <type_traits>       // bool_constant, is_same_v, remove_cvref_t
#include <utility>           // index_sequence, make_index_sequence

namespace aludel::inline v0_1 {

namespace detail {

/// The name of the variable that a reference is bound to, as the compiler spells it.
template <const auto& Variable>
constexpr std::string_view variable_name() {
    const std::string_view all = __PRETTY_FUNCTION__;
    const std::size_t start = all.find("Variable = ") + 11;
    std::size_t end = all.find_first_of(";]", start);
    std::string_view found = all.substr(start, end - start);
    if (const std::size_t space = found.rfind("::"); space != std::string_view::npos) found = found.substr(space + 2);
    return found;
}

template <class Entry>
constexpr bool is_revision = dsl::stands_in<Entry, dsl::place::revision>;

template <class Entry>
constexpr op::revision view_of_entry(const Entry& entry) {
    op::revision all{};
    if constexpr (is_revision<Entry>) entry.view_to(all);
    return all;
}

/// The entries of a history: settings first, as empty revisions; then the revisions; then squashes that are shortcuts.
template <std::size_t All>
struct arrangement {
    std::array<op::revision, All> entries{};
    std::size_t shortcut_count = 0;
    std::array<std::uint32_t, All> declared{};  ///< where an entry stood; filled in only where there are shortcuts

    [[nodiscard]] constexpr std::size_t declared_at(std::size_t which) const { return shortcut_count == 0 ? which : declared[which]; }
};

template <std::size_t All>
constexpr arrangement<All> arranged(const std::array<op::revision, All>& entries, std::size_t settings_count) {
    arrangement<All> made;
    made.shortcut_count = shortcuts_last({entries.data() + settings_count, static_cast<std::uint32_t>(All - settings_count)}, made.declared.data() + settings_count);
    for (std::size_t i = settings_count; i < All; ++i) made.entries[i] = entries[made.declared[i] += static_cast<std::uint32_t>(settings_count)];
    return made;
}

/// Whether an entry stands for others: most histories have none that does, and pay nothing for it.
template <class Entry>
constexpr bool has_replaced = [] {
    if constexpr (is_revision<Entry>) return Entry::has_replaced;
    else return false;
}();

/// The entries of a history as plain arrays.
template <const auto&... Entries>
struct history_data {
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

    static constexpr op::settings settings = [] {
        op::settings all{};
        [[maybe_unused]] const auto add = [&](const auto& entry) {
            if constexpr (requires { entry.add_to(all); }) entry.add_to(all);
        };
        static_cast<void>(std::initializer_list<int>{(add(Entries), 0)...});
        return all;
    }();

    static constexpr auto arrange() {
        if constexpr (has_squash) return arranged(std::array<op::revision, sizeof...(Entries)>{view_of_entry(Entries)...}, settings_count);
        else return arrangement<sizeof...(Entries)>{{view_of_entry(Entries)...}};
    }
    static constexpr arrangement<sizeof...(Entries)> all = arrange();
    static constexpr const std::array<op::revision, sizeof...(Entries)>& entries = all.entries;
    static constexpr std::size_t count = sizeof...(Entries) - settings_count - all.shortcut_count;  ///< without shortcuts
};

/// What the graph says: the order to apply the revisions in, or findings; and where the schema's verification is cut into
/// constant expressions that no compiler's limit ends.
template <std::size_t Count>
struct graph_verdict {
    std::size_t first = 0;  ///< how many settings stand before the revisions
    std::size_t finding_count = 0;
    std::array<revision_index, Count> order{};  ///< as declared where the graph is not sound
    std::size_t weight = 0;
    std::size_t block_count = 0;
    std::array<std::size_t, Count + 1> blocks{};
};

/// A history in arrays of its own.
template <std::size_t Count, std::size_t All>
constexpr history_view view_of_copy(std::string_view title, const op::settings& settings, const graph_verdict<Count>& graph, const std::array<op::revision, All>& entries) {
    const op::revision* const first = entries.data() + graph.first;
    return {title, &settings, {first, Count}, {graph.order.data(), Count}, {first + Count, static_cast<std::uint32_t>(All - graph.first - Count)}};
}

/// The entries come by value: each time it looks at a member of a template GCC goes through all arguments of that
/// template, and a history has a thousand (measured: half of the compile time).
template <std::size_t Count, std::size_t All>
constexpr graph_verdict<Count> judge_graph(const op::settings& settings, std::size_t first, const std::array<op::revision, All> entries) {
    graph_verdict<Count> kept{.first = first};
    const history_view history = view_of_copy({}, settings, kept, entries);
    const op::list_view<op::revision>& revisions = history.revisions;
    const detail::vector<revision_node> nodes = nodes_of(history);
    const outline graph(nodes);
    kept.finding_count = validate(history, nodes, graph).size();
    scales weights;
    block_cutter cutter;
    revision_index* const order = kept.order.data();
    for (std::size_t i = 0; i < Count; ++i) {
        const revision_index which = kept.finding_count == 0 ? graph.order.revisions.data[i] : static_cast<revision_index>(i);
        order[i] = which;
        const op::revision& revision = revisions.first[which];
        work added = weights.weigh(revision);
        if (!continues(revisions, {order, Count}, i)) added.verified += work_of_branch(Count);
        if (cutter.begins_block(added)) kept.blocks[kept.block_count++] = i;
        kept.weight += weight_of(revision);
    }
    kept.blocks[kept.block_count] = Count;
    return kept;
}

template <const auto&... Entries>
inline constexpr auto graph_of = judge_graph<history_data<Entries...>::count>(history_data<Entries...>::settings, history_data<Entries...>::settings_count, history_data<Entries...>::entries);

/// The findings of one block, of a shortcut behind the last block (two for each: itself, and whether it leads where it should),
/// or of the graph where it has some.
template <std::size_t Count, std::size_t All>
constexpr detail::vector<finding> findings_in(std::size_t block, const op::settings& settings, const graph_verdict<Count> graph, const std::array<op::revision, All> entries) {
    const history_view history = view_of_copy({}, settings, graph, entries);
    if (graph.finding_count != 0) return validate(history);
    detail::vector<finding> found;
    if (block < graph.block_count) verify_schema(settings, history.revisions, history.order, graph.blocks[block], graph.blocks[block + 1], found);
    else if (const op::revision& squash = history.shortcuts[(block - graph.block_count) / 2]; (block - graph.block_count) % 2 == 0) verify_shortcut(history, squash, found);
    else prove_shortcut(history, squash, found);
    return found;
}

template <std::size_t Count, std::size_t All>
constexpr std::size_t count_errors(std::size_t block, const op::settings& settings, const graph_verdict<Count>& graph, const std::array<op::revision, All>& entries) {
    std::size_t errors = 0;
    const detail::vector<finding> found = findings_in(block, settings, graph, entries);
    for (const finding& each : found) errors += each.level == level::error ? 1 : 0;
    return errors;
}

/// What the errors of a block say, up to ten: the next compilation will find the rest.
template <std::size_t N>
struct error_texts {
    static constexpr std::size_t count = N;
    std::array<sentence, N> texts{};
};

template <std::size_t N, std::size_t Count, std::size_t All>
constexpr error_texts<N> error_texts_in(std::size_t block, const op::settings& settings, const graph_verdict<Count>& graph, const std::array<op::revision, All>& entries) {
    error_texts<N> errors;
    std::size_t written = 0;
    const detail::vector<finding> found = findings_in(block, settings, graph, entries);
    for (const finding& each : found)
        if (each.level == level::error && written < N) errors.texts[written++] = each.sentence;
    return errors;
}

/// For a block that the compiler gave up.
template <std::size_t Count, std::size_t All>
constexpr error_texts<1> limit_met(std::size_t block, const graph_verdict<Count>& graph, const std::array<op::revision, All>& entries) {
#if defined(__clang__)
    const std::string_view limit = "the 1048576 steps that Clang allows in one constant expression unless told otherwise. Raise them with -fconstexpr-steps=10000000";
#else
    const std::string_view limit = "the 33554432 operations that GCC allows in one constant expression unless told otherwise. Raise them with -fconstexpr-ops-limit=1000000000, "
                                   "and the turns of a loop with -fconstexpr-loop-limit=10000000";
#endif
    error_texts<1> errors;
    sentence& text = errors.texts[0];
    if (graph.finding_count != 0 || block >= graph.block_count) {
        text.add({"[AL007] history: to verify it takes more than ", limit});
    } else {
        const std::size_t first = graph.blocks[block], last = graph.blocks[block + 1] - 1;
        const op::revision* const revisions = entries.data() + graph.first;
        const name &from = revisions[graph.order[first]].id, &to = revisions[graph.order[last]].id;
        if (first == last) text.add({"[AL007] history: to verify revision `", from, "` takes more than ", limit});
        else text.add({"[AL007] history: to verify the revisions from `", from, "` to `", to, "` takes more than ", limit});
    }
    return errors;
}

/// How many errors a block has, by the one evaluation that most blocks are done with. It is const and not constexpr, for it is
/// no error yet when the compiler meets a limit of its own in there.
template <std::size_t Block, const auto&... Entries>
inline const std::size_t error_count_of = count_errors(Block, history_data<Entries...>::settings, graph_of<Entries...>, history_data<Entries...>::entries);

template <std::size_t>
struct known_number;

template <std::size_t Block, const auto&... Entries>
constexpr auto errors_in() {
    if constexpr (!requires { typename known_number<error_count_of<Block, Entries...>>; }) {
        return limit_met(Block, graph_of<Entries...>, history_data<Entries...>::entries);
    } else {
        constexpr std::size_t count = error_count_of<Block, Entries...>;
        if constexpr (count == 0) return error_texts<0>{};
        else return error_texts_in<(count < 10 ? count : 10)>(Block, history_data<Entries...>::settings, graph_of<Entries...>, history_data<Entries...>::entries);
    }
}

/// The errors of a block, computed once, whatever asks for them and how often.
template <std::size_t Block, const auto&... Entries>
inline constexpr auto errors_of = errors_in<Block, Entries...>();

/// A shortcut that cannot work leads nowhere; that is not said as well.
template <std::size_t Block, const auto&... Entries>
constexpr std::size_t count_worth_saying() {
    constexpr std::size_t blocks = graph_of<Entries...>.block_count;
    if constexpr (Block > blocks && (Block - blocks) % 2 == 1) {
        if constexpr (errors_of<Block - 1, Entries...>.count != 0) return 0;
        else return errors_of<Block, Entries...>.count;
    } else {
        return errors_of<Block, Entries...>.count;
    }
}

template <std::size_t Block, std::size_t Which, const auto&... Entries>
inline constexpr const sentence& finding_sentence = errors_of<Block, Entries...>.texts[Which];

template <std::size_t Block, std::size_t Which, const auto&... Entries>
inline constexpr literal<finding_sentence<Block, Which, Entries...>.size() + 1> finding_literal{finding_sentence<Block, Which, Entries...>};

/// A history without errors.
template <const auto&... Entries>
struct verified_history;

/// What stands for a history with errors: whatever is asked of it causes no others.
struct history_stand_in {
    static constexpr op::settings settings{};
    static constexpr bool is_verified = true;
    static constexpr std::size_t settings_count = 0;

    [[nodiscard]] static constexpr history_view entries() { return {{}, &settings, {}, {}, {}}; }
    [[nodiscard]] static constexpr history_view view() { return entries(); }
    template <class Connection>
    static void run(revision_index, direction, std::uint32_t, Connection&) {}
};

/// The errors of a history as a type, and the type that the history gets by them.
template <literal... Errors>
struct error_list {
    static constexpr literal sole = "";
    template <const auto&...>
    using history = refusals<history_stand_in, Errors...>;

    template <literal... More>
    constexpr error_list<Errors..., More...> operator+(error_list<More...>) const {
        return {};
    }
};
template <>
struct error_list<> {
    static constexpr literal sole = "";
    template <const auto&... Entries>
    using history = verified_history<Entries...>;

    template <literal... More>
    constexpr error_list<More...> operator+(error_list<More...>) const {
        return {};
    }
};
template <literal Error>
struct error_list<Error> {
    static constexpr literal sole = Error;
    template <const auto&...>
    using history = refusals<history_stand_in, Error>;

    template <literal... More>
    constexpr error_list<Error, More...> operator+(error_list<More...>) const {
        return {};
    }
};

/// Of a history of which an entry has been refused already, which is enough.
struct no_new_errors {
    static constexpr literal sole = "";
    template <const auto&...>
    using history = history_stand_in;
};

/// The first ten errors of a block: the next compilation finds the rest.
template <std::size_t Block, const auto&... Entries, std::size_t... Which>
constexpr auto block_errors(std::index_sequence<Which...>) {
    return error_list<finding_literal<Block, Which, Entries...>...>();
}
template <std::size_t Block, const auto&... Entries>
constexpr auto block_errors() {
    constexpr std::size_t count = count_worth_saying<Block, Entries...>();
    return block_errors<Block, Entries...>(std::make_index_sequence<count < 10 ? count : 10>());
}
template <const auto&... Entries, std::size_t... Block>
constexpr auto errors_of_blocks(std::index_sequence<Block...>) {
    return (error_list<>() + ... + block_errors<Block, Entries...>());
}

/// Settings first, then revisions.
template <class... Entries>
constexpr bool are_entries() {
    constexpr bool known[] = {true, (is_revision<Entries> || dsl::stands_in<Entries, dsl::place::setting>)...};
    constexpr bool revision[] = {false, is_revision<Entries>...};
    for (std::size_t i = 1; i <= sizeof...(Entries); ++i)
        if (!known[i] || (revision[i - 1] && !revision[i])) return false;
    return true;
}

template <class... Entries>
constexpr bool any_spoiled() {
    for (const bool each : {false, std::is_same_v<Entries, dsl::spoiled>...})
        if (each) return true;
    return false;
}

template <class Entry>
constexpr bool read(const Entry& entry) {
    if constexpr (is_revision<Entry>) static_cast<void>(entry.transactional ? 1 : 0);
    return true;
}

/// Whether each variable can be read in a constant expression. Clang cannot read one that is `const` and not `constexpr`;
/// GCC can, and pays for asking.
#if defined(__clang__)
template <const auto& Variable>
concept constant = requires { typename std::bool_constant<detail::read(Variable)>; };
template <const auto&... Variables>
inline constexpr bool are_constant = [] {  // no fold: Clang nests one at most 256 deep
    for (const bool each : {true, constant<Variables>...})
        if (!each) return false;
    return true;
}();
#else
template <const auto&>
concept constant = true;
template <const auto&...>
inline constexpr bool are_constant = true;
#endif

template <const auto&... Entries>
constexpr sentence unreadable_entry() {
    sentence text;
    const auto look = [&](bool readable, std::string_view name) {
        if (!readable && text.empty())
            text.add({"[AL003] history: the compiler cannot read the value of `", name, "`. Declare it `inline constexpr auto`, not `const`"});
    };
    static_cast<void>(std::initializer_list<int>{(look(constant<Entries>, variable_name<Entries>()), 0)...});
    return text;
}

/// All errors of a history, as an `error_list`.
template <const auto&... Entries>
constexpr auto find_errors() {
    if constexpr (!are_entries<std::remove_cvref_t<decltype(Entries)>...>()) {
        if constexpr (any_spoiled<std::remove_cvref_t<decltype(Entries)>...>()) return no_new_errors();
        else return error_list<"[AL003] history: its elements are settings first (al::settings()..., al::branches_allowed), then revisions "
                             "(al::revision(...)...), each a constexpr variable">();
    } else if constexpr (!are_constant<Entries...>) {
        return error_list<literal<unreadable_entry<Entries...>().size() + 1>(unreadable_entry<Entries...>())>();
    } else {
        constexpr std::size_t blocks = graph_of<Entries...>.finding_count != 0
                                           ? 1 : graph_of<Entries...>.block_count + 2 * history_data<Entries...>::all.shortcut_count;
        return errors_of_blocks<Entries...>(std::make_index_sequence<blocks>());
    }
}

}  // namespace detail

/// Every revision of a program, in any order, behind settings if there are any, as they were declared: the compiler looks
/// at none of them. For a migration tool, which verifies them when it runs, and for `al::findings`.
template <const auto&... Entries>
struct unverified_history {
    static constexpr bool is_verified = false;
    static constexpr std::size_t settings_count = detail::history_data<Entries...>::settings_count;

    /// The history without its type, and without an order.
    [[nodiscard]] static constexpr history_view entries() {
        using data = detail::history_data<Entries...>;
        const op::revision* const first = data::entries.data() + settings_count;
        const auto shortcuts = static_cast<std::uint32_t>(data::all.shortcut_count);
        return {data::settings.title, &data::settings, {first, static_cast<std::uint32_t>(data::count)}, {}, {first + data::count, shortcuts}};
    }

    /// Calls the function of a `run` step; `which` counts the revisions of the view, shortcuts last.
    template <class Connection>
    static void run(revision_index which, direction way, std::uint32_t function, Connection& connection) {
        const auto& entry = detail::run_table<Connection, Entries...>::entries[detail::history_data<Entries...>::all.declared_at(settings_count + which)];
        entry.call(entry.revision, way, function, connection);
    }
};

/// Whether naming `history<...>` verifies it. A migration tool verifies when it runs, and must also run on a history that
/// does not compile: the file that CMake's aludel_add_migrations generates for it specializes this to false for every
/// `unverified_history<...>` before it includes a history, whose header is the same for the application, where the compiler
/// verifies it. (By hand, declare an `unverified_history` instead.)
template <class Unverified>
inline constexpr bool verified_by_compiler = true;

namespace detail {

template <const auto&... Entries>
struct verified_history : unverified_history<Entries...> {
    using data = history_data<Entries...>;
    static constexpr const auto& graph = graph_of<Entries...>;
    static constexpr bool is_verified = true;

    /// The history without its type.
    [[nodiscard]] static constexpr history_view view() {
        return view_of_copy(data::settings.title, data::settings, graph, data::entries);
    }
};

/// What `history<Entries...>` is.
template <bool Verified, const auto&... Entries>
struct checked {
    using errors = decltype(find_errors<Entries...>());
    static constexpr literal sole_error = errors::sole;
    using type = typename errors::template history<Entries...>;
};
template <const auto&... Entries>
struct checked<false, Entries...> {
    static constexpr literal sole_error = "";
    using type = unverified_history<Entries...>;
};

template <const auto&... Entries>
using checked_history = checked<verified_by_compiler<unverified_history<Entries...>>, Entries...>;

/// Whether a history can be asked: one that is refused, or that another error has spoiled, has said so already, and one that
/// is not verified says so when the program runs.
template <const auto& History>
concept usable_history = requires { std::remove_cvref_t<decltype(History)>::graph; };

}  // namespace detail

/// Every revision of a program, in any order, behind settings if there are any. Naming this type checks the whole: what is
/// wrong does not compile.
template <const auto&... Entries>
    requires detail::sound<detail::checked_history<Entries...>::sole_error>
using history = typename detail::checked_history<Entries...>::type;

}  // namespace aludel::inline v0_1
