// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/callback.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/io/duration.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

enum class event_kind : std::uint8_t {
    plan,       ///< it is known how many revisions there are to do; again when another process did some of them meanwhile
    begin,      ///< a revision begins
    statement,  ///< one of its statements is about to be executed; a `run` step has no SQL
    done,       ///< a revision is done; it is there for good when the call returns
    failed,     ///< nothing more comes; the exception follows
};

/// What an observer is told. Texts live as long as the call. `revision`, the message of a revision and `sql` are as they were
/// written, control characters and all; the text of an error is one line without any.
struct migration_event {
    event_kind kind = event_kind::plan;
    aludel::direction direction = aludel::direction::upgrade;
    std::string_view revision{};          ///< its id; of `plan` none
    std::string_view message{};           ///< the revision's message; of `failed` the error's text
    std::size_t index = 0;                ///< which revision of the plan, from 0
    std::size_t count = 0;                ///< of how many
    std::size_t statement = 0;            ///< which statement of the revision, from 0
    std::size_t statement_count = 0;      ///< of how many
    std::string_view sql{};               ///< of `statement`, and of `failed` where one did
    duration elapsed{};                   ///< since the revision began; of `plan` since the call
};

/// A function to watch a migration with. When it throws, the migration fails.
using observer = detail::callback<void(const migration_event&)>;

}  // namespace aludel::inline v0_1
