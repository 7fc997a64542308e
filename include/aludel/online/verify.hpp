// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection.hpp>
#include <aludel/online/run_flow.hpp>
#include <aludel/online/verification.hpp>

namespace aludel::inline v0_1 {

/// Compares a database with a history: the revisions that are missing, those that were edited, and the differences of
/// the schema, as `pending`, `edited` and `drift` do. Reads only, without a lock. Throws a `migration_error`.
///
///     if (!al::verify<history>(db)) return not_ready;
template <const auto& History, connection Connection>
verification verify(Connection&& db) {
    return online::run_flow<History>(db, {}, [](auto& engine) { return engine.verify(); });
}

}  // namespace aludel::inline v0_1
