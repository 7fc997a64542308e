// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/online/differences.hpp>
#include <aludel/online/version_state.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

// Checks whether a database can be migrated.

namespace aludel::inline v0_1::online {

/// The version that statements are written for: the history's own, even if a newer one runs, so that scripts and the
/// engine execute the same statements.
inline op::dialect written_dialect(const history_view& history, const op::dialect& running) {
    const auto spelled = [](int version) {
        return std::to_string(version / 1'000'000) + "." + std::to_string(version / 1'000 % 1'000) + "." +
            std::to_string(version % 1'000);
    };
    const auto checked = history.settings->checked_dialects();
    const op::dialect* found = nullptr;
    for (const op::dialect& each : checked)
        if (found == nullptr && each.id == running.id) found = &each;
    if (found == nullptr)
        throw failure_of(migration_error_kind::unsupported_database, "the history is not written for this database",
                         "Name it in settings().dialects(...).");
    if (running.version < found->version)
        throw failure_of(migration_error_kind::unsupported_database,
                         "this is " + std::string(found->traits->name) + " " + spelled(running.version) +
                             ", and the history is written for " + spelled(found->version),
                         "Use a newer " + std::string(found->traits->name) + ".");
    return *found;
}

/// Throws a failure if the version table has rows, which a baseline does not allow.
inline void require_no_version(const std::vector<std::string>& rows) {
    if (rows.empty()) return;
    throw failure_of(migration_error_kind::has_version,
                     "the database is at " + backticked_list(rows, "base") +
                         " already, and a baseline is for one that no migration has touched",
                     "Upgrade it; or stamp it, if it is at another revision.");
}

/// The place of a database's number in a list. Throws a failure if it is not there; `query` is where it stands.
inline std::size_t place_of(const detail::vector<std::int64_t>& numbers, const std::string& found,
                            std::string_view query) {
    std::string list;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::string number = std::to_string(numbers[i]);
        if (number == found) return i;
        (list += list.empty() ? "" : ", ") += number;
    }
    throw failure_of(migration_error_kind::unknown_revision,
                     "the number of the database is " + found + " (" + std::string(query) +
                         "), and the numbers with a revision are " + (list.empty() ? "none" : list),
                     "Say which revision has that schema, or name the revision itself.");
}

/// The database differs from the schema of the target of a baseline.
inline failure differs(std::string_view target, const difference_list& differences) {
    std::string sentence = "the database is not what " + backticked(target) + " leads to: ";
    for (const difference& each : differences) sentence += (&each == differences.begin() ? "" : "; ") + text_of(each);
    return failure_of(migration_error_kind::schema_differs, sentence,
                      "Name the revision that it is at, change the database by hand, or accept the differences "
                      "(allow_differences, and --force of the tool).");
}

/// Something else changed the version table within the transaction.
inline failure written_over(const op::settings& settings, const std::vector<std::string>& rows,
                            const std::vector<std::string>& expected) {
    return corrupt(settings,
                   " holds " + backticked_list(rows, "nothing") + " after " + backticked_list(expected, "nothing") +
                       " was written to it",
                   "Look for triggers on it, and drop them.");
}

}  // namespace aludel::inline v0_1::online
