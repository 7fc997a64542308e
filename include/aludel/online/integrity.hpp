// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/vector.hpp>
#include <aludel/dialect/quote.hpp>
#include <aludel/online/dialogue.hpp>
#include <aludel/online/failure.hpp>
#include <aludel/online/flow.hpp>
#include <aludel/online/sqlite_session.hpp>

#include <cstddef>    // size_t
#include <optional>   // optional
#include <string>     // string, to_string, stoull
#include <string_view>  // string_view
#include <utility>    // move
#include <vector>     // vector

// What SQLite does not watch itself while tables are altered. Only what gets worse is an error: a database may have had
// orphans and broken views for years, and that is no reason not to migrate it.

namespace aludel::inline v0_1::online {

/// A table's rows whose parent is missing. Rows are counted, since a rebuild may give them other rowids.
struct orphan_count {
    std::string child;
    std::string parent;
    std::size_t count = 0;
};

struct view_state {
    std::string name;
    bool works = false;
    std::string message;  ///< why not
};

/// The state of a database before a transaction, or at its end.
struct integrity {
    detail::vector<view_state> views;
    std::optional<detail::vector<orphan_count>> orphans;  ///< nothing: nobody looked, or SQLite cannot tell
};

/// SQLite cannot tell where a foreign key does not fit the table it points at.
template <class Dialogue>
flow<std::optional<detail::vector<orphan_count>>> find_orphans(Dialogue& talk) {
    const reply said = co_await talk.query(
        "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2");
    std::optional<detail::vector<orphan_count>> found;
    if (said.failed()) co_return found;
    found.emplace();
    for (const row_values& row : said.rows)
        found->push_back({row[0].value_or(""), row[1].value_or(""), std::stoull(row[2].value_or("0"))});
    co_return found;
}

/// EXPLAIN prepares a view's query, which is where missing tables and columns come to light, and reads no row.
template <class Dialogue>
flow<detail::vector<view_state>> look_at_views(Dialogue& talk) {
    detail::vector<view_state> views;
    const std::string names = "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name";
    const reply named = co_await talk.query(names);
    if (named.failed()) throw sqlite_session::failed(named, names);
    for (const row_values& row : named.rows) {
        sql_text probe;
        probe.put("EXPLAIN SELECT 1 FROM ");
        dialect::put_identifier(probe, *row[0]);
        const std::string sql = probe.str();
        const reply said = co_await talk.query(sql);
        views.push_back({*row[0], !said.failed(), said.message});
    }
    co_return views;
}

template <class Dialogue>
flow<integrity> look(Dialogue& talk, bool at_foreign_keys) {
    integrity seen;
    detail::vector<view_state> views = co_await look_at_views(talk);
    seen.views = std::move(views);
    if (!at_foreign_keys) co_return seen;
    std::optional<detail::vector<orphan_count>> orphans = co_await find_orphans(talk);
    seen.orphans = std::move(orphans);
    co_return seen;
}

inline void require_no_more_orphans(const detail::vector<orphan_count>& before, const std::optional<detail::vector<orphan_count>>& after) {
    if (!after)
        throw failure_of(migration_error_kind::foreign_keys, "a foreign key would no longer fit the table that it points at",
                         "Point it at a primary key, or at unique columns.");
    for (const orphan_count& each : *after) {
        std::size_t known = 0;
        for (const orphan_count& old : before)
            if (old.child == each.child && old.parent == each.parent) known = old.count;
        if (each.count <= known) continue;
        throw failure_of(migration_error_kind::foreign_keys,
                         std::to_string(each.count - known) + " row(s) of table " + backticked(each.child) + " would point at no row of " + backticked(each.parent),
                         "Delete or correct them first, or in the revision.");
    }
}

/// A view that worked must work, and so must a new one; one that was dropped is not missed.
inline void require_working_views(const detail::vector<view_state>& before, const detail::vector<view_state>& after) {
    for (const view_state& each : after) {
        if (each.works) continue;
        const view_state* old = nullptr;
        for (const view_state& one : before)
            if (one.name == each.name) old = &one;
        if (old != nullptr && !old->works) continue;
        const std::string_view how = old == nullptr ? " does not work: " : " would no longer work: ";
        throw failure_of(migration_error_kind::view_broken, "view " + backticked(each.name).append(how) + each.message,
                         "Drop it and create it again in the revision.");
    }
}

/// Throws when something is worse than it was.
inline void require_no_worse(const integrity& before, const integrity& after) {
    require_working_views(before.views, after.views);
    if (before.orphans) require_no_more_orphans(*before.orphans, after.orphans);
}

}  // namespace aludel::inline v0_1::online
