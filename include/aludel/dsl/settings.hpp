// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/rule/slug.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// The settings of a history; they stand before its revisions. Several `settings` are combined, the last one winning.
struct settings_word {
    static constexpr auto places = static_cast<unsigned>(place::setting);
    static constexpr std::string_view spelling = "settings";

    op::settings held{};

    /// The history's name in scripts and messages; without it, the name of its variable.
    constexpr settings_word title(std::string_view message) const {
        settings_word result = *this;
        result.held.title = message;
        return result;
    }
    /// The table that stores the current revisions, `aludel_version` by default. With `"alembic_version"`, databases
    /// that Alembic migrated are continued.
    constexpr settings_word version_table(name table) const {
        settings_word result = *this;
        result.held.version_table = table;
        return result;
    }
    /// The table that records what was run and when, `aludel_journal` by default.
    constexpr settings_word journal_table(name table) const {
        settings_word result = *this;
        result.held.journal_table = table;
        return result;
    }
    /// The databases that every revision must work on, each with its oldest version: `al::postgresql.since(15)`.
    /// Without it, the default database. For one that is named twice the older version counts. AL215 refuses what one
    /// of them cannot do.
    template <class... Dialects>
    constexpr settings_word dialects(const Dialects&... each) const {
        settings_word result = *this;
        (add_dialect(result.held, each), ...);
        return result;
    }
    /// Runs each revision in a transaction of its own instead of all in one. After a failure the revisions before it
    /// stay applied.
    constexpr settings_word transaction_per_revision() const {
        settings_word result = *this;
        result.held.transaction_per_revision = true;
        return result;
    }
    /// A function that is called for each version that a migration applies or reverts, in its transaction; a lambda
    /// without captures is one. Options of a migration can have another.
    constexpr settings_word on_version_applied(void (*hook)(applied_version&)) const {
        settings_word result = *this;
        result.held.on_version_applied = hook;
        return result;
    }
    /// The keys of the arguments that a migration can be given, at most 16; others are refused. Without it, any can.
    template <class... Keys>
    constexpr settings_word arguments(const Keys&... keys) const {
        settings_word result = *this;
        (add_argument(result.held, keys), ...);
        return result;
    }
    /// The patterns for the names of constraints and indexes that have none, with Alembic's tokens (see
    /// op::naming_convention); with `al::no_names` constraints stay unnamed.
    ///
    ///     al::settings().naming({.unique = "%(table_name)s_%(column_0_name)s_key"})
    constexpr settings_word naming(const op::naming_convention& convention) const {
        settings_word result = *this;
        result.held.naming = convention;
        return result;
    }
    /// For programs that use the database while it is migrated: what blocks them, or breaks the previous release of
    /// one, is an error (AL812 to AL829, AL901 to AL919), and each revision has a transaction of its own, so that no
    /// lock is held longer than for one. With a revision, only what is behind it in the order of application is
    /// checked.
    constexpr settings_word zero_downtime(name after = "") const {
        settings_word result = transaction_per_revision();
        result.held.zero_downtime = true, result.held.zero_downtime_after = after;
        return result;
    }
    /// The level of a rule in this history, instead of its `default_level`. The last call for a rule counts.
    constexpr settings_word level(rule which, aludel::level how) const {
        settings_word result = *this;
        set_level(result.held, which, how);
        return result;
    }

    /// Combines these settings with those that stand before them.
    constexpr void add_to(op::settings& settings) const {
        const op::settings standard{};
        if (!held.title.empty()) settings.title = held.title;
        if (held.version_table != standard.version_table) settings.version_table = held.version_table;
        if (held.journal_table != standard.journal_table) settings.journal_table = held.journal_table;
        if (!(held.naming == standard.naming)) settings.naming = held.naming;
        settings.transaction_per_revision = settings.transaction_per_revision || held.transaction_per_revision;
        if (held.zero_downtime) settings.zero_downtime = true, settings.zero_downtime_after = held.zero_downtime_after;
        if (held.on_version_applied != nullptr) settings.on_version_applied = held.on_version_applied;
        for (std::size_t i = 0; i < held.argument_count; ++i) add_argument(settings, held.arguments[i]);
        for (std::size_t i = 0; i < held.dialect_count; ++i) add_dialect(settings, held.dialects[i]);
        for (std::size_t i = 0; i < held.level_count; ++i)
            set_level(settings, held.levels[i].rule, held.levels[i].level);
    }

private:
    static constexpr void add_argument(op::settings& target, std::string_view key) {
        for (std::size_t i = 0; i < target.argument_count; ++i)
            if (target.arguments[i] == key) return;
        target.arguments[target.argument_count++] = key;
    }
    static constexpr void add_dialect(op::settings& target, const op::dialect& added) {
        std::size_t i = 0;
        while (i < target.dialect_count && target.dialects[i].id != added.id) ++i;
        if (i == target.dialect_count) target.dialects[target.dialect_count++] = added;
        else if (added.version < target.dialects[i].version) target.dialects[i] = added;
    }
    static constexpr void set_level(op::settings& settings, rule which, aludel::level how) {
        if (slug(which).empty()) return;  // a number that is no rule
        std::size_t i = 0;
        while (i < settings.level_count && settings.levels[i].rule != which) ++i;
        settings.levels[i] = {which, how};
        if (i == settings.level_count) ++settings.level_count;
    }
};

/// The type of `al::branches_allowed`.
struct branches_allowed_word {
    static constexpr auto places = static_cast<unsigned>(place::setting);
    static constexpr std::string_view spelling = "branches_allowed";
    constexpr void add_to(op::settings& settings) const { settings.branches_allowed = true; }
};

}  // namespace dsl

/// The settings of a history, which stand before its revisions; the chained methods set what differs from the defaults:
/// `al::settings().dialects(al::postgresql).transaction_per_revision()`.
constexpr dsl::settings_word settings() { return {}; }

/// A naming convention that gives constraints no names, so that unnamed ones cannot be dropped by name. Indexes still
/// get names, because no database has indexes without.
inline constexpr op::naming_convention no_names{{}, {}, {}, {}};

/// Permits more than one head in the history. Without it several heads are an error (AL109), because an upgrade to one
/// of them would leave the other branch out.
inline constexpr dsl::branches_allowed_word branches_allowed{};

}  // namespace aludel::inline v0_1
