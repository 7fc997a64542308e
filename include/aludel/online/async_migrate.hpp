// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/history/literal_target.hpp>
#include <aludel/online/async_driver.hpp>
#include <aludel/online/differences.hpp>
#include <aludel/online/edited.hpp>
#include <aludel/online/reflect.hpp>
#include <aludel/online/report.hpp>
#include <aludel/online/revision_numbers.hpp>
#include <aludel/online/verification.hpp>

#include <concepts>          // convertible_to
#include <cstdint>           // int64_t
#include <initializer_list>  // initializer_list
#include <string>            // string
#include <string_view>       // string_view
#include <utility>           // move
#include <vector>            // vector

// Migrations on a connection that is awaited, each as its sibling without `async_`: same arguments, results and errors.
// Arguments are taken by value, because the coroutine may outlive the call; the connection is taken by reference and
// must outlive the coroutine.

namespace aludel::inline v0_1 {

namespace online {

/// Texts that outlive those that they were copied from.
template <class Texts>
std::vector<std::string> copies_of(const Texts& texts) {
    std::vector<std::string> result;
    for (const std::string_view each : texts) result.emplace_back(each);
    return result;
}

/// Runs the engine to a goal; with `by_number`, to the target whose number the database has.
template <const auto& History, class Connection>
task_of<Connection, migration_report> async_migrate(Connection& db, goal wanted, std::vector<std::string> targets,
                                                    migration_options options, bool by_number = false,
                                                    detail::vector<std::int64_t> numbers = {}) {
    return async_run_flow<migration_report, History>(
        db, std::move(options),
        [wanted, targets = std::move(targets), by_number, numbers = std::move(numbers)](auto& engine) {
            detail::vector<std::string_view> views;
            for (const std::string& each : targets) views.push_back(each);
            return engine.run(wanted, std::move(views), by_number ? &numbers : nullptr);
        });
}

/// The schema of a database without some tables.
template <class Connection>
task_of<Connection, schema> async_read_schema(Connection& db, std::vector<std::string> without) {
    dialogue channel(state_of(db));
    using database = connected_dialect<Connection>;
    typename database::session session(channel, {});
    const awaited_step<Connection> no_step = nullptr;
    stepwise_flow<schema> work(database::reader::read(session, std::move(without), reading::as_written), channel);
    try {
        schema result = co_await async_drive(work, db, no_step);
        co_return result;
    } catch (const failure& why) {
        raise_unread(why);
    }
}

}  // namespace online

/// Applies the missing revisions, up to `head` or up to a target, awaited: `co_await al::async_upgrade<history>(db)`.
template <const auto& History, async_connection Connection>
task_of<Connection, migration_report> async_upgrade(Connection& db, migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::upgrade, {"head"}, std::move(options));
}
template <const auto& History, async_connection Connection, std::convertible_to<std::string_view> Target>
task_of<Connection, migration_report> async_upgrade(Connection& db, const Target& target,
                                                    migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::upgrade, {std::string(std::string_view(target))},
                                          std::move(options));
}
/// The same for a target that is checked at compile time: `co_await al::async_upgrade<history, "shop@head">(db)`.
template <const auto& History, detail::literal Target, async_connection Connection>
    requires detail::sound_target<History, direction::upgrade, Target>
task_of<Connection, migration_report> async_upgrade(Connection& db, migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::upgrade, {std::string(Target.view())}, std::move(options));
}

/// Reverts the revisions above a target, awaited.
template <const auto& History, async_connection Connection>
task_of<Connection, migration_report> async_downgrade(Connection& db, std::string target,
                                                      migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::downgrade, {std::move(target)}, std::move(options));
}
template <const auto& History, detail::literal Target, async_connection Connection>
    requires detail::sound_target<History, direction::downgrade, Target>
task_of<Connection, migration_report> async_downgrade(Connection& db, migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::downgrade, {std::string(Target.view())},
                                          std::move(options));
}

