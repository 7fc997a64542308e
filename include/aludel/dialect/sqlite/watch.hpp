// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dialect/sqlite/session.hpp>
#include <aludel/dialect/sqlite/trigger_probe.hpp>
#include <aludel/dialect/sqlite/unknown_parts.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/quote.hpp>

#include <cstddef>      // size_t
#include <string>       // string, to_string, stoull
#include <string_view>  // string_view
#include <utility>      // move

// Checks that SQLite does not make while tables are altered. Only a state worse than before is an error: violations and
// broken views that existed before do not prevent a migration.

namespace aludel::inline v0_1::sqlite_dialect {

using online::cell;

/// The number of a table's rows without parent. Rows are counted, not identified, since a rebuild may change their
/// rowids.
struct orphan_count {
    std::string child;
    std::string parent;
    std::size_t count = 0;
    offending_rows rows{};  ///< some of them, where they are more than before
};

/// A table with a foreign key that does not match the referenced table: SQLite cannot check its rows.
struct unfit_table {
    std::string name;
    std::string message;
};

/// A view, trigger or foreign key, and whether it works.
struct view_state {
    std::string type;
    std::string name;
    bool works = false;
    std::string message;  ///< the error if it does not work; of a foreign key, the table that it refers to
};

/// The state of a database before a transaction or at its end.
struct integrity {
    detail::vector<view_state> views;      ///< also triggers, and foreign keys with the tables that they refer to
    detail::vector<orphan_count> orphans;  ///< of the tables that SQLite can check; empty if not checked
    detail::vector<unfit_table> unfit;
    bool counts_orphans = false;
};

/// Executes a query of the engine. Any error is an error of the migration.
template <class Dialogue>
flow<query_result> probe(basic_session<Dialogue>& session, const std::string& sql) {
    reply result = co_await session.when_free(sql, true);
    session.require_ours(result);
    if (result.failed()) throw basic_session<Dialogue>::failed(result, sql);
    co_return std::move(result.rows);
}

/// Whether a reply is SQLite's error for a foreign key that does not match the referenced table.
inline bool is_unfit(const reply& result) {
    return result.failed() && errors::may_be_missing_name(result.code) &&
        result.message.starts_with("foreign key mismatch");
}

/// Adds the rows of PRAGMA foreign_key_check, counted per table and parent.
inline void add_orphans(integrity& found, const query_result& rows) {
    for (const row_values& row : rows)
        found.orphans.push_back({cell(row, 0), cell(row, 1), std::stoull(row[2].value_or("0"))});
}

/// Checks all tables at once; if one of them cannot be checked, each table separately.
template <class Dialogue>
flow<> find_orphans(basic_session<Dialogue>& session, integrity& found) {
    const std::string input =
        "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2";  // of main
    const reply whole = co_await session.query(input);
    session.require_ours(whole);
    if (!whole.failed()) {
        add_orphans(found, whole.rows);
        co_return;
    }
    if (!is_unfit(whole)) throw basic_session<Dialogue>::failed(whole, input);
    const std::string names =
        "SELECT DISTINCT each.name FROM main.sqlite_master AS each, pragma_foreign_key_list(each.name, 'main')"
        " WHERE each.type = 'table' ORDER BY 1";
    const query_result tables = co_await probe(session, names);
    for (const row_values& each : tables) {
        const std::string table = cell(each, 0);
        sql_text count;
        count.put("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check("),
            dialect::put_string(count, table);
        count.put(", 'main') GROUP BY 1, 2");
        const std::string sql = count.str();
        const reply result = co_await session.query(sql);
        session.require_ours(result);
        if (result.failed() && !is_unfit(result)) throw basic_session<Dialogue>::failed(result, sql);
        if (result.failed()) found.unfit.push_back({table, result.message});
        add_orphans(found, result.rows);
    }
}

/// Whether tables unknown to the history have foreign keys: the columns that they refer to are unknown.
template <class Dialogue>
flow<bool> has_unknown_keys(basic_session<Dialogue>& session, const online::known_tables& known) {
    const std::string sql =
        "SELECT DISTINCT each.name FROM main.sqlite_master AS each, pragma_foreign_key_list(each.name, 'main')"
        " WHERE each.type = 'table'";
    const query_result tables = co_await probe(session, sql);
    for (const row_values& row : tables) {
        const std::string table = cell(row, 0);
        if (!known(name(std::string_view(table)))) co_return true;
    }
    co_return false;
}

/// A query that compiles a view or trigger, which reveals missing tables and columns. It reads no rows.
template <class Dialogue>
flow<std::string> probe_of(basic_session<Dialogue>& session, const row_values& object) {
    const std::string type = cell(object, 0), name = cell(object, 1), table = cell(object, 2), create = cell(object, 3);
    sql_text query;
    if (type == "view") {
        query.put("EXPLAIN SELECT 1 FROM ");
        dialect::put_identifier(query, "main", name);
        co_return query.str();
    }
    query.put("SELECT name FROM pragma_table_info("), dialect::put_string(query, table);
    query.put(", 'main')");
    const std::string sql = query.str();
    const reply columns = co_await session.query(sql);  // fails if the trigger belongs to a broken view
    session.require_ours(columns);
    if (columns.failed() && !errors::may_be_missing_name(columns.code))
        throw basic_session<Dialogue>::failed(columns, sql);
    co_return firing(event_of(create), table, columns.rows);
}

/// Compiles every view and trigger, and adds its state.
template <class Dialogue>
flow<> look_at_views(basic_session<Dialogue>& session, integrity& found) {
    const std::string names =
        "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE type IN ('view', 'trigger')"
        " UNION ALL SELECT 'foreign key', each.name, keys.\"table\", (SELECT 1 FROM main.sqlite_master AS parent WHERE "
        "parent.type = 'table' AND parent.name = keys.\"table\" COLLATE NOCASE) FROM main.sqlite_master AS each, "
        "pragma_foreign_key_list(each.name, 'main') AS keys WHERE each.type = 'table' AND keys.seq = 0"
        " ORDER BY 1 DESC, 2";
    const query_result objects = co_await probe(session, names);
    for (const row_values& each : objects) {
        if (cell(each, 0) == "foreign key") {
            found.views.push_back({"foreign key", cell(each, 1), cell(each, 3) == "1", cell(each, 2)});
            continue;
        }
        const std::string sql = co_await probe_of(session, each);
        if (sql.empty()) continue;
        const reply result = co_await session.query(sql);
        session.require_ours(result);
        if (result.failed() && !errors::may_be_missing_name(result.code))
            throw basic_session<Dialogue>::failed(result, sql);
        found.views.push_back({cell(each, 0), cell(each, 1), !result.failed(), result.message});
    }
}

/// Throws a failure if a foreign key no longer matches the table that it references.
inline void require_no_more_unfit(const detail::vector<unfit_table>& before, const detail::vector<unfit_table>& after) {
    for (const unfit_table& each : after) {
        bool known = false;
        for (const unfit_table& old : before) known = known || dialect::same_without_case(old.name, each.name);
        if (known) continue;
        throw failure_of(migration_error_kind::foreign_keys,
                         "a foreign key of table " + backticked(each.name) +
                             " would no longer fit the table that it points at: " + each.message,
                         "Point it at a primary key, or at unique columns.");
    }
}

/// How many of these rows had no parent before. Tables that could not be checked before are skipped: all.
inline std::size_t known_orphans(const integrity& before, const orphan_count& each) {
    std::size_t known = 0;
    for (const unfit_table& old : before.unfit)
        if (dialect::same_without_case(old.name, each.child)) known = each.count;
    for (const orphan_count& old : before.orphans)
        if (old.child == each.child && old.parent == each.parent) known = old.count;
    return known;
}

/// Throws a failure if violations were added.
inline void require_no_more_orphans(const integrity& before, const integrity& after) {
    for (const orphan_count& each : after.orphans) {
        const std::size_t known = known_orphans(before, each);
        if (each.count <= known) continue;
        failure why = failure_of(migration_error_kind::foreign_keys,
                                 std::to_string(each.count - known) + " row(s) of table " + backticked(each.child) +
                                     " would point at no row of " + backticked(each.parent),
                                 "Delete or correct them first, or in the revision.");
        why.details.rows = each.rows;
        throw why;
    }
}

/// Throws a failure if a view or trigger that worked, or a new one, does not work. Dropped ones are ignored.
inline void require_working_views(const detail::vector<view_state>& before, const detail::vector<view_state>& after) {
    for (const view_state& each : after) {
        if (each.works) continue;
        const bool is_key = each.type == "foreign key";
        const view_state* old = nullptr;
        for (const view_state& one : before)
            if (one.name == each.name && one.type == each.type && (!is_key || one.message == each.message)) old = &one;
        if (old != nullptr && !old->works) continue;
        if (is_key && old == nullptr) continue;  // new: of raw SQL, which may create the other table later
        if (is_key)
            throw failure_of(migration_error_kind::foreign_keys,
                             "table " + backticked(each.name) + " refers to table " + backticked(each.message) +
                                 ", which would no longer exist",
                             "Drop that table or its foreign key first, in the revision or by hand.");
        const std::string_view how = old == nullptr ? " does not work: " : " would no longer work: ";
        throw failure_of(migration_error_kind::view_broken,
                         each.type + " " + backticked(each.name).append(how) + each.message,
                         "Drop it and create it again in the revision.");
    }
}

/// Compares the database before and after a transaction.
template <class Dialogue>
class basic_watch {
public:
    using state = integrity;

