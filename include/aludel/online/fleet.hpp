// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/threads.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/io/clock.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/base/duration.hpp>
#include <aludel/online/driver.hpp>
#include <aludel/online/migrate.hpp>
#include <aludel/online/options.hpp>
#include <aludel/online/report.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <exception>    // exception_ptr
#include <string>       // string, begin, end
#include <string_view>  // string_view
#include <type_traits>  // remove_reference_t
#include <utility>      // move, declval

// Migrations of many databases at once. Nothing is shared between them, so each is migrated as if it were alone.

namespace aludel::inline v0_1 {

/// Whether a database of a fleet was migrated.
enum class fleet_status : std::uint8_t {
    not_begun,  ///< another one failed first
    done,
    failed,
};

/// What became of one database of a fleet.
struct fleet_result {
    fleet_status status = fleet_status::not_begun;
    migration_report report{};   ///< if it is done
    duration elapsed{};          ///< the time of the migration, and of opening the connection if the range does that
    std::string message{};       ///< if it failed: the text of the error
    std::exception_ptr error{};  ///< if it failed: what the call on this connection alone would have thrown

    explicit operator bool() const { return status == fleet_status::done; }
};

/// What became of a fleet: one result per connection, in the order of the range. True if all are done.
struct fleet_report {
    detail::vector<fleet_result> results{};

    [[nodiscard]] const fleet_result* begin() const { return results.begin(); }
    [[nodiscard]] const fleet_result* end() const { return results.end(); }
    [[nodiscard]] std::size_t size() const { return results.size(); }
    [[nodiscard]] const fleet_result& operator[](std::size_t which) const { return results[which]; }

    /// The number of databases with this status.
    [[nodiscard]] std::size_t count(fleet_status status) const {
        std::size_t number = 0;
        for (const fleet_result& each : results) number += each.status == status ? 1 : 0;
        return number;
    }
    explicit operator bool() const { return count(fleet_status::done) == size(); }
};

/// Options of the migration of a fleet.
struct fleet_options {
    std::size_t jobs = 0;     ///< how many databases are migrated at the same time; 0: as many as there are processors
    bool keep_going = false;  ///< begin others after one failed; those that are running are finished in any case

    /// Options of each migration. The observer is called by several threads, but never by two at the same time.
    migration_options migration{};
};

namespace online {

/// Hands out the databases of a fleet to threads, in order.
template <class Work>
class fleet_queue {
public:
    /// `work` receives an index and the result to write, and may throw.
    fleet_queue(fleet_report& whole, bool keep_going, Work& work)
        : whole_(whole),
          keep_going_(keep_going),
          work_(work) {}

    /// Works until no database is left.
    void operator()() noexcept {
        for (std::size_t which; take(which);) {
            fleet_result& result = whole_.results[which];
            const duration began = now();
            result.status = fleet_status::done;
            reply caught;
            try {
                work_(which, result);
            } catch (...) {
                put_failure(caught);
                result.status = fleet_status::failed;
                result.error = caught.failure, result.message = std::move(caught.message);
            }
            result.elapsed = since(began);
            if (result.status == fleet_status::failed && !keep_going_) stop();
        }
    }

private:
    bool take(std::size_t& which) {
        const detail::mutex_lock lock(mutex_);
        which = next_;
        return next_ < whole_.size() && (++next_, true);
    }
    void stop() {
        const detail::mutex_lock lock(mutex_);
        next_ = whole_.size();
    }

    fleet_report& whole_;
    bool keep_going_;
    Work& work_;
    detail::mutex mutex_;
    std::size_t next_ = 0;
};

/// Calls `work(index, result)` for each of `count` databases, in threads of its own. A call that throws is a result.
template <class Work>
fleet_report run_fleet(std::size_t count, std::size_t jobs, bool keep_going, Work&& work) {
    fleet_report whole{detail::vector<fleet_result>(count)};
    fleet_queue queue(whole, keep_going, work);
    const std::size_t threads = jobs == 0 ? detail::processor_count() : jobs;
    detail::call_in_threads(threads < count ? threads : count, queue);
    return whole;
}

/// An observer for one database of a fleet: calls that of all with its index, under the mutex.
inline observer watch_of(const observer& shared, std::size_t which, detail::mutex& mutex) {
    if (!shared) return {};
    return [&shared, which, &mutex](const migration_event& event) {
        migration_event numbered = event;
        numbered.database = which;
        const detail::mutex_lock lock(mutex);
        shared(numbered);
    };
}

/// The connection that an element of a range is, or points to.
template <class Element>
decltype(auto) connection_of(Element& element) {
    if constexpr (connection<Element>) return (element);
    else return *element;
}

/// Whether databases can be migrated at the same time. An adapter whose client library may be unfit for threads says so
/// by `is_thread_safe()`.
template <class Connection>
bool is_thread_safe() {
    if constexpr (requires { Connection::is_thread_safe(); }) return Connection::is_thread_safe();
    else return true;
}

/// Migrates each connection of a range to a goal.
template <const auto& History, class Connections>
fleet_report migrate_all(Connections& connections, goal wanted, std::string_view target, const fleet_options& options) {
    detail::vector<decltype(std::begin(connections))> places;
    for (auto each = std::begin(connections); each != std::end(connections); ++each) places.push_back(each);
    using element_type = std::remove_reference_t<decltype(*places[0])>;
    using connection_type = std::remove_reference_t<decltype(connection_of(std::declval<element_type&>()))>;
    detail::mutex mutex;
    const std::size_t jobs = is_thread_safe<connection_type>() ? options.jobs : 1;
    return run_fleet(places.size(), jobs, options.keep_going, [&](std::size_t which, fleet_result& result) {
        migration_options own = options.migration;
        own.watch = watch_of(options.migration.watch, which, mutex);
        auto&& element = *places[which];
        result.report = migrate<History>(connection_of(element), wanted, {target}, own);
    });
}

}  // namespace online

/// Upgrades each database of a range to a target, several at the same time, and returns a result per database; what
/// fails for one is in its result. The elements are connections or pointers to them, each to another database; a view
/// that opens a connection when it is dereferenced has only those open that are being migrated. The range is passed
/// through twice. The functions of `run` steps are called by several threads. Throws only std::bad_alloc.
///
///     const al::fleet_report all = al::upgrade_all<history>(tenants, {.jobs = 4, .keep_going = true});
template <const auto& History, class Connections>
fleet_report upgrade_all(Connections&& connections, std::string_view target = "head",
                         const fleet_options& options = {}) {
    return online::migrate_all<History>(connections, online::goal::upgrade, target, options);
}
/// The same for the target `head`.
template <const auto& History, class Connections>
fleet_report upgrade_all(Connections&& connections, const fleet_options& options) {
    return upgrade_all<History>(connections, "head", options);
}

/// Reverts the revisions above a target in each database of a range, as `upgrade_all` applies them.
template <const auto& History, class Connections>
fleet_report downgrade_all(Connections&& connections, std::string_view target, const fleet_options& options = {}) {
    return online::migrate_all<History>(connections, online::goal::downgrade, target, options);
}

}  // namespace aludel::inline v0_1
