// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/history/graph_verdict.hpp>
#include <aludel/rule/raise.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <type_traits>  // bool_constant

// The errors of each block of a history, each block in a constant expression of its own, and their sentences as literals.

namespace aludel::inline v0_1::detail {

/// The findings of one block, of a shortcut behind the last block (two for each: itself, and whether it leads where it should),
/// or of the graph where it has some.
template <std::size_t Count, std::size_t All>
constexpr detail::vector<finding> findings_in(std::size_t block, const op::settings& settings, const graph_verdict<Count>& graph, const std::array<op::revision, All>& entries) {
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

/// For a block that the compiler gave up. It does not say why: a limit of its own is the usual reason.
template <std::size_t Count, std::size_t All>
constexpr error_texts<1> given_up(std::size_t block, const graph_verdict<Count>& graph, const std::array<op::revision, All>& entries) {
#if defined(__clang__)
    const std::string_view limit = ". It allows 1048576 steps in one constant expression: raise them with -fconstexpr-steps=10000000";
#else
    const std::string_view limit = ". It allows 33554432 operations in one constant expression: raise them with -fconstexpr-ops-limit=1000000000, "
                                   "and the turns of a loop with -fconstexpr-loop-limit=10000000";
#endif
    error_texts<1> errors;
    sentence& text = errors.texts[0];
    text.add("[AL007] history: the compiler gives up verifying ");
    if (graph.finding_count != 0 || block >= graph.block_count) {
        text.add({"it", limit});
    } else {
        const std::size_t first = graph.blocks[block].revision, last = graph.blocks[block + 1].begun() - 1;
        const op::revision* const revisions = entries.data() + graph.first;
        const name &from = revisions[graph.order[first]].id, &to = revisions[graph.order[last]].id;
        if (first == last) text.add({"revision `", from, "`", limit});
        else text.add({"the revisions from `", from, "` to `", to, "`", limit});
    }
    text.add(". Where that does not help, please report it as a fault of Aludel");
    return errors;
}

/// With some of GCC's sanitizers no address is known to differ from null (GCC bug 71962), and no history is a constant.
inline constexpr int two_numbers[2]{};
constexpr bool addresses_differ(const int* one, const int* other) { return one != other; }
template <int Which>
concept has_known_address = requires { typename std::bool_constant<addresses_differ(two_numbers + Which, nullptr)>; };

constexpr error_texts<1> sanitized() {
    error_texts<1> errors;
    errors.texts[0].add("[AL007] history: GCC cannot verify it with -fsanitize=undefined (GCC bug 71962). "
                        "Add -fno-sanitize=null,nonnull-attribute,returns-nonnull-attribute behind it");
    return errors;
}

/// How many errors a block has, by the one evaluation that most blocks are done with. It is const and not constexpr, for it is
/// no error yet when the compiler meets a limit of its own in there.
template <std::size_t Block, class Data>
inline const std::size_t error_count_of = count_errors(Block, settings_of<Data>, graph_of<Data>, arrangement_of<Data>.entries);

template <std::size_t>
struct known_number;

template <std::size_t Block, class Data>
constexpr auto errors_in() {
    if constexpr (!requires { typename known_number<error_count_of<Block, Data>>; }) {
        if constexpr (has_known_address<1>) return given_up(Block, graph_of<Data>, arrangement_of<Data>.entries);
        else if constexpr (Block == 0) return sanitized();
        else return error_texts<0>{};
    } else {
        constexpr std::size_t count = error_count_of<Block, Data>;
        if constexpr (count == 0) return error_texts<0>{};
        else return error_texts_in<(count < 10 ? count : 10)>(Block, settings_of<Data>, graph_of<Data>, arrangement_of<Data>.entries);
    }
}

/// The errors of a block, computed once, whatever asks for them and how often.
template <std::size_t Block, class Data>
inline constexpr auto errors_of = errors_in<Block, Data>();

/// A shortcut that cannot work leads nowhere; that is not said as well.
template <std::size_t Block, class Data>
constexpr std::size_t count_worth_saying() {
    constexpr std::size_t blocks = graph_of<Data>.block_count;
    if constexpr (Block > blocks && (Block - blocks) % 2 == 1) {
        if constexpr (errors_of<Block - 1, Data>.count != 0) return 0;
        else return errors_of<Block, Data>.count;
    } else {
        return errors_of<Block, Data>.count;
    }
}

template <std::size_t Block, std::size_t Which, class Data>
inline constexpr const sentence& finding_sentence = errors_of<Block, Data>.texts[Which];

template <std::size_t Block, std::size_t Which, class Data>
inline constexpr literal<finding_sentence<Block, Which, Data>.size() + 1> finding_literal{finding_sentence<Block, Which, Data>};

}  // namespace aludel::inline v0_1::detail