    basic_watch(basic_session<Dialogue>& session, bool counts_orphans)
        : session_(session),
          counts_orphans_(counts_orphans) {}

    /// The state before the transaction. Rows are counted only if foreign keys are off and rows may lose a parent,
    /// either by an operation of the history or in a table that it does not know.
    flow<integrity> before(const needs& wanted, const online::known_tables& known) {
        integrity seen;
        seen.counts_orphans = wanted.foreign_keys_off && counts_orphans_;
        if (seen.counts_orphans && !wanted.may_orphan && known)
            seen.counts_orphans = co_await has_unknown_keys(session_, known);
        co_await read_integrity(seen);
        co_return std::move(seen);
    }
    /// The same parts of the state after the transaction.
    flow<integrity> after(const integrity& earlier) {
        integrity seen;
        seen.counts_orphans = earlier.counts_orphans;
        co_await read_integrity(seen);
        for (orphan_count& each : seen.orphans) {
            if (each.count <= known_orphans(earlier, each)) continue;
            row_inquiry<basic_session<Dialogue>> inquiry(session_);
            each.rows = co_await inquiry.orphans(each.child, each.parent);
        }
        co_return std::move(seen);
    }

    /// Throws a failure if the later state is worse.
    static void require_no_worse(const integrity& earlier, const integrity& later) {
        require_working_views(earlier.views, later.views);
        require_no_more_unfit(earlier.unfit, later.unfit);
        require_no_more_orphans(earlier, later);
    }

    /// Throws a failure if a stored statement does anything but create its object.
    flow<> sound_objects() {
        const std::string sql =
            "SELECT sql, type, name, tbl_name FROM main.sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS "
            "NOT NULL";
        const query_result rows = co_await probe(session_, sql);
        database_objects::require_sound(rows);
    }

private:
    flow<> read_integrity(integrity& seen) {
        co_await look_at_views(session_, seen);
        if (seen.counts_orphans) co_await find_orphans(session_, seen);
    }

    basic_session<Dialogue>& session_;
    bool counts_orphans_;
};

}  // namespace aludel::inline v0_1::sqlite_dialect
