// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/swap.hpp>

#include <type_traits>  // is_same_v, is_invocable_r_v
#include <utility>      // forward, move

namespace aludel::inline v0_1::detail {

/// A copyable function of a signature; see the specialization.
template <class Signature>
class callback;

/// A copyable, type-erased function, like std::function. It must not be called while it is empty. The standard one is
/// not used because <functional> costs as much compile time as <string>.
template <class Result, class... Arguments>
class callback<Result(Arguments...)> {
    struct target {
        virtual ~target() = default;
        [[nodiscard]] virtual target* copy() const = 0;
        virtual Result call(Arguments... arguments) = 0;
    };
    template <class Function>
    struct target_of final : target {
        Function function;

        explicit target_of(Function source) : function(std::move(source)) {}
        [[nodiscard]] target* copy() const override { return new target_of(function); }
        Result call(Arguments... arguments) override {
            return static_cast<Result>(function(std::forward<Arguments>(arguments)...));
        }
    };

public:
    callback() = default;
    template <class Function>
        requires(!std::is_same_v<Function, callback> && std::is_invocable_r_v<Result, Function&, Arguments...>)
    // Not explicit, so that `.watch = [](...) {}` works.
    callback(Function function) : held_(new target_of<Function>(std::move(function))) {}
    callback(const callback& other) : held_(other.held_ == nullptr ? nullptr : other.held_->copy()) {}
    callback(callback&& other) noexcept : held_(detail::release(other.held_)) {}
    callback& operator=(const callback& other) { return *this = callback(other); }
    callback& operator=(callback&& other) noexcept {
        callback given(static_cast<callback&&>(other));
        detail::swap(held_, given.held_);
        return *this;
    }
    ~callback() { delete held_; }

    /// Whether there is a function to call.
    explicit operator bool() const { return held_ != nullptr; }
    Result operator()(Arguments... arguments) const { return held_->call(std::forward<Arguments>(arguments)...); }

private:
    target* held_ = nullptr;
};

}  // namespace aludel::inline v0_1::detail
