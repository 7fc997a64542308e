// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/text_arena.hpp>
#include <aludel/base/vector.hpp>

#include <cstddef>  // size_t

namespace aludel::inline v0_1::detail {

/// A list together with the texts that its elements refer to, so that it may outlive its source. Elements that are
/// copied out of it are valid as long as the list or a copy of it lives.
template <class T>
class owned_list {
public:
    using value_type = T;

    constexpr owned_list() = default;
    constexpr owned_list(vector<T> list, text_arena arena)
        : arena_(static_cast<text_arena&&>(arena)),
          list_(static_cast<vector<T>&&>(list)) {}

    [[nodiscard]] constexpr const T* begin() const { return list_.begin(); }
    [[nodiscard]] constexpr const T* end() const { return list_.end(); }
    [[nodiscard]] constexpr const T* data() const { return list_.data(); }
    [[nodiscard]] constexpr std::size_t size() const { return list_.size(); }
    [[nodiscard]] constexpr bool empty() const { return list_.empty(); }
    [[nodiscard]] constexpr const T& operator[](std::size_t i) const { return list_[i]; }
    [[nodiscard]] constexpr const T& front() const { return list_.front(); }
    [[nodiscard]] constexpr const T& back() const { return list_.back(); }

    /// The elements for which a predicate is true.
    template <class Predicate>
    [[nodiscard]] constexpr owned_list where(const Predicate& is_wanted) const {
        vector<T> kept;
        for (const T& each : list_)
            if (is_wanted(each)) kept.push_back(each);
        return {static_cast<vector<T>&&>(kept), arena_};
    }

private:
    text_arena arena_;
    vector<T> list_;
};

}  // namespace aludel::inline v0_1::detail
