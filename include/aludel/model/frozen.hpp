// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/fragment.hpp>
#include <aludel/operation/operations.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The sizes of the constant arrays that an operation list needs: elements of each kind, and characters of all its
/// texts.
struct frozen_size {
    dsl::counts counts{};
    std::size_t characters = 0;
};

/// The sizes that a list needs.
constexpr frozen_size size_of(const op::operations& list) {
    const auto count = [](const auto& pool) { return static_cast<std::uint16_t>(pool.size()); };
    frozen_size needed{
        {count(list.list), count(list.columns), count(list.constraints), count(list.indexes), count(list.parts),
         count(list.names), count(list.cells), count(list.texts), count(list.options)},
        0};
    op::for_each_text(list, [&](const std::string_view each) { needed.characters += each.size(); });
    return needed;
}

/// All texts of a list, concatenated.
template <std::size_t Characters>
constexpr std::array<char, Characters + 1> texts_of(const op::operations& list) {
    std::array<char, Characters + 1> whole{};
    std::size_t position = 0;
    op::for_each_text(list, [&](const std::string_view each) {
        for (std::size_t i = 0; i < each.size(); ++i) whole[position++] = each[i];
    });
    return whole;
}

/// The list in constant arrays, with its texts pointing into `characters`, as `texts_of` concatenates them.
template <dsl::counts S>
constexpr dsl::fragment<S> fragment_of(const op::operations& list, const char* characters) {
    op::operations moved = list;
    op::for_each_text(moved, [&](auto& each) {
        const std::size_t length = std::string_view(each).size();
        each = length == 0 ? std::string_view() : std::string_view(characters, length);
        characters += length;
    });
    dsl::fragment<S> result{};
    const auto copy = [](auto& target, const auto& source) {
        for (std::size_t i = 0; i < source.size(); ++i) target.data[i] = source[i];
    };
    copy(result.list, moved.list), copy(result.columns, moved.columns), copy(result.constraints, moved.constraints),
        copy(result.indexes, moved.indexes);
    copy(result.parts, moved.parts), copy(result.names, moved.names), copy(result.cells, moved.cells),
        copy(result.texts, moved.texts), copy(result.options, moved.options);
    return result;
}

/// Turns an operation list that is computed in a constant expression into a constant. `Make` computes it:
/// `Make::size()`, `Make::template characters<N>()` and `Make::template fragment<S>(characters)`.
template <class Make>
struct frozen {
    static constexpr frozen_size size = Make::size();
    static constexpr auto characters = Make::template characters<size.characters>();
    static constexpr auto body = Make::template fragment<size.counts>(characters.data());
};

/// Computes an operation list for `frozen`, once for each of its three members: vectors cannot be kept from one
/// constant expression to the next.
template <class Compute>
struct freezing {
    static constexpr frozen_size size() {
        return Compute::with([](const op::operations& list) { return size_of(list); });
    }
    template <std::size_t N>
    static constexpr auto characters() {
        return Compute::with([](const op::operations& list) { return texts_of<N>(list); });
    }
    template <dsl::counts S>
    static constexpr auto fragment(const char* kept) {
        return Compute::with([&](const op::operations& list) { return fragment_of<S>(list, kept); });
    }
};

}  // namespace aludel::inline v0_1::detail
