// SPDX-License-Identifier: BSL-1.0
// Shared by the trials of hostile files and hostile callers: a run on a connection that was set up against it.
#pragma once

#include "trial.hpp"

#include <functional>

namespace trial {

enum class wanted { success, refusal, either };

/// Other things on the connection, which must be unchanged.
inline std::string beside(al::sqlite3::connection& db) {
    std::string text;
    for (const al::row_values& row : db.query("PRAGMA database_list"))
        if (*row[1] != "main") text += contents(db, *row[1]);
    return text;
}
inline std::string rows_of_history(al::sqlite3::connection& db) {
    std::string text;
    for (const char* const select : {"* FROM main.runs", "* FROM main.log", "* FROM main.owner", "* FROM main.account",
                                     "version_num FROM main.aludel_version"})
        text += rows_of(db.handle(), std::string("SELECT ") + select + " ORDER BY 1");
    return text;
}

/// Runs the history on connections that were set up, and checks that they are refused or migrated to the head.
struct hostile {
    explicit hostile(const std::filesystem::path& folder, const char* encoding = "UTF-8")
        : database(folder, "DELETE", 30, encoding) {
        al::sqlite3::connection db = database.fresh();
        al::upgrade<steps>(db);
        head = rows_of_history(db);
    }

    /// `set_up` prepares what would disturb the check itself; it returns what ends it.
    void expect(tally& result, wanted end, al::sqlite3::connection& db,
                const std::function<std::function<void()>()>& set_up = {}) const {
        const std::string main_before = contents(db), beside_before = beside(db), settings_before = settings(db);
        const std::function<void()> undo = set_up ? set_up() : [] {};
        const outcome run =
            outcome_of([&] { al::upgrade<steps>(db, {.busy_timeout = al::duration::of_milliseconds(50)}); });
        undo();
        const std::string main = contents(db), rows = rows_of_history(db), others = beside(db), set = settings(db);
        result.expect(run.clear, "an error that is not the library's", run.message);
        result.expect(end != wanted::success || run.succeeded, "refused without need", run.message);
        result.expect(end != wanted::refusal || !run.succeeded, "not refused");
        result.expect(others == beside_before, "temporary or attached tables are changed",
                      difference(others, beside_before));
        const bool is_said = set_up &&
            run.message.find("could not be set back") != std::string::npos;  // an authorizer refused that as well
        result.expect(set == settings_before || is_said, "the settings are not set back",
                      difference(set, settings_before) + " after: " + run.message);
        if (run.succeeded) result.expect(rows == head, "success, but not the head", difference(rows, head));
        else
            result.expect(main == main_before, "refused, but changed",
                          difference(main, main_before) + " after: " + run.message);
        result.expect(cell_of(db, "PRAGMA main.integrity_check") == "ok", "integrity_check", run.message);
    }

    subject<steps> database;
    std::string head;
};

}  // namespace trial