/// Reverts the revisions above a target and applies them again as they are now, awaited.
template <const auto& History, async_connection Connection>
task_of<Connection, migration_report> async_redo(Connection& db, migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::redo, {"-1"}, std::move(options));
}
template <const auto& History, async_connection Connection, std::convertible_to<std::string_view> Target>
task_of<Connection, migration_report> async_redo(Connection& db, const Target& target, migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::redo, {std::string(std::string_view(target))},
                                          std::move(options));
}

/// Records that the database is at these targets, awaited; runs nothing.
template <const auto& History, async_connection Connection>
task_of<Connection, migration_report> async_stamp(Connection& db, std::vector<std::string> targets,
                                                  migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::stamp, std::move(targets), std::move(options));
}
/// The same for one target.
template <const auto& History, async_connection Connection>
task_of<Connection, migration_report> async_stamp(Connection& db, std::string target, migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::stamp, {std::move(target)}, std::move(options));
}
/// The same for a list in braces.
template <const auto& History, async_connection Connection>
task_of<Connection, migration_report> async_stamp(Connection& db, std::initializer_list<std::string_view> targets,
                                                  migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::stamp, online::copies_of(targets), std::move(options));
}

/// The same for two or more targets.
template <const auto& History, async_connection Connection, std::convertible_to<std::string_view>... More>
task_of<Connection, migration_report> async_stamp(Connection& db, std::string first, std::string second,
                                                  const More&... more) {
    return async_stamp<History>(
        db, std::vector<std::string>{std::move(first), std::move(second), std::string(std::string_view(more))...});
}

/// Records that a database that predates the history is at a target, awaited.
template <const auto& History, async_connection Connection>
task_of<Connection, migration_report> async_baseline(Connection& db, std::string target,
                                                     migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::baseline, {std::move(target)}, std::move(options));
}
/// The same for the revision that the number of the database stands for. The texts are copied at once.
template <const auto& History, async_connection Connection>
task_of<Connection, migration_report> async_baseline(Connection& db, const revision_numbers& numbers,
                                                     migration_options options = {}) {
    return online::async_migrate<History>(db, online::goal::baseline, online::copies_of(numbers.revisions),
                                          std::move(options), true, numbers.numbers);
}

/// The revisions in the version table, awaited.
template <const auto& History, async_connection Connection>
task_of<Connection, std::vector<std::string>> async_current(Connection& db) {
    return online::async_run_flow<std::vector<std::string>, History>(db, {},
                                                                     [](auto& engine) { return engine.current(); });
}

/// The revisions that an upgrade would apply, awaited.
template <const auto& History, async_connection Connection>
task_of<Connection, std::vector<std::string>> async_pending(Connection& db, std::string target = "heads") {
    return online::async_run_flow<std::vector<std::string>, History>(
        db, {}, [target = std::move(target)](auto& engine) { return engine.pending(target); });
}

/// The revisions that were edited after the database ran them, awaited.
template <const auto& History, async_connection Connection>
task_of<Connection, std::vector<edited_revision>> async_edited(Connection& db) {
    return online::async_run_flow<std::vector<edited_revision>, History>(db, {},
                                                                         [](auto& engine) { return engine.edited(); });
}

/// What a database differs in from a history, awaited.
template <const auto& History, async_connection Connection>
task_of<Connection, verification> async_verify(Connection& db) {
    return online::async_run_flow<verification, History>(db, {}, [](auto& engine) { return engine.verify(); });
}

/// The differences between a database and the schema of a history at a target, awaited.
template <const auto& History, async_connection Connection>
task_of<Connection, difference_list> async_drift(Connection& db, std::string target = "heads") {
    return online::async_run_flow<difference_list, History>(
        db, {}, [target = std::move(target)](auto& engine) { return engine.drift(target); });
}

/// The schema of a database as a value, awaited.
template <async_connection Connection>
task_of<Connection, schema> async_reflect(Connection& db, std::vector<std::string> without = {}) {
    return online::async_read_schema(db, std::move(without));
}

}  // namespace aludel::inline v0_1
