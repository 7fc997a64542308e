// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/history/history.hpp>
#include <aludel/history/schema_after.hpp>
#include <aludel/model/frozen.hpp>
#include <aludel/model/metadata.hpp>
#include <aludel/schema/diff.hpp>
#include <aludel/schema/renames.hpp>

#include <array>  // array

namespace aludel::inline v0_1 {

namespace detail {

/// The operations between a history and models.
template <const auto& History, const auto& Models, const auto& Renames>
struct computed_diff {
    template <class Use>
    static constexpr auto with(const Use& use) {
        const history_view history = History.view();
        schema before = schema_after(history, history.order.size());
        schema after = schema_of(Models.view(), *history.settings);
        tell_apart(before, after);
        text_arena arena;
        const op::operations result = operations_between(before, after, arena, {Renames.data(), Renames.size()});
        return use(result);
    }
};

/// The error of the first rename hint that matches nothing; empty: there is none.
constexpr sentence wrong_rename(const history_view& history, const models_view& models,
                                const op::list_view<rename_hint>& hints) {
    if (hints.empty()) return {};
    schema before = schema_after(history, history.order.size()), after = schema_of(models, *history.settings);
    tell_apart(before, after);
    return check_renames(before, after, hints).sentence;
}

/// The error AL402 of a hint that matches nothing; empty: there is none.
template <const auto& History, const auto& Models, const auto& Renames>
struct renames_verdict {
    static constexpr sentence text = wrong_rename(History.view(), Models.view(), {Renames.data(), Renames.size()});
};

inline constexpr std::array<rename_hint, 0> no_renames{};

}  // namespace detail

/// The operations that turn the schema of a history into that of the models, as a constant that can be passed to any
/// function taking `op::operations_view`. Empty where `matches` is true. A table or column with another name is a drop
/// and an addition, unless a hint of `renames(...)` names it. AL402 refuses a hint that matches nothing.
template <const auto& History, const auto& Models, const auto& Renames = detail::no_renames>
inline constexpr op::operations_view diff =
    detail::raised<detail::renames_verdict<History, Models, Renames>::text>::value
    ? detail::frozen<detail::freezing<detail::computed_diff<History, Models, Renames>>>::body.view()
    : op::operations_view{};

}  // namespace aludel::inline v0_1
