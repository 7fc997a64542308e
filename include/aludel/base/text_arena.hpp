// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>

#include <cstddef>           // size_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view

namespace aludel::inline v0_1::detail {

/// Owns what views point into: texts that are generated (names by convention, expressions after a rename), and values
/// that must live as long as a result that refers to them. A linked list whose links never change once added: copies
/// share the links and add their own in front, so several threads may copy one arena and add to their copies.
/// Reference-counted by hand, because std::shared_ptr does not work in constant expressions.
class text_arena {
public:
    constexpr text_arena() = default;
    constexpr text_arena(const text_arena& other) : last_(other.last_) {
        if (last_ != nullptr) add_owner(*last_);
    }
    constexpr text_arena(text_arena&& other) noexcept : last_(detail::release(other.last_)) {}
    constexpr text_arena& operator=(text_arena other) noexcept {
        detail::swap(last_, other.last_);
        return *this;
    }
    constexpr ~text_arena() {
        while (last_ != nullptr && is_last_owner(*last_)) {
            link* const released = last_;
            last_ = released->below;
            delete released;
        }
    }

    /// Stores the concatenation of the texts, followed by a NUL, and returns a view of it.
    constexpr std::string_view keep(std::initializer_list<std::string_view> texts) {
        std::size_t length = 0;
        for (const std::string_view each : texts) length += each.size();
        text_link* const result = new text_link;
        add(result);
        result->letters = new char[length + 1]{};
        char* target = result->letters;
        for (const std::string_view each : texts)
            for (const char c : each) *target++ = c;
        return {result->letters, length};
    }

    /// Stores a value and returns a reference to it, which stays valid as long as the arena or a copy of it lives.
    template <class T>
    constexpr const T& hold(T value) {
        held_value<T>* const result = new held_value<T>(static_cast<T&&>(value));
        add(result);
        return result->value;
    }

private:
    struct link {
        link* below = nullptr;
        std::size_t owners = 1;  ///< how many arenas and links point here

        constexpr link() = default;
        link(const link&) = delete;
        constexpr virtual ~link() = default;
    };
    struct text_link final : link {
        char* letters = nullptr;

        constexpr text_link() = default;
        constexpr ~text_link() override { delete[] letters; }
    };
    template <class T>
    struct held_value final : link {
        T value;

        constexpr explicit held_value(T&& source) : value(static_cast<T&&>(source)) {}
        constexpr ~held_value() override {}  // GCC 12 does not call a defaulted one in constant expressions
    };

    constexpr void add(link* result) {
        result->below = last_;
        last_ = result;
    }

    static constexpr void add_owner(link& node) {
        if (__builtin_is_constant_evaluated()) ++node.owners;
        else __atomic_fetch_add(&node.owners, 1, __ATOMIC_RELAXED);
    }
    static constexpr bool is_last_owner(link& node) {
        if (__builtin_is_constant_evaluated()) return --node.owners == 0;
        return __atomic_sub_fetch(&node.owners, 1, __ATOMIC_ACQ_REL) == 0;
    }

    link* last_ = nullptr;
};

}  // namespace aludel::inline v0_1::detail
