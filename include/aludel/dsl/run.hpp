// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>
#include <aludel/operation/run_context.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// The operation `run`. It is the only word that keeps the type of its argument, a function of the connection.
template <class Function>
struct run_word : operation_word<counts{.operations = 1}> {
    Function function;
};

}  // namespace dsl

/// A step in C++, `run([](auto& connection) { ... })`, which is called inside the migration's transaction; a function
/// of two parameters is given a `run_context` as well, with the arguments of the migration. It needs a connection: a
/// script stops where it stands. It must not begin or end transactions.
template <class Function>
constexpr dsl::run_word<Function> run(Function function) {
    op::operation result{};
    result.kind = op::operation_kind::run;
    return {dsl::make_operation(result), function};
}

}  // namespace aludel::inline v0_1
