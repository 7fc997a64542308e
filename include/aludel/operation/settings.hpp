// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/list_view.hpp>
#include <aludel/base/name.hpp>
#include <aludel/base/span.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/naming_convention.hpp>
#include <aludel/rule/rule.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {
struct applied_version;  // in <aludel/online/applied_version.hpp>
}

namespace aludel::inline v0_1::op {

/// What follows the name of the version table in the name of the table of claims.
inline constexpr std::string_view claim_suffix = "_claim";

/// The settings of a history. The arrays hold one entry per `dialect_id` and more than one per rule, so
/// `al::settings()` cannot overflow them: naming a dialect or a rule twice replaces its entry.
struct settings {
    std::string_view title{};  ///< the history's name in scripts and messages; empty: the name of its variable
    name version_table = "aludel_version";
    name journal_table = "aludel_journal";
    naming_convention naming{};
    bool transaction_per_revision = false;
    bool branches_allowed = false;
    bool zero_downtime = false;     ///< what blocks or breaks a program that runs meanwhile is an error
    name zero_downtime_after = "";  ///< only in the revisions behind this one; empty: in all
    void (*on_version_applied)(applied_version&) = nullptr;  ///< called for each version that a migration applies
    std::size_t argument_count = 0;
    std::string_view arguments[16]{};  ///< the keys of the arguments that a migration can be given; none: any
    list_view<name> namesakes{};       ///< what tables or views of several schemas are called; of a history, not set
    std::size_t dialect_count = 0;
    dialect dialects[7]{};  // one for each `dialect_id`

    struct rule_level {
        aludel::rule rule = aludel::rule::none;
        aludel::level level = aludel::level::error;
    };
    std::size_t level_count = 0;
    rule_level levels[160]{};  // more than there are rules

    /// The level of a rule: as set here, or its default. What breaks the previous release of a program is a warning at
    /// least where a database serves several programs. `strict`: in a revision that `zero_downtime` is for.
    [[nodiscard]] constexpr level level_of(rule broken, bool strict = true) const {
        for (std::size_t i = level_count; i-- > 0;)
            if (levels[i].rule == broken) return levels[i].level;
        const bool is_release = is_about_releases(broken);
        if (zero_downtime && strict && (is_release || is_about_blocking(broken))) return level::error;
        if (is_release &&
            (find_checked(&dialect_traits::changes_lock_tables) || find_checked(&dialect_traits::tells_algorithms)))
            return level::warning;
        return default_level(broken);
    }

    /// The databases that the history is checked for; `default_dialect` if none is set.
    [[nodiscard]] constexpr detail::span<const dialect> checked_dialects() const {
        return dialect_count == 0 ? detail::span<const dialect>(&default_dialect, 1)
                                  : detail::span<const dialect>(dialects, dialect_count);
    }
    /// The first of them that has a property; null if none has it.
    [[nodiscard]] constexpr const dialect_traits* find_checked(bool dialect_traits::* property) const {
        for (const dialect& each : checked_dialects())
            if (each.traits->*property) return each.traits;
        return nullptr;
    }
    /// Whether all of them have a property.
    [[nodiscard]] constexpr bool every_checked(bool dialect_traits::* property) const {
        for (const dialect& each : checked_dialects())
            if (!(each.traits->*property)) return false;
        return true;
    }
    /// Where index names must be unique for all of them: `table` only if it is `table` for each.
    [[nodiscard]] constexpr index_scope index_names() const {
        for (const dialect& each : checked_dialects())
            if (each.traits->index_names == index_scope::schema) return index_scope::schema;
        return index_scope::table;
    }
};

}  // namespace aludel::inline v0_1::op
