// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/history/literal_target.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/online/migrator.hpp>
#include <aludel/online/options.hpp>
#include <aludel/online/run_flow.hpp>

#include <concepts>          // convertible_to
#include <cstdint>           // int64_t
#include <initializer_list>  // initializer_list
#include <string>            // string
#include <string_view>       // string_view
#include <utility>           // move
#include <vector>            // vector

// Migrations on a connection. Each call throws a `migration_error` on failure, and a `revision_error` for a target that
// the history cannot resolve. The database is then unchanged or, with one transaction per revision, at the last
// revision that succeeded. The connection must not be inside a transaction.

namespace aludel::inline v0_1 {

namespace online {

/// Runs the engine to a goal; see `migrator::run`.
template <const auto& History, class Connection>
migration_report migrate(Connection& db, goal wanted, detail::vector<std::string_view> targets,
                         const migration_options& options, const detail::vector<std::int64_t>* numbers = nullptr) {
    return run_flow<History>(db, options,
                             [&](auto& engine) { return engine.run(wanted, std::move(targets), numbers); });
}

}  // namespace online

/// Applies the missing revisions up to a target. A database that is already there costs one query.
///
///     al::upgrade<history>(db);
template <const auto& History, connection Connection>
migration_report upgrade(Connection&& db, std::string_view target = "head", const migration_options& options = {}) {
    return online::migrate<History>(db, online::goal::upgrade, {target}, options);
}
/// The same for the target `head`.
template <const auto& History, connection Connection>
migration_report upgrade(Connection&& db, const migration_options& options) {
    return upgrade<History>(db, "head", options);
}

/// The same for a target that is known, and checked, at compile time:
/// `al::upgrade<history, "shop@head">(db)`.
template <const auto& History, detail::literal Target, connection Connection>
    requires detail::sound_target<History, direction::upgrade, Target>
migration_report upgrade(Connection&& db, const migration_options& options = {}) {
    return upgrade<History>(db, Target.view(), options);
}

/// Reverts the revisions above a target: a revision, `base` for all, `-1` for the last one.
template <const auto& History, connection Connection>
migration_report downgrade(Connection&& db, std::string_view target, const migration_options& options = {}) {
    return online::migrate<History>(db, online::goal::downgrade, {target}, options);
}

template <const auto& History, detail::literal Target, connection Connection>
    requires detail::sound_target<History, direction::downgrade, Target>
migration_report downgrade(Connection&& db, const migration_options& options = {}) {
    return downgrade<History>(db, Target.view(), options);
}

/// Reverts the revisions above a target, the last one by default, and applies them again as they are now: for revisions
/// that are still being written. Revisions below that were edited fail, unless `allow_edited` is set.
template <const auto& History, connection Connection>
migration_report redo(Connection&& db, std::string_view target = "-1", const migration_options& options = {}) {
    return online::migrate<History>(db, online::goal::redo, {target}, options);
}
/// The same for the last revision.
template <const auto& History, connection Connection>
migration_report redo(Connection&& db, const migration_options& options) {
    return redo<History>(db, "-1", options);
}

/// Records in the version table that the database is at these targets; runs nothing.
template <const auto& History, connection Connection>
migration_report stamp(Connection&& db, std::initializer_list<std::string_view> targets,
                       const migration_options& options = {}) {
    return online::migrate<History>(db, online::goal::stamp, targets, options);
}
/// The same for one target.
template <const auto& History, connection Connection>
migration_report stamp(Connection&& db, std::string_view target, const migration_options& options = {}) {
    return online::migrate<History>(db, online::goal::stamp, {target}, options);
}
/// The same for several targets.
template <const auto& History, connection Connection, std::convertible_to<std::string_view>... More>
migration_report stamp(Connection&& db, std::string_view first, std::string_view second, const More&... more) {
    return online::migrate<History>(db, online::goal::stamp, {first, second, more...}, {});
}

/// The revisions in the version table; empty at base or without a version table.
template <const auto& History, connection Connection>
std::vector<std::string> current(Connection&& db) {
    return online::run_flow<History>(db, {}, [&](auto& engine) { return engine.current(); });
}

/// The revisions that an upgrade would apply, in order. Reads only, without a lock.
template <const auto& History, connection Connection>
std::vector<std::string> pending(Connection&& db, std::string_view target = "heads") {
    return online::run_flow<History>(db, {}, [&](auto& engine) { return engine.pending(target); });
}

/// The revisions that were edited after the database ran them, except for accepted checksums (`.accept_checksum(...)`).
/// Reads only, without a lock.
template <const auto& History, connection Connection>
std::vector<edited_revision> edited(Connection&& db) {
    return online::run_flow<History>(db, {}, [&](auto& engine) { return engine.edited(); });
}

}  // namespace aludel::inline v0_1
