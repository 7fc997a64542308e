// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/dialogue.hpp>
#include <aludel/io/flow.hpp>

#include <utility>  // move

namespace aludel::inline v0_1::online {

/// A flow of the engine, step by step: it asks for one thing after the other, and goes on when it is told what came of
/// it. Blocking, awaited or by callbacks, every way to run it is this loop:
///
///     while (!work.done()) work.answer(carry_out(work.asked()));
///
/// One that is destroyed before it is done has sent neither COMMIT nor ROLLBACK: the transaction ends with the
/// connection.
template <class T>
class stepwise_flow {
public:
    stepwise_flow(flow<T> work, dialogue& channel) : channel_(channel), work_(std::move(work)) { work_.start(); }

    /// What is to be done now. Valid until it is answered; there is none once the flow is done.
    [[nodiscard]] const request& asked() const { return channel_.asked(); }
    /// Says what came of it. Returns with the next request, or at the end.
    void answer(reply result) { channel_.answer(std::move(result)); }
    [[nodiscard]] bool done() const { return work_.done(); }
    /// The result, once it is done. Throws what the blocking call would have thrown.
    T result() { return work_.result(); }

private:
    dialogue& channel_;
    flow<T> work_;
};

}  // namespace aludel::inline v0_1::online
