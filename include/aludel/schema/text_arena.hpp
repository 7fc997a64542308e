// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/swap.hpp>
#include <aludel/detail/vector.hpp>
#include <aludel/operation/operations.hpp>

#include <cstddef>           // size_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view

namespace aludel::inline v0_1::detail {

/// Texts that a schema had to make itself: names by convention, expressions after a rename. Copies of a schema share one
/// arena, and nothing in it ever changes; counted by hand, because std::shared_ptr knows no constant expressions.
class text_arena {
public:
    constexpr text_arena() : shared_(new shared{}) {}
    constexpr text_arena(const text_arena& other) : shared_(other.shared_) {
        if (shared_) ++shared_->owners;
    }
    constexpr text_arena(text_arena&& other) noexcept : shared_(detail::taken(other.shared_)) {}
    constexpr text_arena& operator=(text_arena other) noexcept {
        detail::swap(shared_, other.shared_);
        return *this;
    }
    constexpr ~text_arena() {
        if (!shared_ || --shared_->owners != 0) return;
        for (char* each : shared_->texts) delete[] each;
        for (const op::operations* each : shared_->views) delete each;
        delete shared_;
    }

    /// Keeps the concatenation of the parts.
    constexpr std::string_view keep(std::initializer_list<std::string_view> texts) {
        std::size_t length = 0;
        for (const std::string_view each : texts) length += each.size();
        char* const kept = new char[length + 1]{};
        char* to = kept;
        for (const std::string_view each : texts)
            for (const char c : each) *to++ = c;
        shared_->texts.push_back(kept);
        return {kept, length};
    }

    /// Keeps the view, not the arrays that it is of.
    constexpr const op::operations& keep(const op::operations& view) {
        shared_->views.push_back(new op::operations(view));
        return *shared_->views.back();
    }

private:
    struct shared {
        std::size_t owners = 1;
        detail::vector<char*> texts;
        detail::vector<const op::operations*> views;
    };

    shared* shared_;
};

}  // namespace aludel::inline v0_1::detail
