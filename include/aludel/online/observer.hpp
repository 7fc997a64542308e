// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/callback.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/base/duration.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// What an event is about.
enum class event_kind : std::uint8_t {
    plan,       ///< the number of revisions is known; repeated if another process applied some of them meanwhile
    begin,      ///< a revision begins
    statement,  ///< one of its statements is about to be executed; a `run` step has no SQL
    done,       ///< a revision is done; permanent when the call returns
    failed,     ///< the last event; the exception follows
    /// A transaction is repeated, because another connection held a lock or would have deadlocked with it; `message`
    /// says which. Its revisions begin once more.
    repeat,
    warning,  ///< something that may make the migration fail; `message` says what, and what to do
};

/// An event for the observer. Texts are valid during the call. `revision`, the message of a revision and `sql` are
/// unchanged, including control characters; the text of an error is one line without any.
struct migration_event {
    event_kind kind = event_kind::plan;
    aludel::direction direction = aludel::direction::upgrade;
    std::string_view revision{};      ///< its id; empty in `plan`
    std::string_view message{};       ///< the message of the revision; in `failed`, `repeat` and `warning` a sentence
    std::size_t index = 0;            ///< index of the revision in the plan, from 0
    std::size_t count = 0;            ///< number of revisions in the plan
    std::size_t statement = 0;        ///< index of the statement in the revision, from 0
    std::size_t statement_count = 0;  ///< number of statements of the revision
    std::string_view sql{};           ///< in `statement`, and in `failed` if a statement failed
    duration elapsed{};               ///< since the revision began; in `plan` since the call
    std::size_t database = 0;         ///< of `upgrade_all`: index of the connection in the range
    std::string_view url{};           ///< of an engine: its database, without secrets; it repeats what failed in it
};

/// A function that observes a migration. If it throws, the migration fails.
using observer = detail::callback<void(const migration_event&)>;

}  // namespace aludel::inline v0_1
