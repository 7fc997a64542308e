// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/history/graph_verdict.hpp>
#include <aludel/rule/raise.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <type_traits>  // bool_constant
#include <utility>      // index_sequence, make_index_sequence

// The errors of a history, computed block by block, each block in a constant expression of its own, and their texts as
// literals.

namespace aludel::inline v0_1::detail {

/// The findings of block `block`; or those of the graph, where it has some. Past the last block come two numbers per
/// squash that is a shortcut: its own findings, and whether it leads to the same schema as the revisions that it
/// replaces.
template <std::size_t Count, std::size_t All>
constexpr detail::vector<finding> findings_in(std::size_t block, const op::settings& settings,
                                              const graph_verdict<Count>& graph,
                                              const std::array<op::revision, All>& entries) {
    const history_view history = view_of_copy({}, settings, graph, entries);
    if (graph.finding_count != 0) return validate(history);
    detail::vector<finding> found;
    if (block < graph.block_count)
        verify_schema(settings, history.revisions, history.order, graph.blocks[block], graph.blocks[block + 1], found);
    else if (const op::revision& squash = history.shortcuts[(block - graph.block_count) / 2];
             (block - graph.block_count) % 2 == 0)
        verify_shortcut(history, squash, found);
    else prove_shortcut(history, squash, found);
    return found;
}

/// Whether a finding is an error whose message no earlier error has. Two operations on the same missing table have the
/// same message.
constexpr bool is_new_error(const detail::vector<finding>& found, const finding& error) {
    if (error.level != level::error) return false;
    for (const finding* before = found.begin(); before != &error; ++before)
        if (before->level == level::error && before->text() == error.text()) return false;
    return true;
}

/// The number of findings that are errors with different messages.
template <std::size_t Count, std::size_t All>
constexpr std::size_t count_errors(std::size_t block, const op::settings& settings, const graph_verdict<Count>& graph,
                                   const std::array<op::revision, All>& entries) {
    std::size_t errors = 0;
    const detail::vector<finding> found = findings_in(block, settings, graph, entries);
    for (const finding& each : found) errors += is_new_error(found, each) ? 1 : 0;
    return errors;
}

/// The texts of the first N errors of a block.
template <std::size_t N, std::size_t Count, std::size_t All>
constexpr error_texts<N> error_texts_in(std::size_t block, const op::settings& settings,
                                        const graph_verdict<Count>& graph,
                                        const std::array<op::revision, All>& entries) {
    error_texts<N> errors;
    std::size_t written = 0;
    const detail::vector<finding> found = findings_in(block, settings, graph, entries);
    for (const finding& each : found)
        if (is_new_error(found, each) && written < N)
            errors.items[written] = each.item, errors.texts[written++] = each.sentence;
    return errors;
}

/// The error AL007 for a block whose evaluation the compiler aborted. It gives no reason; usually a limit of the
/// compiler was reached. Only the first of them is reported: one flag helps all.
template <std::size_t Count, std::size_t All>
constexpr error_texts<1> given_up(std::size_t block, const graph_verdict<Count>& graph,
                                  const std::array<op::revision, All>& entries) {
#if defined(__clang__)
    const std::string_view limit =
        ". It allows 1048576 steps in one constant expression: raise them with -fconstexpr-steps=10000000";
#else
    const std::string_view limit =
        ". It allows 33554432 operations in one constant expression: raise them with -fconstexpr-ops-limit=1000000000, "
        "and the turns of a loop with -fconstexpr-loop-limit=10000000";
#endif
    error_texts<1> errors;
    errors.items[0] = {item::everything, item::everything};  // that of no other error
    sentence& text = errors.texts[0];
    text.add("[AL007] history: the compiler gives up verifying ");
    if (graph.finding_count != 0 || block >= graph.block_count) {
        text.add({"it", limit});
    } else {
        const std::size_t first = graph.blocks[block].revision, last = graph.blocks[block + 1].begun() - 1;
        const op::revision* const revisions = entries.data() + graph.first;
        const name &old_name = revisions[graph.order[first]].id, &new_name = revisions[graph.order[last]].id;
        if (first == last) text.add({"revision `", old_name, "`", limit});
        else text.add({"the revisions from `", old_name, "` to `", new_name, "`", limit});
    }
    text.add(". Where that does not help, please report it as a fault of Aludel");
    return errors;
}

/// Whether the compiler can compare addresses with null in constant expressions. GCC cannot with some of its sanitizers
/// (GCC bug 71962), and then no history can be verified.
inline constexpr int two_numbers[2]{};
constexpr bool addresses_differ(const int* one, const int* other) { return one != other; }
template <int Which>
concept has_known_address = requires { typename std::bool_constant<addresses_differ(two_numbers + Which, nullptr)>; };

/// The error AL007 for a history that GCC cannot verify because of its sanitizers.
constexpr error_texts<1> sanitized() {
    error_texts<1> errors;
    errors.texts[0].add(
        "[AL007] history: GCC cannot verify it with -fsanitize=undefined (GCC bug 71962). "
        "Add -fno-sanitize=null,nonnull-attribute,returns-nonnull-attribute behind it");
    return errors;
}

/// The number of errors of a block; for blocks without errors this is the only evaluation. It is const, not constexpr,
/// so that reaching a limit of the compiler in its initializer is not an error, but leaves it without a constant value.
template <std::size_t Block, class Data>
inline const std::size_t error_count_of =
    count_errors(Block, settings_of<Data>, graph_of<Data>, arrangement_of<Data>.entries);

/// Names a constant, to test by a requires-expression whether it is one.
template <std::size_t>
struct known_number;

/// The errors of a block as `error_texts`, or the one error that it could not be evaluated.
template <std::size_t Block, class Data>
constexpr auto errors_in() {
    if constexpr (!requires { typename known_number<error_count_of<Block, Data>>; }) {
        if constexpr (has_known_address<1>) return given_up(Block, graph_of<Data>, arrangement_of<Data>.entries);
        else if constexpr (Block == 0) return sanitized();
        else return error_texts<0>{};
    } else {
        constexpr std::size_t count = error_count_of<Block, Data>;
        if constexpr (count == 0) return error_texts<0>{};
        else
            return error_texts_in<(count < 10 ? count : 10)>(Block, settings_of<Data>, graph_of<Data>,
                                                             arrangement_of<Data>.entries);
    }
}

/// The errors of a block, evaluated once however often they are used.
template <std::size_t Block, class Data>
inline constexpr auto errors_of = errors_in<Block, Data>();

/// Whether one of the errors covers an item.
template <std::size_t N>
constexpr bool any_covers(const error_texts<N>& errors, const item& wanted) {
    for (const item& each : errors.items)
        if (!each.empty() && each.covers(wanted)) return true;
    return false;
}

/// The errors of a block that are reported, by their numbers.
template <std::size_t N>
struct reported_errors {
    std::size_t count = 0;
    std::array<std::size_t, N> which{};
};

/// Those that are about no item of an error in an earlier block. (Within a block the replay leaves them out.) Where a
/// squash has errors of its own, that it leads to another schema is a consequence as well.
template <std::size_t Block, class Data, std::size_t... Before>
constexpr auto choose_errors(std::index_sequence<Before...>) {
    constexpr const auto& errors = errors_of<Block, Data>;
    constexpr std::size_t blocks = graph_of<Data>.block_count;
    reported_errors<errors.count> chosen;
    if constexpr (Block > blocks && (Block - blocks) % 2 == 1)
        if (errors_of<Block - 1, Data>.count != 0) return chosen;
    for (std::size_t i = 0; i < errors.count; ++i) {
        bool follows = false;
        if (!errors.items[i].empty())
            for (const bool each : {false, any_covers(errors_of<Before, Data>, errors.items[i])...})
                follows = follows || each;
        if (!follows) chosen.which[chosen.count++] = i;
    }
    return chosen;
}
template <std::size_t Block, class Data>
inline constexpr auto reported_errors_of = choose_errors<Block, Data>(std::make_index_sequence<Block>());

/// The reported errors of a block, as an `error_list`.
template <std::size_t Block, class Data>
constexpr auto error_list_of() {
    if constexpr (errors_of<Block, Data>.count == 0) return error_list<>();
    else
        return []<std::size_t... Which>(std::index_sequence<Which...>) {
            constexpr const auto& chosen = reported_errors_of<Block, Data>.which;
            return errors_from<errors_of<Block, Data>>(std::index_sequence<chosen[Which]...>());
        }(std::make_index_sequence<reported_errors_of<Block, Data>.count>());
}

}  // namespace aludel::inline v0_1::detail
