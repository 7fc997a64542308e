// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/history/graph_verdict.hpp>
#include <aludel/rule/raise.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <string_view>  // string_view

// The errors of each block of a history, each block in a constant expression of its own, and their sentences as literals.

namespace aludel::inline v0_1::detail {

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

}  // namespace aludel::inline v0_1::detail
