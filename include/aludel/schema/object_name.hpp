// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/replay.hpp>
#include <aludel/sql/identifier.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

// Names that tables, indexes and views must not have.

namespace aludel::inline v0_1::detail {

/// Whether a name begins with a prefix, without regard to case.
constexpr bool begins(const name& each, std::string_view prefix) {
    return each.size >= prefix.size() && dialect::same_without_case(each.text().substr(0, prefix.size()), prefix);
}

/// Whether a name is that of a table of the library: the version table, the journal, or the temporary claim table.
constexpr bool is_own_table(const op::settings& settings, const name& wanted) {
    const std::string_view version = settings.version_table;
    if (wanted.size == version.size() || wanted.size == settings.journal_table.size)
        return dialect::same_without_case(wanted, version) ||
            dialect::same_without_case(wanted, settings.journal_table);
    return wanted.size == version.size() + op::claim_suffix.size() && begins(wanted, version) &&
        dialect::same_without_case(wanted.text().substr(version.size()), op::claim_suffix);
}

/// Reports `reserved_name` for a new name that is reserved by a database or used by the library.
constexpr void check_reserved(replay_context& context, const char* verb, const name& wanted) {
    if (wanted.size == 0) return;
    const op::dialect_traits* keeper = nullptr;
    for (const op::dialect& each : context.settings->checked_dialects())
        if (each.traits->reserved_prefix.size() != 0 &&
            dialect::lower(wanted.data[0]) == each.traits->reserved_prefix[0] &&
            begins(wanted, each.traits->reserved_prefix))
            keeper = each.traits;
    if (keeper != nullptr)
        context.report(rule::reserved_name,
                       {verb, ": ", keeper->name, " keeps names that begin with `", keeper->reserved_prefix,
                        "` for itself, and with them `", wanted, "`. Choose another name"});
    else if (is_own_table(*context.settings, wanted) || (wanted.data[0] == '_' && begins(wanted, "_aludel_")))
        context.report(rule::reserved_name,
                       {verb, ": `", wanted, "` is the name of a table of Aludel's own. Choose another name"});
}

/// Reports a name that differs from that of another table, index or view in the case of letters only, where a database
/// of the history does not distinguish them, and returns false. `but` is the table's own name before a rename.
constexpr bool check_case(replay_context& context, const char* verb, rule broken, const name& wanted,
                          const name& but = {}) {
    const schema& known = context.schema;
    if (!known.tables.has_capitals() && !known.indexes.has_capitals() && !known.views.has_capitals() &&
        !has_capital(wanted))
        return true;
    const std::uint32_t table = known.tables.find_in_other_case(wanted),
                        index = known.indexes.find_in_other_case(wanted), view = known.views.find_in_other_case(wanted),
                        none = name_map::none;
    if (table == none && index == none && view == none) return true;
    const op::dialect_traits* const database = context.settings->find_checked(&op::dialect_traits::names_ignore_case);
    const name other = table != none ? known.tables[table].name
        : view != none               ? known.views[view].name
                                     : known.indexes[index].name;
    if (database == nullptr || other == but) return true;
    return context.report(broken,
                          {verb, ": the name `", wanted, "` differs from `", other, "` in case only, which ",
                           database->name, " ignores. Choose another name"});
}

/// Whether indexes share a namespace with tables and views in a database of the history.
constexpr bool indexes_share_names(const op::settings& settings) {
    return settings.find_checked(&op::dialect_traits::indexes_share_table_names) != nullptr;
}

}  // namespace aludel::inline v0_1::detail
