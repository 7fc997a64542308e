// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// The one word that keeps a type: a function of the connection.
template <class Function>
struct run_word : operation_word<shape{.list = 1}> {
    Function function;
};

}  // namespace dsl

/// A data step in C++, `run([](auto& connection) { ... })`, called inside the migration's transaction. It can only be run
/// online; a script of its revision is refused.
template <class Function>
constexpr dsl::run_word<Function> run(Function function) {
    op::operation made{};
    made.kind = op::operation_kind::run;
    return {dsl::plain(made), function};
}

}  // namespace aludel::inline v0_1
