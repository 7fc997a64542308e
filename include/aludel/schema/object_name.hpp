// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/expression.hpp>
#include <aludel/schema/replay.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

// Names that tables, indexes and views must not have.

namespace aludel::inline v0_1::detail {

/// Whether a name begins with a prefix, without regard to case.
constexpr bool begins(const name& each, std::string_view prefix) {
    return each.size >= prefix.size() && same_name(each.text().substr(0, prefix.size()), prefix);
}

/// Whether a name is that of a table of the library: the version table, the journal, or the temporary claim table.
constexpr bool is_own_table(const op::settings& settings, const name& wanted) {
    const std::string_view version = settings.version_table;
    if (wanted.size == version.size() || wanted.size == settings.journal_table.size)
        return same_name(wanted, version) || same_name(wanted, settings.journal_table);
    constexpr std::string_view claim = "_claim";
    return wanted.size == version.size() + claim.size() && begins(wanted, version) && same_name(wanted.text().substr(version.size()), claim);
}

/// Reports `reserved_name` for a new name that is reserved by SQLite or used by the library.
constexpr void check_reserved(replay& at, const char* verb, const name& wanted) {
    if (wanted.size == 0) return;
    const char first = wanted.data[0];
    if ((first == 's' || first == 'S') && begins(wanted, "sqlite_") && at.settings->is_for(op::dialect_id::sqlite))
        at.report(rule::reserved_name, {verb, ": SQLite keeps names that begin with `sqlite_` for itself, and with them `", wanted, "`. Choose another name"});
    else if (is_own_table(*at.settings, wanted) || (first == '_' && begins(wanted, "_aludel_")))
        at.report(rule::reserved_name, {verb, ": `", wanted, "` is the name of a table of Aludel's own. Choose another name"});
}

/// Whether indexes share a namespace with tables and views, as in SQLite and PostgreSQL.
constexpr bool indexes_share_names(const op::settings& settings) {
    return settings.is_for(op::dialect_id::sqlite) || settings.is_for(op::dialect_id::postgresql);
}

}  // namespace aludel::inline v0_1::detail
