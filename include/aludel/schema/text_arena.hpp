// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <utility>      // exchange
#include <vector>       // vector

namespace aludel::inline v0_1::detail {

/// Texts that a schema had to make itself: names by convention, expressions after a rename. Copies of a schema share one
/// arena, and nothing in it ever changes; counted by hand, because std::shared_ptr knows no constant expressions.
class text_arena {
public:
    constexpr text_arena() : shared_(new shared{}) {}
    constexpr text_arena(const text_arena& other) : shared_(other.shared_) {
        if (shared_) ++shared_->owners;
    }
    constexpr text_arena(text_arena&& other) noexcept : shared_(std::exchange(other.shared_, nullptr)) {}
    constexpr text_arena& operator=(text_arena other) noexcept {
        shared* const mine = shared_;
        shared_ = other.shared_;
        other.shared_ = mine;
        return *this;
    }
    constexpr ~text_arena() {
        if (!shared_ || --shared_->owners != 0) return;
        for (char* each : shared_->texts) delete[] each;
        delete shared_;
    }

    /// Keeps the concatenation of the parts.
    template <class... Parts>
    constexpr std::string_view keep(const Parts&... parts) {
        const std::size_t length = (std::size_t{0} + ... + std::string_view(parts).size());
        char* const kept = new char[length + 1]{};
        char* to = kept;
        (copy(to, std::string_view(parts)), ...);
        shared_->texts.push_back(kept);
        return {kept, length};
    }

private:
    struct shared {
        std::size_t owners = 1;
        std::vector<char*> texts;
    };

    static constexpr void copy(char*& to, std::string_view from) {
        for (const char c : from) *to++ = c;
    }

    shared* shared_;
};

}  // namespace aludel::inline v0_1::detail
